"""What eases and what stretches a person, on each of the five cares: when they go themselves, and
when the other does. It is theirs; of it the pair sees side by side what both chose to share.

The start asks for it in two minutes, every question can be passed, and no type or label comes out.
"""
