"""Pages of those who look after the company's records."""
