"""The way onto a phone's home screen, in the steps of that phone."""
