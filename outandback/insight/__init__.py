"""What many leaves can tell about two people: arrays in, distributions out.

numpy and scipy alone: no clock, no rows, no words. Nothing here knows who may read what; whoever
calls it hands over what one reader may see, and NaN for the rest. Not answered is NaN, too, and
never zero.
"""
