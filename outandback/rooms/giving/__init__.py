"""Two more ways to bring a moment home: to teach what it taught, and to give something that goes
with it. What is being written rests here as a draft until then."""
