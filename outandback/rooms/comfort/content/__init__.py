"""The five cares in words, and the questions to open a talk with, by language."""
