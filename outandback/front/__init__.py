"""The front door: what stands between a command typed at home and the first page.

The data folder and its keys, the checks before a start, the server itself. No room looks in here.
"""
