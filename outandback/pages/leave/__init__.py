"""A leave of one’s own, as its person sees it: when, what the partner said, how cover stands."""
