"""The line of a week and of a month: together, mine, yours, apart for work; and free hours
ahead."""
