"""How pages look: the shell, the tokens, template tags that draw. Knows no table but what it is handed."""
