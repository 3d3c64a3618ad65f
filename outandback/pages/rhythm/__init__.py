"""Form of a leave that comes round: its days of the week, how often, until when, a week off."""
