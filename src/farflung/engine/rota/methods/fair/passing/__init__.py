"""Shifts passed on among people by chance, a step at a time, while a plan cools down to a fairer one."""
