"""Public countdown page for a child, by a secret link: the sleeps board, with a picture and how
many sleeps are left.

It shows its owner's leaves and nothing else of anybody: the nicknames and words that the owner
wrote for it, and what can be counted from the latest promise. Whoever has the link sees it, so its
link can be changed with one tap. It takes no input.
"""
