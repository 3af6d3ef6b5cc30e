"""Findings and plans to terminal, HTML, JSON, SARIF, CSV and ICS.

Shows what the engine answered and adds no judgement of its own. Knows nothing of readers.
"""
