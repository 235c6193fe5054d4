"""The forms a word takes: plurals, cases, genders, tenses. Made ahead, so that nothing is guessed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from studio.render.lexicon import romance

Bend = Literal["noun", "verb", "quality"]

_PREPOSITIONS = frozenset(("de", "del", "a", "al", "en", "con", "y", "para", "por"))
_GERMAN_CASES: tuple[tuple[str | tuple[str, ...], tuple[str, ...]], ...] = (
    ("e", ("n", "s")),
    ("in", ("nen", "s")),
    (("er", "el", "en", "chen", "ei", "a", "o", "y"), ("n", "s", "en")),
    ("nis", ("se", "sen")),
    ("", ("e", "en", "er", "ern", "s", "es")),
)
_GERMAN_QUALITY = ("e", "en", "er", "es", "em", "ere", "eren", "erer", "ste", "sten")
_GERMAN_TENSES = ("en", "e", "t", "et", "st", "est", "te", "ten", "end", "ende", "enden", "endes", "ender")
_AR = (
    "ar",
    "a",
    "as",
    "an",
    "amos",
    "o",
    "ando",
    "ado",
    "ada",
    "e",
    "en",
    "aron",
    "aba",
    "aban",
    "ara",
    "aran",
)
_ER = ("e", "en", "es", "emos", "imos", "o", "iendo", "ido", "ida", "io", "ieron", "ia", "ian", "a", "an")


def forms(words: str, language: str, bend: Bend) -> set[str]:
    """All forms of a word or phrase, itself among them.

    Args:
        words: As the lexicon gives it, without capitals and accents.
        language: Its language.
        bend: What kind of word it is.
    """
    return {words} | _BENDS[language](words, bend)


def _english(words: str, bend: Bend) -> set[str]:
    if bend == "noun":
        return {_english_plural(words)}
    first, _, rest = words.partition(" ")
    tail = f" {rest}" if rest else ""
    if bend == "verb":
        stem = first[:-1] if first.endswith("e") and not first.endswith("ee") else first
        if first[-1:] == "y" and first[-2:-1] not in "aeiou":
            return {f"{form}{tail}" for form in (first[:-1] + "ies", first + "ing", first[:-1] + "ied")}
        return {f"{form}{tail}" for form in (_english_plural(first), stem + "ing", stem + "ed")}
    if rest:
        return set()
    stem = first[:-1] + "i" if first.endswith("y") else first
    close = stem.removesuffix("e")
    return {stem + "ly", close + "er", close + "est"}


def _english_plural(words: str) -> str:
    if words.endswith("y") and words[-2:-1] not in ("a", "e", "i", "o", "u"):
        return words[:-1] + "ies"
    return words + ("es" if words.endswith(("s", "x", "z", "ch", "sh")) else "s")


def _german(words: str, bend: Bend) -> set[str]:
    if bend == "verb":
        first, _, rest = words.partition(" ")
        tail = f" {rest}" if rest else ""
        if not first.endswith("n"):
            return set()
        stem = first[:-2] if first.endswith("en") else first[:-1]
        made = [stem + ending for ending in _GERMAN_TENSES] + [f"ge{stem}t"]
        return {f"{form}{tail}" for form in made}
    if bend == "quality":
        stem = words.removesuffix("e")
        return {stem + ending for ending in _GERMAN_QUALITY}
    cases = next((cases for end, cases in _GERMAN_CASES if words.endswith(end)), ())
    return {words + case for case in cases}


def _spanish(words: str, bend: Bend) -> set[str]:
    if bend == "verb":
        first, _, rest = words.partition(" ")
        tail = f" {rest}" if rest else ""
        stem, ending = first[:-2], first[-2:]
        endings = _AR if ending == "ar" else (ending, *_ER) if ending in ("er", "ir") else ()
        return {f"{stem}{each}{tail}" for each in endings}
    plural = _spanish_plural(words)
    if " " in words:
        return {plural}
    made = {plural}
    if bend == "quality":
        other = words[:-1] + "a" if words.endswith("o") else words
        made |= {other, _spanish_plural(other), other + "mente"}
        return made
    small = _spanish_small(words)
    return made | small | {form + "s" for form in small}


def _spanish_plural(words: str) -> str:
    """The plural of a phrase bends all words up to the first small one: barras de pan."""
    bent: list[str] = []
    parts = words.split(" ")
    for place, part in enumerate(parts):
        if part in _PREPOSITIONS:
            return " ".join([*bent, *parts[place:]])
        bent.append(_spanish_many(part))
    return " ".join(bent)


def _spanish_many(word: str) -> str:
    if word.endswith("z"):
        return word[:-1] + "ces"
    if word.endswith("s"):
        return word
    return word + ("s" if word[-1:] in "aeiou" else "es")


def _spanish_small(word: str) -> set[str]:
    last = word[-1:]
    if last not in "aeo" or len(word) < 4:
        return {word + "cito"} if last in "nr" and len(word) > 2 else set()
    if last == "e":
        return {word + "cito", word + "cita"}
    stem = word[:-1]
    for hard, soft in (("c", "qu"), ("g", "gu"), ("z", "c")):
        if stem.endswith(hard):
            stem = stem[:-1] + soft
            break
    return {f"{stem}it{last}"}


_BENDS: dict[str, Callable[[str, Bend], set[str]]] = {
    "en": _english, "de": _german, "es": _spanish, "it": romance.italian, "fr": romance.french,
}  # fmt: skip
