"""Return and check-in: the return first, then how it was and what comes in. For the one at home,
theirs."""
