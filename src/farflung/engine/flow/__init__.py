"""Asynchronous work in people's own hours: when it is due, what a wait was made of, when a message lands.

Public: `due` and `Due`; `latency` and `Latency`; `landing`, `landings` and `Landings` of `Message`s with an
`Urgency`, under `Modes` (a `Mode` by company and country, each `Basis` a rule with its source); what is said
of a `Landing`: `for_sender`, `for_recipient`, `on_duty`; `at_local`, the same civil time for everybody.
"""

from farflung.engine.flow.due import Due, due
from farflung.engine.flow.landing import Landings, landing, landings
from farflung.engine.flow.latency import Latency, latency
from farflung.engine.flow.local import at_local
from farflung.engine.flow.messages import HeldBy, Landing, Message, Urgency
from farflung.engine.flow.modes import Basis, Modes, Ruling
from farflung.engine.flow.told import (
    ForRecipient,
    ForSender,
    OnDuty,
    Outlook,
    for_recipient,
    for_sender,
    on_duty,
)
from farflung.rulepacks import Mode

__all__ = [
    "Basis",
    "Due",
    "ForRecipient",
    "ForSender",
    "HeldBy",
    "Landing",
    "Landings",
    "Latency",
    "Message",
    "Mode",
    "Modes",
    "OnDuty",
    "Outlook",
    "Ruling",
    "Urgency",
    "at_local",
    "due",
    "for_recipient",
    "for_sender",
    "landing",
    "landings",
    "latency",
    "on_duty",
]
