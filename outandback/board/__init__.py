"""The sleeps board: a child's page by a secret link, with a picture and how many sleeps are left.
"""
