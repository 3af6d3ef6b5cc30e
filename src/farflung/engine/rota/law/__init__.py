"""The law in rotas: which rules hold for whom by where they are, kept, told only, or unknown.

Start with `law_of`. `ruled` puts what is kept into a problem, `flags` looks at a plan by what is told only,
`noted` says beside a result what is unknown; `notes` say besides what hangs on a condition and what is not
read. A rule flags; nothing here says that a plan is right.
"""

from farflung.engine.rota.law.given import Given
from farflung.engine.rota.law.law import RotaLaw, flags, law_of, noted, ruled
from farflung.engine.rota.law.note import LawNote, NoteKind

__all__ = ["Given", "LawNote", "NoteKind", "RotaLaw", "flags", "law_of", "noted", "ruled"]
