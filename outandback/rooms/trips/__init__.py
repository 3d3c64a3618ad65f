"""Trips of a pair: a holiday, a wedding, a festival, with its places and days, and where and when
the two meet. Hours of one’s own in it are leaves, which know their trip."""
