"""Files to an Atlas, with located errors and questions.

Nothing is dropped: what cannot be placed is returned with file, line, column, what was read and what to
write instead. Knows nothing of reports.

The one door is `load.load(files, window=...)`, which returns an `Intake`; `inline.inline_people` makes
people of what is typed on a command line; `answers.write_answers` keeps what was asked.
"""
