"""What messages say, and when they land."""
