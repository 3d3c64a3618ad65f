"""An invitation, joining, the four words."""
