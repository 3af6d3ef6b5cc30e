"""Why this person and why not that one, why a hole stays, what would close it, and who could stand in."""
