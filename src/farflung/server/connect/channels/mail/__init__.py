"""Mail by SMTP: plain and HTML, stopped with one click (RFC 8058)."""
