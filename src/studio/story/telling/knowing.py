"""What is known of a brief when its film is told, also where a person has changed it since it was read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from studio.story.reading.facts import Claim, Facts

if TYPE_CHECKING:
    from studio.render.lexicon.seen import Reading
    from studio.story.grammar import Brief, Role

_STRANGE = 2.0


def known_facts(brief: Brief) -> Facts:
    """The facts of a brief: what its text says, as far as the brief still holds to it.

    A brief in another language than its film gives its name and its address; its sentences are not spoken.
    """
    from studio.story.reading.cleaning import cleaned
    from studio.story.reading.languages import LANGUAGES, score
    from studio.story.reading.understanding import read_facts

    plain = cleaned(brief.text)
    own = score(plain, brief.language)
    if any(score(plain, other) > _STRANGE * own for other in LANGUAGES if other != brief.language):
        return Facts(name=brief.name, slogan=brief.slogan)
    facts = read_facts(plain, brief.language)
    said = {claim.text: claim for claim in facts.claims}
    facts.claims = [said.get(text) or _claim(text) for text in brief.claims]
    facts.audience = brief.audience
    facts.slogan = brief.slogan
    return facts


def _claim(text: str) -> Claim:
    """A claim that somebody else wrote: a sentence if it looks like one."""
    return Claim("sentence" if re.search(r"[.!?]$", text) else "phrase", text)


def known_subjects(brief: Brief, facts: Facts, reading: Reading | None) -> tuple[list[str], list[str]]:
    """What kinds of thing the film is about, and what else lends it details."""
    from studio.story.reading.subjects import matches, subjects_of

    about = brief.product or facts.topic or brief.name
    if facts.town.islower():
        about = f"{about} {facts.place}"
    own = subjects_of(about, about, brief.language)
    does = ". ".join(claim.text for claim in facts.claims if claim.kind == "predicate")
    said = ". ".join([brief.name, facts.topic, *(claim.text for claim in facts.claims)])
    doing = [one.subject for one in matches(said, brief.language) if one.verb]
    lent = list(dict.fromkeys([*subjects_of("", does, brief.language), *doing]))
    if not own:
        own = subjects_of(brief.name, said, brief.language, reading)[:1]
    return own, [name for name in lent if name not in own]


def silence(brief: Brief) -> dict[str, Any]:
    """What every beat goes without where the brief rules it out: words that are written, or said."""
    from studio.story.reading.grammar import any_of, words

    said, without = words(brief.language), "\n".join(brief.must_not)
    found: dict[str, Any] = {}
    if re.search(any_of(said.written), without, re.IGNORECASE):
        found |= {"headline": "", "caption": ""}
    if re.search(any_of(said.spoken), without, re.IGNORECASE):
        found["lines"] = []
    return found


def shown(role: Role, spoken: str, sources: list[str], brief: Brief, facts: Facts) -> list[str]:
    """What a beat shows, in words of the brief: what it speaks of, else the thing itself, or where it is."""
    talked = [text for text in (brief.product, facts.town) if text and text.casefold() in spoken.casefold()]
    usual = {"hook": [facts.town, brief.product], "call": [brief.name, brief.product]}.get(
        role, [brief.product]
    )
    return list(dict.fromkeys(text for text in (sources + talked or usual) if text))
