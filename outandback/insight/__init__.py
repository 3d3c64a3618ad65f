"""What many leaves can tell: numbers in, numbers out. Still empty; the models will live here."""
