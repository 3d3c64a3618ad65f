"""Preferences for each of the five cares: what eases and what stretches a person when they go
themselves, and when the other does. They are theirs; of them the pair sees side by side what both
chose to share.

The start asks for it in two minutes, every question can be passed, and no type or label comes out.
"""
