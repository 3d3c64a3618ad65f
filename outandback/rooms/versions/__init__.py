"""Edit history of what was said between the two: a telling and the answer to it can be put in other
words by whoever said it. Both can read the earlier words, and no message goes out."""
