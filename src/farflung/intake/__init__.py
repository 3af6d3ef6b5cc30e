"""Files to an Atlas, with located errors and questions.

Nothing is dropped: what cannot be placed is returned with file, line, column, what was read and what to
write instead. Knows nothing of reports.
"""
