"""What passes between the two: the note that something was sent, and the reader’s own mark."""
