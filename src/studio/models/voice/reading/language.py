"""In which language a text is: by its letters, else by its small words."""

from __future__ import annotations

import re
from collections import Counter

_SCRIPTS = {
    "ja": "\u3041-\u30ff",
    "ko": "\uac00-\ud7af\u1100-\u11ff",
    "cmn": "\u4e00-\u9fff",
    "ru": "\u0400-\u04ff",
    "el": "\u0370-\u03ff",
    "ar": "\u0600-\u06ff",
    "he": "\u0590-\u05ff",
    "hi": "\u0900-\u097f",
    "th": "\u0e00-\u0e7f",
    "ka": "\u10a0-\u10ff",
    "hy": "\u0530-\u058f",
}
_SMALL = {
    "en": "the a an and or of to in on at for with from by is are was it its this that our your we you they "
    "not every all be will can has have where when who as into",
    "de": "der die das den dem des ein eine einen einem einer und oder von zu zum zur im in am an auf für "
    "mit aus bei ist sind war es sie wir ihr unser unsere nicht jeden alle wird werden hat haben wo "
    "wenn wer als",
    "it": "il lo la i gli le l un uno una e ed o di del della dei delle da dal in nel nella con su per è "
    "sono era questo questa nostro nostra non ogni tutti ha hanno dove quando chi come che si",
    "es": "el la los las un una unos unas y o de del a al en con por para es son era este esta nuestro "
    "nuestra no cada todos ha han donde cuando quien como que se su sus lo",
    "fr": "le la les l un une des et ou de du d à au aux en dans avec sur pour par est sont était ce cette "
    "notre nos votre ne pas chaque tous a ont où quand qui comme que se son ses il elle nous vous",
}
_LETTERS = {"de": "äöüß", "es": "ñ¿¡áíóú", "fr": "çêèâîôûœ", "it": "ìòàù"}
_MOST = 4_000


def language_of(text: str) -> str:
    """The language of a text, in two or three letters; English where nothing speaks for another."""
    text = text[:_MOST].casefold()
    letters = sum(map(str.isalpha, text))
    for language, signs in _SCRIPTS.items():
        # Half of a Japanese text is Chinese letters.
        share = 0.15 if language == "ja" else 0.4
        if letters and len(re.findall(f"[{signs}]", text)) > share * letters:
            return language
    counted = Counter(re.findall(r"[^\W\d_]+", text))
    scores = {
        language: sum(counted[word] for word in small.split()) + _letters(text, language)
        for language, small in _SMALL.items()
    }
    return max(scores, key=lambda language: scores[language])


def _letters(text: str, language: str) -> float:
    return sum(0.7 for sign in text if sign in _LETTERS.get(language, ""))
