"""A brief that is a form, or a part of it: Client: Golden Crust. Product: bread. Length: 20 seconds."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from studio.story.reading.grammar import any_of, words
from studio.story.reading.marks import QUOTE, bare
from studio.story.reading.pieces import articles
from studio.story.reading.sentences import parted

_DASH = re.compile(r"\s[-–—]\s")


class Form(NamedTuple):
    """What a brief says behind labels.

    Attributes:
        text: The brief without what is given below; what else was labelled stands there as it is.
        name: The client's name.
        product: What it is about.
        audience: For whom it is.
        place: Where it is.
        noted: What people note down: addresses, numbers.
    """

    text: str
    name: str = ""
    product: str = ""
    audience: str = ""
    place: str = ""
    noted: str = ""


def form(text: str, language: str) -> Form:
    """What a brief says behind labels, and the rest of it.

    Args:
        text: The brief, without markup.
        language: Its language.
    """
    headings = rf"^\W*(?:{any_of(words(language).forms.headings)})\W*$"
    text = re.sub(headings, "", text, flags=re.IGNORECASE | re.MULTILINE).strip() or text
    label = _label(language)
    labels = list(label.finditer(text))
    sure = [one for one in labels if one.lastgroup in ("name", "product", "audience")]
    if not sure and len(labels) < _LEAST:
        return Form(text)
    given: dict[str, list[str]] = {}
    left, done = "", 0
    for number, one in enumerate(labels):
        following = labels[number + 1].start() if number + 1 < len(labels) else len(text)
        line = text.find("\n", one.end())
        end = min(following, line if line >= 0 else len(text))
        value, kind = text[one.end() : end], str(one.lastgroup)
        left += text[done : one.start()]
        keeps, rest = _value(kind, value, language)
        alone = line >= 0 and one["begins"] in ("", "\n")
        if alone and kind in ("dropped", "noted") and not _names_film(rest, language):
            # In a line of its own all of it is about that.
            keeps, rest = (value.strip() if kind == "noted" else ""), ""
        left += f"{one['begins']}{rest}" if rest else one["begins"]
        if keeps:
            given.setdefault(kind, []).append(keeps)
        done = end
    left += text[done:]
    name, thing = _named(_first(given, "name"))
    product = _first(given, "product") or thing
    left = re.sub(r"[ \t]*\n\s*", "\n", left).strip()
    if not (name or product or re.search(r"\w", left)):
        # What tells nothing but this is no form: a voice may be what a film is about.
        return Form(text)
    noted = "\n".join(given.get("noted", []))
    return Form(left, name, product, _first(given, "audience"), _first(given, "place"), noted)


_LEAST = 2
"""So many labels make a form; a single one may be a word with a colon behind it."""


def _value(kind: str, value: str, language: str) -> tuple[str, str]:
    """What of a value is given, and what stays in the text."""
    value = value.strip()
    none = re.match(rf"\W*{any_of(words(language).slogans.none)}[ \t]*(?:[.;]|$)", value, re.IGNORECASE)
    if none and kind not in ("told", "measure"):
        return "", value[none.end() :].strip()
    if kind in ("told", "measure"):
        return "", _ended(value)
    over = _DASH.search(value) if kind == "name" else None
    first, rest = (value[: over.start()], value[over.end() :].strip()) if over else _first_of(value, language)
    if kind in ("dropped", "noted"):
        return (first if kind == "noted" else ""), rest
    if _names_film(first, language):
        return "", rest if kind == "name" else _ended(value)
    if kind == "product" and "," in first:
        # A list is what is told of it.
        return "", _ended(value)
    return first.strip(" .,;"), rest


def _first_of(value: str, language: str) -> tuple[str, str]:
    """The first sentence of a value, and what stands behind it; Tel. and St. end none."""
    first = next(iter(parted(value, words(language))), "")
    if not value.startswith(first):
        return value, ""
    return first.strip(" ;"), value[len(first) :].strip(" ;")


def _names_film(text: str, language: str) -> bool:
    return bool(re.search(any_of(words(language).film), text, re.IGNORECASE))


def _ended(value: str) -> str:
    value = value[:1].upper() + value[1:]
    return value if re.search(r"[.!?…;]$", value) or not value else f"{value}."


def _first(given: dict[str, list[str]], kind: str) -> str:
    return next(iter(given.get(kind, [])), "")


def _named(value: str) -> tuple[str, str]:
    """A name, and what stands in brackets behind it."""
    quote = re.match(QUOTE, value)
    name = bare(quote[0]) if quote else re.split(r"[(,–—|]|\s-\s", value)[0]
    thing = re.search(r"\(([^()]*)\)", value)
    return name.strip(), thing[1].strip() if thing else ""


@lru_cache(maxsize=8)
def _label(language: str) -> re.Pattern[str]:
    """Every label that is known, by what stands behind it."""
    labels = words(language).forms
    kinds = {
        "name": labels.name, "product": labels.product, "audience": labels.audience, "place": labels.place,
        "told": labels.told, "measure": labels.measure, "noted": labels.noted, "dropped": labels.dropped,
    }  # fmt: skip
    either = "|".join(rf"(?P<{kind}>{any_of(text)})" for kind, text in kinds.items())
    its = rf"(?:(?:{articles(words(language))}|{any_of(words(language).owned)})[ \t]*)?"
    begins = r"(?P<begins>^|\n|(?<=[.!?;|])[ \t]+|[ \t]+[-–—][ \t]+)[ \t]*"
    return re.compile(rf"{begins}{its}(?:{either})(?:\s*\([^()\n]*\))?\s*[:=][ \t]*", re.IGNORECASE)
