"""Ways in and out: the first account, signing in and out, passwords, invitations."""
