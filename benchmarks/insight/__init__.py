"""Whether the statistics keep what they promise, tried on made-up couples."""
