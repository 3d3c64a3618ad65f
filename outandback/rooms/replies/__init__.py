"""Replies to a listener’s question: where they asked one, the teller answers it once, and there it
rests. Where nothing was asked there is nothing to answer."""
