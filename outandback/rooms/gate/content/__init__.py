"""What is said to somebody who waits."""
