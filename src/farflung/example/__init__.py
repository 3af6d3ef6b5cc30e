"""The example companies: plain files of people, rotas, meetings and an agreement, to try Farflung on.

*Polaris* is small and can be read whole; *Meridian* has 5,000 people in real shares of zones, countries and
regions. Both are written as files, and read back like anybody's.
"""

from farflung.example.write import EXAMPLE_FROM, SEED, Kind, company_files, write_company

__all__ = ["EXAMPLE_FROM", "SEED", "Kind", "company_files", "write_company"]
