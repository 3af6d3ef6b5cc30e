"""A problem becomes a model, and what a method answers becomes shifts again."""
