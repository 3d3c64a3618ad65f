"""How words are kept: sealed before they reach a row, opened only where they are read.

The sealing itself, the columns that hold it, and the keys that are open for one request."""
