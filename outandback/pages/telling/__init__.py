"""Reading and answering what was brought home: telling it, hearing it, answering it."""
