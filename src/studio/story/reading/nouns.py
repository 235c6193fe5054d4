"""A noun phrase of a brief in the form in which it can be the subject of a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from studio.story.reading.grammar import Words, listed

_APART = re.compile(r"^([^\W\d_]+['’]|[^\W\d_]+)\s*")


@dataclass(frozen=True)
class Noun:
    """What a film is about.

    Attributes:
        article: Its article as a subject has it; empty if it has none.
        text: All behind the article.
        gender: m, f or n, or o if that is not known.
        many: Whether there are several.
        definite: Whether its article is a definite one.
    """

    article: str
    text: str
    gender: str = "o"
    many: bool = False
    definite: bool = False

    @property
    def whole(self) -> str:
        """With its article."""
        if not self.article:
            return self.text
        joint = "" if self.article.endswith("'") else " "
        return f"{self.article}{joint}{self.text}"

    def __bool__(self) -> bool:
        return bool(self.text)


NOTHING = Noun("", "")


def noun(said: str, words: Words, merged: str = "") -> Noun:
    """Read a noun phrase.

    Args:
        said: As it stands in the brief, with its article, in whatever case.
        words: The words of its language.
        merged: The preposition before it, if that holds its article: zum, del, du.
    """
    said = " ".join(said.strip(' ,.:;?!–—-"“”„«»').split())
    if merged and (article := words.merged.get(merged.casefold().replace("’", "'"))):
        said = f"{article}{'' if article.endswith(chr(39)) else ' '}{said}"
    found = _APART.match(said)
    first = found[1].casefold().replace("’", "'") if found else ""
    for definite, known in ((False, words.indefinite), (True, words.definite)):
        if found and first in known and found.end() < len(said):
            return _bent(first, said[found.end() :], known[first], words, definite=definite)
    return Noun("", said, _gender_by_end(said, words), _is_plural(said, words))


def _bent(article: str, text: str, tells: str, words: Words, *, definite: bool) -> Noun:
    if words.language == "de":
        return _german(article, text, tells, words, definite=definite)
    gender, many = tells[0], tells.endswith("p")
    if words.language == "en":
        return _english(article, text, definite=definite)
    if words.language == "es" and article.startswith("nuestr"):
        return Noun({"nuestro": "un", "nuestra": "una"}.get(article, ""), text, gender, many)
    if words.language == "it" and article in ("nostro", "nostra"):
        return Noun({"nostro": "il", "nostra": "la"}[article], f"{article} {text}", gender, many, True)
    return Noun(article, text, gender, many, definite)


def _english(article: str, text: str, *, definite: bool) -> Noun:
    many = article == "some" or (definite and text.endswith("s") and not text.endswith("ss"))
    if article in ("our", "my", "their", "your"):
        article = "the" if many else _a(text)
        definite = many
    return Noun("" if article == "some" else article, text, "n", many, definite)


def _a(text: str) -> str:
    """The English article by the sound a word begins with."""
    word = text.casefold()
    if re.match(r"(?:eu|u[bcfhjkqrst][aeiou]|uni(?!n)|one\b|once\b)", word):
        return "a"
    return "an" if word[:1] in "aeiouàéè" or re.match(r"(?:hour|honest|heir|honou?r)", word) else "a"


_SUBJECTS = {"m": "ein", "n": "ein", "o": "ein", "f": "eine"}
_THE = {"m": "der", "n": "das", "f": "die"}


def _german(article: str, text: str, tells: str, words: Words, *, definite: bool) -> Noun:
    gender, _, case = tells.partition("-")
    known = _gender_by_end(text, words)
    if article == "die" and text.rsplit(maxsplit=1)[-1].endswith(("n", "s")) and known == "o":
        return Noun("die", text, "o", True, True)
    if gender == "o":
        gender = known if known != "f" else "o"
    if article == "ein" and gender == "o":
        gender = "o"
    own = article.startswith(("unser", "mein"))
    if article in ("unsere", "meine") and known != "f":
        return Noun(article, text, "o", False, True)
    if own or not definite:
        return Noun(_SUBJECTS[gender], _strong(text, gender) if case or own else text, gender)
    if gender == "o":
        return Noun("", re.sub(r"^((?:[a-zäöüß]+en\s+)*)", "", text), gender, False, True)
    return Noun(_THE[gender], _weak(text) if case else text, gender, False, True)


def _strong(text: str, gender: str) -> str:
    """Adjectives behind ein, eine: kleinen Laden, a kleiner Laden."""
    ending = {"m": "er", "n": "es", "f": "e"}.get(gender)
    if ending is None:
        return text
    return _adjectives(text, lambda word: re.sub(r"(?<=\w{2})(?:en|em|er|es|e)$", ending, word))


def _weak(text: str) -> str:
    """Adjectives behind der, die, das."""
    return _adjectives(text, lambda word: re.sub(r"(?<=\w{2})en$", "e", word))


def _adjectives(text: str, bend: object) -> str:
    parts = text.split(" ")
    bent: list[str] = []
    for place, part in enumerate(parts):
        if part[:1].isupper() or not part[:1].isalpha():
            return " ".join([*bent, *parts[place:]])
        bent.append(bend(part))  # type: ignore[operator]
    return text


def _gender_by_end(text: str, words: Words) -> str:
    """The gender of a German noun by how it ends; of others, nothing is known."""
    if not words.genders:
        return "o"
    large = [part for part in re.split(r"[\s]+", text) if part[:1].isupper()]
    head = (large[0] if large else text).casefold().split("-")[-1]
    ends = [
        (end, gender) for gender, said in words.genders.items() for end in listed(said) if head.endswith(end)
    ]
    return max(ends, key=lambda one: len(one[0]))[1] if ends else "o"


def _is_plural(text: str, words: Words) -> bool:
    head = re.split(r"\s(?:of|for|with|in|di|de|von|für)\s", text)[0].split(" ")[-1]
    return (
        words.language == "en"
        and head.endswith("s")
        and not head.endswith(("ss", "us", "is"))
        and head.islower()
    )
