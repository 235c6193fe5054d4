"""The words of a brief in the forms in which sentences take them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from studio.story.reading.facts import Claim, Facts
from studio.story.reading.nouns import Noun

if TYPE_CHECKING:
    from studio.story.grammar import Brief

_SLOT = re.compile(r"\{(\w+)\}")
_PRONOUNS = {
    "en": {"one": "it", "many": "they"},
    "de": {"m": "er", "f": "sie", "n": "es", "many": "sie"},
    "fr": {"m": "il", "f": "elle", "many": "ils"},
}
_ARTICLES_IN_NAMES = re.compile(
    r"^(?:the|der|die|das|il|lo|la|le|les|i|gli|el|los|las|l['’])(?:\s|(?<=['’]))", re.I
)
_VOWELS = "aeiouhàâéèêëìîïòôùûœ"


def slots(brief: Brief, facts: Facts) -> dict[str, str]:
    """What sentences may use; a slot that is not there has nothing to fill it.

    Args:
        brief: The brief as it was understood, and perhaps changed by hand since.
        facts: What its text says.
    """
    language = brief.language
    product = facts.product
    if brief.product != product.text and brief.product.casefold() not in brief.text.casefold():
        product = Noun("", brief.product)
    found = {"name": brief.name, "audience": brief.audience, "place": _place(brief, facts)}
    if not any(facts.when in claim.text for claim in facts.claims):
        found["when"] = facts.when
    is_one = bool(product.article or product.many or (product and not brief.name))
    found["a_product" if is_one else "mass"] = product.whole
    found["the_product"] = _the(product, language)
    if not _ARTICLES_IN_NAMES.match(brief.name):
        # La Roue libre is no `il`, whatever a magasin is.
        found["it"] = _pronoun(product, language)
    return {name: text for name, text in found.items() if text}


def _place(brief: Brief, facts: Facts) -> str:
    """Where it is, with its preposition; nothing where somebody has written another place that has none."""
    if facts.place and brief.place in ("", facts.town):
        return facts.place
    return brief.place if brief.place[:1].islower() else ""


_THE = {
    "de": {"m": "der", "f": "die", "n": "das"},
    "it": {"m": "il", "ms": "lo", "f": "la", "mp": "i", "mps": "gli", "fp": "le"},
    "es": {"m": "el", "f": "la", "mp": "los", "fp": "las"},
    "fr": {"m": "le", "f": "la", "mp": "les", "fp": "les", "op": "les"},
}


def _the(product: Noun, language: str) -> str:
    """What it is with the definite article; nothing where that cannot be known."""
    if not product.article or product.definite:
        return product.whole if product.definite else ""
    text, gender = product.text, product.gender + ("p" if product.many else "")
    vowel = text[:1].casefold() in _VOWELS
    if language == "en":
        return f"the {text}"
    if language == "de":
        text = re.sub(r"(?<=[a-zäöüß])(?:er|es)(?=\s)", "e", text) if text[:1].islower() else text
    elif language in ("it", "fr") and vowel and gender in ("m", "f"):
        return f"l'{text}"
    elif language == "it" and (vowel or re.match(r"(?:s[^aeiou]|z|gn|ps|x|y)", text, re.IGNORECASE)):
        gender = {"m": "ms", "mp": "mps"}.get(gender, gender)
    article = _THE[language].get(gender)
    return f"{article} {text}" if article else ""


def _pronoun(product: Noun, language: str) -> str:
    known = _PRONOUNS.get(language)
    if known is None:
        return ""
    if language == "en":
        return known["many" if product.many else "one"]
    return known["many"] if product.many else known.get(product.gender, "")


def of_claim(claim: Claim, known: Mapping[str, str], language: str) -> dict[str, str]:
    """The slots of one claim beside those of the brief."""
    found = dict(known)
    text = claim.text.rstrip(".!")
    if claim.kind == "predicate":
        comma = "," if language == "de" else ""
        found["that"] = (
            f"{comma} {claim.lead} {text}".replace("  ", " ").lstrip()
            if not comma
            else f"{claim.lead} {text}"
        )
        if language == "de":
            if moved := _verb_second(text):
                found["does"] = moved
        else:
            found["does"] = text
    elif claim.kind == "clause":
        found["that"] = text
    return found


_APART = (
    "zurück", "zusammen", "weiter", "nach", "fest", "statt", "teil", "heim", "vor", "auf", "aus", "ein",
    "mit", "los", "weg", "her", "hin", "ab", "an", "bei", "zu", "um",
)  # fmt: skip
_CARRYING = re.compile(
    r"^(?:bietet|nimmt|macht|geht|kommt|gibt|stellt|führt|bringt|holt|fängt|lädt|schickt|liefert|baut|ruft|hält|schließt"
    r"|zeigt|legt|steht|fährt|hört|sieht|schaut|wärmt|weckt|rechnet|liest|leiht|findet|nehmen|bieten|kommen|geben|führen|fahren)$"
)
_FINITE = re.compile(r"(?:t|en|ist|hat|sind|wird|kann|darf|muss|will|soll|lässt|weiß|tut)$")


def _verb_second(clause: str) -> str:
    """A German relative clause as the rest of a main clause: sein Brot backt, backt sein Brot."""
    parts = clause.split(" ")
    verb = parts[-1]
    if "," in clause or not verb.islower() or not _FINITE.search(verb):
        return ""
    if (
        parts[-2:-1]
        and re.search(r"(?:en|eln|ern)$", parts[-2])
        and verb in ("kann", "will", "darf", "muss", "soll", "lässt")
    ):
        return " ".join([verb, *parts[:-1]])
    for prefix in _APART:
        rest = verb.removeprefix(prefix)
        if rest != verb and _CARRYING.match(rest):
            return " ".join([rest, *parts[:-1], prefix])
    return " ".join([verb, *parts[:-1]])


def filled(wording: str, known: Mapping[str, str]) -> str:
    """A wording with its slots filled; nothing where one of them is empty."""
    if any(name not in known for name in _SLOT.findall(wording)):
        return ""
    return sentences_of(_SLOT.sub(lambda match: known[match[1]], wording))


def sentences_of(text: str) -> str:
    """A text as it is spoken: single spaces, capitals where sentences begin, an end to the last."""
    text = " ".join(text.split()).strip(" ,;:")
    text = re.sub(r"\s+([,.…])", r"\1", text)
    # French sets a space before these, at which no line may end.
    text = re.sub(r"\s+([!?;:])", "\u00a0\\1", text)
    text = re.sub(r"([.!?…])\.+", r"\1", text)
    text = re.sub(r"(^|[.!?…]\s+)([a-zà-ÿ])(?![A-Z])", lambda match: match[1] + match[2].upper(), text)
    return text if re.search(r"[.!?…]\s?[\"”“»«’')]?$", text) else f"{text}."
