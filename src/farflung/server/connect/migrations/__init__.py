"""Made for Django, which looks for a package here."""
