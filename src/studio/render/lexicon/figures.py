"""Numbers, prices, dates and times of day in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studio.render.lexicon.seen import Figure

_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|januar|februar|märz|mai|juni|juli|oktober|dezember"
    "|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
    "|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre"
    "|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre"
)
_NUMBER = r"\d+(?:[.,]\d+)*"
_FIGURE = re.compile(
    rf"""
    (?P<price>[€$£]\s?{_NUMBER}|{_NUMBER}\s?(?:€|\$|£|eur\b|usd\b|chf\b|euros?\b|dollars?\b|pounds?\b|cents?\b))
    |(?P<percent>{_NUMBER}\s?(?:%|percent\b|per\scent\b|prozent\b|por\sciento\b|per\scento\b|percento\b|pour\scent\b))
    |(?P<date>\d{{4}}-\d{{2}}-\d{{2}}
        |\d{{1,2}}(?:\.|st|nd|rd|th)?\s(?:of\s|de\s)?(?:{_MONTHS})\b(?:\s(?:de\s)?\d{{4}})?
        |(?:{_MONTHS})\s\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s\d{{4}})?
        |\d{{1,2}}\.\s?\d{{1,2}}\.(?:\d{{4}}|\d{{2}})?
        |\d{{1,2}}/\d{{1,2}}/\d{{2,4}})
    |(?P<time>\d{{1,2}}[:.]\d{{2}}\s?(?:uhr\b|[ap]\.?m\b\.?|h\b)|\d{{1,2}}:\d{{2}}
        |\d{{1,2}}\s?(?:uhr\b|[ap]\.?m\b\.?|o'clock\b))
    |(?P<duration>{_NUMBER}[\s-]?(?:s|sec|secs|seconds?|sekunden?|segundos?|second[oi]|secondes?
        |min|mins|minutes?|minuten?|minutos?|minut[oi])\b)
    |(?P<amount>{_NUMBER}\s?(?:km|kg|g|mg|ml|cl|l|cm|mm|m|kwh|kw|mb|gb|tb|°c)\b)
    |(?P<year>\b(?:1[5-9]|20)\d{{2}}\b)
    |(?P<number>{_NUMBER})
    """,
    re.IGNORECASE | re.VERBOSE,
)
_YEAR = re.compile(r"\b\d{4}\b")


def figures(text: str) -> Iterator[tuple[int, int, Figure]]:
    """Every figure of a text, with where it begins and ends."""
    for match in _FIGURE.finditer(text):
        if match.start() and text[match.start() - 1].isalpha():
            continue
        kind = match.lastgroup or "number"
        said = match[0].strip()
        value = _year(said) if kind == "date" else _value(said)
        yield match.start(), match.end(), Figure(said, kind, value)  # type: ignore[arg-type]


def _year(said: str) -> float:
    found = _YEAR.search(said)
    return float(found[0]) if found else 0.0


def _value(said: str) -> float:
    """The number in a figure: 1,200.50 and 1.200,50 alike."""
    number = re.search(_NUMBER, said)
    digits = number[0] if number else "0"
    if ":" in said and (clock := re.match(r"(\d{1,2}):(\d{2})", said)):
        return int(clock[1]) + int(clock[2]) / 60
    last = max(digits.rfind("."), digits.rfind(","))
    if last < 0:
        return float(digits)
    whole, part = digits[:last], digits[last + 1 :]
    marks = {mark for mark in digits if mark in ".,"}
    thousands = len(part) == 3 and len(marks) == 1
    plain = re.sub(r"[.,]", "", whole)
    return float(plain + part) if thousands else float(f"{plain}.{part}")
