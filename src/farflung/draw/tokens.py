"""The design tokens: every colour of pictures and pages, for light and for dark.

Contrast is computed from these by the tests (WCAG 2.2: text 4.5:1, marks that carry meaning 3:1).
"""

from collections.abc import Mapping

LIGHT: Mapping[str, str] = {
    "paper": "#f6f5f1",
    "card": "#ffffff",
    "sunk": "#f0eee8",
    "ink": "#1a2030",
    "soft": "#515a6d",
    "line": "#dfdcd2",
    "rule": "#8b8f9a",
    "accent": "#0a6660",
    "error": "#a12c12",
    "warning": "#7d5200",
    "note": "#3c5478",
    "fix-wash": "#e8f3f1",
    "night": "#c3c9dd",
    "dawn": "#f3d5b4",
    "day": "#fff4d8",
    "work": "#0b706a",
    "on-work": "#ffffff",
    "rest": "#333d68",
    "now": "#a12c12",
    "sea": "#eaeef2",
    "land": "#cfcfc4",
    "dark-side": "#1f2950",
    "hole": "#a12c12",
    "short": "#c0561a",
    "single": "#8a5a00",
    "fair": "#f8ead0",
    "thin": "#a9d2cc",
    "well": "#dcece9",
    "h0": "#f0eee8",
    "h1": "#d9ebe8",
    "h2": "#b5dad5",
    "h3": "#87c2bb",
    "h4": "#4d9f97",
    "h5": "#1f7c75",
    "h6": "#07524d",
}

DARK: Mapping[str, str] = {
    "paper": "#10131a",
    "card": "#171b25",
    "sunk": "#1e2330",
    "ink": "#e7e9f0",
    "soft": "#a3abbd",
    "line": "#2b3140",
    "rule": "#6d7588",
    "accent": "#5cccc2",
    "error": "#ff9b7d",
    "warning": "#e9c15f",
    "note": "#a9c1e6",
    "fix-wash": "#15292a",
    "night": "#0c1022",
    "dawn": "#4b3742",
    "day": "#565038",
    "work": "#4fc4b9",
    "on-work": "#04211e",
    "rest": "#97a3d6",
    "now": "#ff9b7d",
    "sea": "#141924",
    "land": "#39404d",
    "dark-side": "#02040a",
    "hole": "#f0805f",
    "short": "#e08a45",
    "single": "#e9c15f",
    "fair": "#2d2717",
    "thin": "#1d4a45",
    "well": "#1a302f",
    "h0": "#1e2330",
    "h1": "#182a2c",
    "h2": "#173b3b",
    "h3": "#164c4a",
    "h4": "#15615c",
    "h5": "#43b1a7",
    "h6": "#93e6dc",
}


def declarations(tokens: Mapping[str, str]) -> str:
    """The tokens as custom properties of CSS."""
    return "".join(f"--{name}:{value};" for name, value in tokens.items())


def tokens_css() -> str:
    """Both palettes: light, and dark where the reader's system asks for it."""
    return (
        f":root{{color-scheme:light dark;{declarations(LIGHT)}}}"
        f"@media(prefers-color-scheme:dark){{:root{{{declarations(DARK)}}}}}"
        f"@media print{{:root{{color-scheme:light;{declarations(LIGHT)}}}}}"
    )
