"""Ways on which messages leave the house: one folder each, all of one shape, called by the gateway alone.

A channel has a module `send.py`: its `send(parcel)` returns when the other side has taken the parcel, and
raises `Later` for what another try may mend, `Never` for what none will. Nothing else of the server imports
what reaches outside; a test reads every module.
"""
