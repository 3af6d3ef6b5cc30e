"""`farflung serve`: a parent that holds database, web process and workers together, and ends with all."""
