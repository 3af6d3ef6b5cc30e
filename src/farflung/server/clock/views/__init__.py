"""The pages of time, one file each."""
