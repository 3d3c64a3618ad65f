"""The drawn pages of the made-up couple, where whoever runs the server shows them."""
