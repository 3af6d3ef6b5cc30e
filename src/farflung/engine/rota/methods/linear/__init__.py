"""The model as rows and columns: what HiGHS and CP-SAT solve."""
