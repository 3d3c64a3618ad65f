"""Push notifications and mails: whom to tell, by which way, and the queue of what is to be sent.
Each is a fixed neutral sentence and never more."""
