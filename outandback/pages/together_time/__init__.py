"""Forms of time together: putting it in, moving it, taking it out, and noting afterwards that it
was."""
