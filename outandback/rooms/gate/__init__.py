"""Before somebody is in: how often was guessed at a door. Nobody is named here."""
