"""The operations of time: who is where, when, and with whom."""
