"""A season off that holds, with the way out of it; else the way into one."""
