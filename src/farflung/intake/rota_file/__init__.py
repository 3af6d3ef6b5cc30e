"""The rota file: what is to be planned, in YAML or JSON, each key typed and located.

`read_rota_file` reads a file, `looks_like_rota_file` recognises one, `bound` makes a `Problem` of it once the
people are known.
"""

from farflung.intake.rota_file.recognition import looks_like_rota_file

__all__ = ["looks_like_rota_file"]
