"""Languages by one name: a sheet writes `Arabic`, a rule `ar`, a profile `العربية`, and all mean one."""

from functools import lru_cache
from typing import Final

# ISO 639-1 code, English name, the language's own name and other usual spellings.
_TABLE: Final = """
af Afrikaans|am Amharic አማርኛ|ar Arabic العربية|az Azerbaijani azərbaycanca|be Belarusian беларуская
bg Bulgarian български|bn Bengali বাংলা Bangla|bs Bosnian bosanski|ca Catalan català|cs Czech čeština
cy Welsh cymraeg|da Danish dansk|de German deutsch|el Greek ελληνικά|en English|es Spanish español castellano
et Estonian eesti|eu Basque euskara|fa Persian فارسی Farsi|fi Finnish suomi|fil Filipino tl Tagalog
fr French français|ga Irish gaeilge|gl Galician galego|gu Gujarati ગુજરાતી|ha Hausa|he Hebrew עברית iw
hi Hindi हिन्दी|hr Croatian hrvatski|hu Hungarian magyar|hy Armenian հայերեն|id Indonesian Bahasa
ig Igbo|is Icelandic íslenska|it Italian italiano|ja Japanese 日本語|ka Georgian ქართული|kk Kazakh қазақша
km Khmer ខ្មែរ|kn Kannada ಕನ್ನಡ|ko Korean 한국어|lt Lithuanian lietuvių|lv Latvian latviešu
mk Macedonian македонски|ml Malayalam മലയാളം|mn Mongolian монгол|mr Marathi मराठी|ms Malay melayu
mt Maltese malti|my Burmese မြန်မာ
nb Norwegian norsk no nn|ne Nepali नेपाली
nl Dutch nederlands flemish|pa Punjabi ਪੰਜਾਬੀ
pl Polish polski|pt Portuguese português|ro Romanian română|ru Russian русский
si Sinhala සිංහල
sk Slovak slovenčina|sl Slovenian slovenščina|sq Albanian shqip|sr Serbian српски srpski|sv Swedish svenska
sw Swahili kiswahili|ta Tamil தமிழ்|te Telugu తెలుగు|th Thai ไทย|tr Turkish türkçe|uk Ukrainian українська
ur Urdu اردو|uz Uzbek|vi Vietnamese việt|yo Yoruba|yue Cantonese 粵語|zh Chinese 中文 Mandarin|zu Zulu
"""
_ROWS: Final = [row.split() for row in _TABLE.replace("\n", "|").split("|") if row.strip()]
_NAMES: Final = {spelling.casefold(): row[1] for row in _ROWS for spelling in row}


@lru_cache(maxsize=4096)
def language_name(text: str) -> str:
    """The English name of a language given by name or code (`pt-BR` is Portuguese); else the text itself."""
    key = text.strip().casefold()
    code = key.replace("_", "-").split("-")[0]
    return _NAMES.get(key) or (_NAMES.get(code) if len(code) in {2, 3} else None) or text.strip()
