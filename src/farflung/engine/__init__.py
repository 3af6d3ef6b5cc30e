"""The engine: frozen values in, explained answers out.

Pure: it opens no file, reads no clock and knows no terminal. Time is always an argument, and an instant
is always an aware datetime in UTC. Rooms from the bottom: ``time``, ``model``, ``atlas``; then the
questions ``flow``, ``clocks``, ``coverage``, ``meetings``, ``rotation``, ``overlap``, which do not know one
another; then ``checks``, which turns their answers into findings.
"""
