"""Calendars by CalDAV (RFC 4791), to be read: found by any client from the address of the site alone."""
