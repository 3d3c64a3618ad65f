"""What eases and what stretches a person, on each of the five cares."""
