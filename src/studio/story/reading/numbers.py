"""Numbers that are written out, from nothing to a hundred and ninety-nine, in five languages."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

MOST = 199
_ENGLISH = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_ENGLISH_TENS = (
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
)  # fmt: skip
_GERMAN = (
    "null", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf",
    "zwölf", "dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn",
)  # fmt: skip
_GERMAN_TENS = (
    "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig",
)  # fmt: skip
_ITALIAN = (
    "zero", "uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove", "dieci", "undici",
    "dodici", "tredici", "quattordici", "quindici", "sedici", "diciassette", "diciotto", "diciannove",
)  # fmt: skip
_ITALIAN_TENS = (
    "venti", "trenta", "quaranta", "cinquanta", "sessanta", "settanta", "ottanta", "novanta",
)  # fmt: skip
_SPANISH = (
    "cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once",
    "doce", "trece", "catorce", "quince", "dieciséis", "diecisiete", "dieciocho", "diecinueve", "veinte",
    "veintiuno", "veintidós", "veintitrés", "veinticuatro", "veinticinco", "veintiséis", "veintisiete",
    "veintiocho", "veintinueve",
)  # fmt: skip
_SPANISH_TENS = (
    "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa",
)  # fmt: skip
_FRENCH = (
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze",
    "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
)  # fmt: skip
_FRENCH_TENS = (
    "vingt", "trente", "quarante", "cinquante", "soixante",
)  # fmt: skip


def _english(number: int) -> str:
    if number >= 100:
        return _hundred("one hundred", " and ", number, _english)
    if number < 20:
        return _ENGLISH[number]
    tens, ones = divmod(number, 10)
    return _ENGLISH_TENS[tens - 2] + (f"-{_ENGLISH[ones]}" if ones else "")


def _german(number: int) -> str:
    if number >= 100:
        return _hundred("hundert", "", number, _german)
    if number < 20:
        return _GERMAN[number]
    tens, ones = divmod(number, 10)
    return (f"{_GERMAN[ones]}und" if ones else "") + _GERMAN_TENS[tens - 2]


def _italian(number: int) -> str:
    if number >= 100:
        return _hundred("cento", "", number, _italian)
    if number < 20:
        return _ITALIAN[number]
    tens, ones = divmod(number, 10)
    word = _ITALIAN_TENS[tens - 2]
    if ones in (1, 8):
        word = word[:-1]
    return word + (_ITALIAN[ones] if ones else "")


def _spanish(number: int) -> str:
    if number >= 100:
        return "cien" if number == 100 else _hundred("ciento", " ", number, _spanish)
    if number < 30:
        return _SPANISH[number]
    tens, ones = divmod(number, 10)
    return _SPANISH_TENS[tens - 3] + (f" y {_SPANISH[ones]}" if ones else "")


def _french(number: int) -> str:
    if number >= 100:
        return _hundred("cent", " ", number, _french)
    if number < 20:
        return _FRENCH[number]
    if number >= 60:
        start, base = ("soixante", 60) if number < 80 else ("quatre-vingt", 80)
        rest = number - base
        if not rest:
            return start if base == 60 else "quatre-vingts"
        joint = " et " if base == 60 and rest in (1, 11) else "-"
        return start + joint + _FRENCH[rest]
    tens, ones = divmod(number, 10)
    joint = " et " if ones == 1 else "-"
    return _FRENCH_TENS[tens - 2] + (joint + _FRENCH[ones] if ones else "")


def _hundred(hundred: str, joint: str, number: int, rest: Callable[[int], str]) -> str:
    return hundred + (joint + rest(number - 100) if number > 100 else "")


_SPELLED: dict[str, Callable[[int], str]] = {
    "en": _english,
    "de": _german,
    "it": _italian,
    "es": _spanish,
    "fr": _french,
}
_MORE: dict[str, dict[str, int]] = {
    "en": {"a hundred": 100, "a dozen": 12, "hundred": 100},
    "de": {"eine": 1, "einer": 1, "einen": 1, "zwo": 2, "einhundert": 100, "dreissig": 30},
    "it": {"un": 1, "una": 1, "un'": 1},
    "es": {"un": 1, "una": 1, "treintaiuno": 31, "cuarentaicinco": 45},
    "fr": {"une": 1, "septante": 70, "octante": 80, "nonante": 90},
}


@lru_cache(maxsize=8)
def spelled(language: str) -> dict[str, int]:
    """The numbers of a language by how they are written, with spaces where hyphens may stand, too."""
    say = _SPELLED[language]
    return {say(number).replace("-", " "): number for number in range(MOST + 1)} | _MORE[language]
