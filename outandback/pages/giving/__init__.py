"""Forms of the two further ways to bring a moment home: teaching it, or giving something that goes
with it."""
