"""What every domain stands on: accounts, the audit, settings, jobs, limits. Knows no person and no place."""
