"""What many leaves can tell, as numbers in and numbers out. Still empty: the models will live here."""
