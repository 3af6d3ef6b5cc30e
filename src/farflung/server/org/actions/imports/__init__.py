"""Files taken over into the rows: read, compared, shown, applied, taken back.

`reading` (files to values) > `*_plan` (values against rows) > `plan` > `apply*` (plan to rows) > `batches`.
"""
