"""What the pictures of a report show, as values: computed from the Atlas, drawn elsewhere.

The terminal, the HTML page and later pages of the server use the same figures, so they never disagree.
"""
