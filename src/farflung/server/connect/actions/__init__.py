"""Every write of the doors: deciding and delivering, and what people do with their messages."""
