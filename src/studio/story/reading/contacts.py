"""What people note down of an advertisement: what it costs, a telephone number, a street."""

from __future__ import annotations

import re

_FROM = (
    r"(?:(?:from|only|for|at|ab|nur|für|da|a partire da|solo|a soli|desde|a partir de|sólo|por|dès"
    r"|à partir de|pour|seulement)\s+)?"
)
_COINS = (
    r"(?:€|\$|£|(?:euros?|eur|dollars?|usd|pounds?|gbp|franken|francs?|chf|dollari|dólares|sterline"
    r"|libras)\b)"
)
_EACH = (
    r"(?:\s+(?:(?:a|per|each|pro|im|al|par|por|la|el)\s+(?:night|day|month|year|person|head|piece|hour|nacht|tag"
    r"|monat|jahr|person|stück|stunde|notte|giorno|mese|anno|persona|pezzo|ora|noche|día|mes|año|hora|nuit|jour"
    r"|mois|an|personne|heure)))?"
)
_PRICE = re.compile(
    rf"(?<![\w.,]){_FROM}(?:[€$£]\s?\d[\d.,]*\d|[€$£]\s?\d|\d(?:[\d.,]*\d)?\s?{_COINS}){_EACH}", re.IGNORECASE
)
_PHONE = re.compile(
    r"(?<![\w.,:/€$£])(?:\+\d{1,3}[\s./-]?)?\(?\d{2,5}\)?(?:[\s./-]?\d{2,4}){2,4}(?![\w€$£:])"
)
_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2}")
_LEAST_DIGITS, _MOST_DIGITS = 7, 15
_WORD = r"[A-ZÀ-Þ][\w'’-]+"
_STREETS = (
    rf"\d{{1,4}}[a-z]?\s(?:{_WORD}\s){{1,3}}(?:Street|Road|Avenue|Lane|Square|Quay|Hill|Row|Terrace)\b",
    r"[A-ZÄÖÜ][\w-]*(?:straße|strasse|gasse|platz|weg|allee|ufer|damm)\s\d{1,4}[a-z]?\b",
    r"(?i:via|viale|piazza|corso|calle|plaza|avenida|rue|quai|boulevard)\s(?:[a-zà-ÿ]{1,3}['’ ]\s?)?"
    rf"{_WORD}(?:\s{_WORD})*,?\s\d{{1,4}}\b",
    r"\d{1,4},?\s(?i:rue|quai|avenue|boulevard|place)\s(?:[a-zà-ÿ]{1,3}['’ ]\s?)*"
    rf"{_WORD}(?:[\s-]{_WORD})*",
)
_STREET = re.compile("|".join(_STREETS))
_IS_PRICE = re.compile(rf"[€$£]|\d\s?{_COINS}", re.IGNORECASE)
MAIL = re.compile(r"[\w.+-]+@[\w.-]+")
ADDRESS = re.compile(
    r"(?<![\w@.])(?:https?://)?(?:www\.)?[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9-]+)*\.[a-z]{2,10}(?:/[\w\-./]*\w)?(?![\w@])",
    re.I,
)
"""An address on the web."""


def contacts(text: str) -> list[str]:
    """Prices, telephone numbers and streets, as a brief writes them and in its order.

    Args:
        text: The brief, without markup, lengths and shapes.
    """
    found = [match.span() for pattern in (_PRICE, _STREET) for match in pattern.finditer(text)]
    for match in _PHONE.finditer(text):
        digits = sum(letter.isdigit() for letter in match[0])
        taken = any(start < match.end() and match.start() < end for start, end in found)
        if _LEAST_DIGITS <= digits <= _MOST_DIGITS and not taken and not _DATE.search(match[0]):
            found.append(match.span())
    return [text[start:end].strip() for start, end in sorted(found)]


def unnoted(text: str) -> str:
    """A text without what people note down and nobody reads out: addresses, streets, numbers to call.

    Args:
        text: A sentence, or a piece of one.
    """
    plain = ADDRESS.sub("", MAIL.sub("", text))
    for noted in contacts(plain):
        if not _IS_PRICE.search(noted):
            plain = plain.replace(noted, "")
    return plain
