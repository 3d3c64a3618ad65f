"""Pictures that the two show each other, each drawn again from what it was on its day."""
