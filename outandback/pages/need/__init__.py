"""Emergency call “I need you”: what it is for, who says yes to it, the call itself."""
