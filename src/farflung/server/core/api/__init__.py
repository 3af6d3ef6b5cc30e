"""What every operation of the JSON interface shares: the door, the shapes of values, and what goes wrong."""
