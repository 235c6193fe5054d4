"""Whether somebody is a woman or a man, where the words of a brief tell it."""

from __future__ import annotations

import re
from typing import Literal

from studio.story.reading.grammar import Words, any_of, listed, words

Sex = Literal["woman", "man", ""]
_ARTICLE = re.compile(r"\s*([^\W\d_]+['’]|[^\W\d_]+)\s*")
_FEW = 60
"""Within so many letters behind somebody, her or his is theirs."""


def sex_of(who: str, language: str, text: str = "") -> Sex:
    """Whether somebody is a woman or a man; empty where no word tells it, as no name does.

    Args:
        who: How the brief calls them: his grandmother, la boulangère, Marta, the owner.
        language: The language of the brief.
        text: The brief, which may say more of them: a baker who loves her oven.
    """
    said = words(language)
    for part in who.split(","):
        if found := _of_noun(part, said) or _of_grammar(part, said):
            return found
    return _of_pronoun(who, said) or _of_context(who, text, said)


def _of_noun(who: str, said: Words) -> Sex:
    found = re.search(any_of(f"{said.women}, {said.men}"), who, re.IGNORECASE)
    if found is None:
        return ""
    return "woman" if re.fullmatch(any_of(said.women), found[0], re.IGNORECASE) else "man"


def _of_grammar(who: str, said: Words) -> Sex:
    """By the article, or by how the noun ends where there is none that tells."""
    if said.neither and re.search(any_of(said.neither), who, re.IGNORECASE):
        return ""
    first = _ARTICLE.match(who)
    tells = {**said.definite, **said.indefinite}
    gender = tells.get(first[1].casefold().replace("’", "'"), "") if first else ""
    rest = who[first.end() :] if first and gender else who
    if said.language == "de":
        return _of_german(rest, gender)
    if gender[:1] in ("f", "m"):
        return "woman" if gender[0] == "f" else "man"
    nouns = rest.split() if said.language == "en" else rest.split()[:1]
    known = [_of_ending(one, said) for one in nouns if one.islower()]
    return next(filter(None, known), "")


def _of_german(rest: str, gender: str) -> Sex:
    """Der Bäckerin is a woman in the dative, and die Bäcker are many."""
    nouns = [word for word in re.findall(r"[^\W\d_]+", rest) if word[:1].isupper()]
    if not gender or not nouns or gender == "n":
        return ""
    if nouns[0].endswith(("in", "frau")):
        return "woman"
    if gender.startswith("f"):
        return "woman" if gender != "f" or nouns[0].endswith("e") else ""
    return "man"


def _of_ending(noun: str, said: Words) -> Sex:
    """By the longest end that is known and is not all of the word."""
    women = [len(end) for end in listed(said.feminine) if noun.endswith(end) and len(noun) > len(end) + 1]
    men = [len(end) for end in listed(said.masculine) if noun.endswith(end) and len(noun) > len(end) + 1]
    if not women and not men:
        return ""
    return "woman" if max(women, default=0) > max(men, default=0) else "man"


def _of_pronoun(who: str, said: Words) -> Sex:
    """She; in English also the baker and her oven, but not her baker."""
    parts = who.split()
    if said.language == "en" and len(parts) > 1:
        return _first_pronoun(" ".join(parts[1:]), said)
    return _first_pronoun(who, said) if len(parts) == 1 else ""


def _of_context(who: str, text: str, said: Words) -> Sex:
    """What a brief says of somebody behind their name or trade, in the same sentence."""
    head = who.split(",", maxsplit=1)[0].split()[-1:]
    if said.language != "en" or not head:
        return ""
    pattern = rf"(?<!\w){re.escape(head[0])}\b([^.!?\n\"“”]{{0,{_FEW}}})"
    behind = re.finditer(pattern, text, re.IGNORECASE)
    return next((sex for one in behind if (sex := _first_pronoun(one[1], said))), "")


def _first_pronoun(text: str, said: Words) -> Sex:
    found = re.search(any_of(f"{said.hers}, {said.his}"), text, re.IGNORECASE)
    if found is None:
        return ""
    return "woman" if re.fullmatch(any_of(said.hers), found[0], re.IGNORECASE) else "man"
