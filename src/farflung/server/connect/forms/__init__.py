"""What is typed to open a door to another system."""
