"""What whoever runs the server does from the terminal: fill a demo with a couple who never lived,
and print the link that restores somebody's sign-in."""
