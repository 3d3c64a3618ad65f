"""Sign-in by its several ways, sign-out, passkeys and second steps, locking, the quick exit, and
their mails."""
