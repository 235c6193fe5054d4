"""What a brief says of the thing, as pieces of language that can be spoken."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from studio.story.reading.contacts import unnoted
from studio.story.reading.marks import unmarked
from studio.story.reading.nouns import NOTHING, Noun

ClaimKind = Literal["sentence", "predicate", "clause", "phrase"]
LONGEST = 26
"""A sentence of more words is not spoken as it stands."""


@dataclass(frozen=True)
class Claim:
    """Something the brief says of its subject.

    Attributes:
        kind: A sentence of its own, what its subject does, a clause that belongs to it, or a phrase.
        text: In the words of the brief.
        lead: The pronoun or preposition that was before it.
    """

    kind: ClaimKind
    text: str
    lead: str = ""


@dataclass
class Facts:
    """All that a brief says in words that can be spoken.

    Attributes:
        product: What it is about.
        name: Whose it is.
        place: Where that is, with its preposition.
        town: The same without it.
        audience: For whom it is, without the preposition.
        when: A date, with its preposition.
        claims: What is said of it.
        tones: How it should feel.
        must: What has to be in the film.
        must_not: What may not.
        call: What the audience is asked to do.
        slogan: What the film ends with.
        topic: A question that it answers, as the brief puts it: how a tide works.
        address: An address on the web.
        contacts: Prices, telephone numbers and streets.
    """

    product: Noun = NOTHING
    name: str = ""
    place: str = ""
    town: str = ""
    audience: str = ""
    when: str = ""
    claims: list[Claim] = field(default_factory=list)
    tones: list[str] = field(default_factory=list)
    must: list[str] = field(default_factory=list)
    must_not: list[str] = field(default_factory=list)
    call: str = ""
    slogan: str = ""
    topic: str = ""
    address: str = ""
    contacts: list[str] = field(default_factory=list)

    def say(self, kind: ClaimKind, text: str, lead: str = "") -> None:
        """Note something that is said of the thing, if it can be spoken as it stands."""
        text = unmarked(" ".join(text.strip(" ,;:–—").split()))
        if kind != "sentence":
            text = text.rstrip(".!")
        # Voices say nothing of words in other scripts than theirs.
        told = re.search(r"[A-Za-zÀ-ɏ]{2}|\d", unnoted(text))
        if told and len(text.split()) <= LONGEST:
            self.claims.append(Claim(kind, text, lead))
