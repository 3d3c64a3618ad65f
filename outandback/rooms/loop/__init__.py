"""Timeline of many leaves, one after the other: the story of where each went and what was brought
home, and the row of stitches that they make. Nothing here is worked out from private words."""
