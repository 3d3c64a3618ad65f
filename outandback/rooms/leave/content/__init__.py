"""What the plan of a leave asks and offers, by language."""
