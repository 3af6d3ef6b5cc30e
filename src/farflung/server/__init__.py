"""The live map: Farflung for everybody in a company, on PostgreSQL. Needs the extra `farflung[server]`."""
