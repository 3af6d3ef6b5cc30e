"""The colours and pictures of the server's pages, from `farflung.draw`: ``python -m scripts.pages_css``.

Pages link stylesheets, since their policy allows none inside of them; the file is kept in the repository, and
`tests/server/ui/test_styles.py` holds it equal to what it is made from.
"""

from pathlib import Path

from farflung.draw.style import charts_css
from farflung.draw.tokens import tokens_css

ROOT = Path(__file__).resolve().parents[1]
DRAWN = ROOT / "src/farflung/server/ui/static/ui/drawn.css"


def drawn_css() -> str:
    """The stylesheet as it must be."""
    whence = "/* Made by scripts/pages_css.py from draw/tokens.py and draw/data/charts.css. */"
    return f"{whence}\n{tokens_css()}\n{charts_css()}"


if __name__ == "__main__":
    DRAWN.write_text(drawn_css(), encoding="utf-8")
