"""Drafts of lessons and gifts, the two further ways to bring a moment home: to teach what it
taught, and to give something that goes with it. What is being written rests here until then."""
