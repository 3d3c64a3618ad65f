"""What was said between the two can be put in other words by whoever said it: a telling, and the
answer to it. Both can read the earlier words, and no message goes out."""
