"""Two more ways to bring a moment home, each with a page of its own: to teach what it taught, and
to give something that goes with it. What is being written rests here as a draft until then."""
