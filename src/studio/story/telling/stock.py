"""All that can be said of one brief: what it says itself, and what is true of its subject; nothing twice."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Mapping
from typing import TYPE_CHECKING

from studio.story.forbidding import forbidden_in
from studio.story.reading.facts import Claim, Facts
from studio.story.reading.sayings import saying
from studio.story.telling.chance import shuffled
from studio.story.telling.grammar import Carries, bank, phrases
from studio.story.telling.slots import filled, of_claim, sentences_of, slots

if TYPE_CHECKING:
    from studio.story.grammar import Brief

Wordings = tuple[str, ...]
"""The wordings of a line, the longest first."""
SHORT = 9.0
"""A film of fewer seconds has room for a picture, a name and a word."""
_MOST_SUBJECTS = 3
_ONCE = frozenset(("audience", "when", "product", "call", "topic"))


class Stock:
    """What is left to be said.

    Attributes:
        claims: What the brief says of its subject.
        heads: A few words each to be written large.
        sources: What the brief says, by the line that says it.
        quotes: The lines that somebody is quoted with, and when the brief has them said.
    """

    def __init__(self, brief: Brief, facts: Facts, own: list[str], lent: list[str]) -> None:
        self._brief = brief
        self._language = brief.language
        self._key = (brief.seed, brief.text)
        self._known = slots(brief, facts)
        self._phrases = phrases(brief.language)
        self._facts = facts
        self._call = brief.call
        self._slogan = sentences_of(brief.slogan) if brief.slogan else ""
        self._is_short = brief.seconds < SHORT
        self._used: set[str] = set()
        self._told: set[str] = set()
        self.sources: dict[str, str] = {}
        self.quotes: dict[str, int] = {}
        formal = self._phrases.other and re.search(self._phrases.other, brief.text)
        self._unfit = re.compile(self._phrases.ours, re.IGNORECASE) if formal else None
        banks = [bank(name, brief.language) for name in own[:_MOST_SUBJECTS] or ["anything"]]
        beside = [bank(name, brief.language) for name in lent[: _MOST_SUBJECTS - len(banks)]]
        # What somebody is quoted with says more than what is told of the thing.
        spoken = (claim for claim in facts.claims if not forbidden_in(claim.text, brief))
        self.claims = deque(sorted(spoken, key=lambda claim: not self._quoted(claim)))
        self._pools: Mapping[str, deque[Wordings]] = {
            part: deque(
                self._woven(
                    [getattr(one, part) for one in (banks + beside if part == "detail" else banks)], part
                )
            )
            for part in ("hook", "need", "detail", "close")
        }
        heads = self._woven([one.heads.split("|") for one in banks], "heads")
        self.heads = deque(head[0] for head in heads if head[0])

    def _woven(self, parts: list[list[str]], part: str) -> list[Wordings]:
        """One of each subject in turn, each subject's own in an order of chance."""
        mixed = [shuffled(lines, *self._key, part, place) for place, lines in enumerate(parts)]
        if part == "hook":
            mixed = shuffled(mixed, *self._key, "first")
        longest = max((len(lines) for lines in mixed), default=0)
        found = [lines[turn] for turn in range(longest) for lines in mixed if turn < len(lines)]
        lines = (
            tuple(wording.strip() for wording in line.split("|") if self._fits(wording)) for line in found
        )
        return [line for line in lines if line]

    def _fits(self, wording: str) -> bool:
        """Whether a wording addresses people as the brief does, and has no word that it rules out."""
        fits = self._unfit is None or not self._unfit.search(wording)
        return fits and not forbidden_in(wording, self._brief)

    def take(self, carries: Carries) -> Wordings:
        """The next line that tells something of a kind, or nothing."""
        if carries in _ONCE and carries in self._told:
            return ()
        self._told.add(carries)
        found = {
            "image": lambda: self._pooled("hook"),
            "need": lambda: self._pooled("need"),
            "detail": lambda: self._pooled("detail"),
            "topic": self._topic,
            "product": self._reveal,
            "claim": self._claim,
            "audience": lambda: self._phrase("audience", self._phrases.audience),
            "when": lambda: self._phrase("when", self._phrases.when),
            "quiet": lambda: (),
            "call": self._signed,
        }[carries]()
        if carries == "call" and not self.name:
            return found
        return self._new(found)

    @property
    def pending(self) -> int:
        """How much of what the brief says is not said yet."""
        once = [part for part in ("audience", "when") if part in self._known and part not in self._told]
        return len(self.claims) + len(once)

    @property
    def quotes_pending(self) -> bool:
        """Whether somebody is quoted with what is not said yet."""
        return any(self._quoted(claim) for claim in self.claims)

    def next_said(self) -> Wordings:
        """The next thing that the brief says."""
        return self.take("claim") or self.take("audience") or self.take("when")

    def close(self) -> Wordings:
        """What is said before the last words, and does not begin as they do; nothing beside a slogan."""
        if self._slogan:
            return ()
        call = self._call.split(" ")[0].casefold()
        while wordings := self._pooled("close"):
            if wordings[0].split(" ")[0].strip(",.").casefold() != call:
                return self._new(wordings)
        return ()

    def _new(self, wordings: Wordings) -> Wordings:
        """The wordings that were not said yet, each said once."""
        fresh = tuple(dict.fromkeys(each for each in wordings if each and each not in self._used))
        self._used.update(fresh)
        return tuple(sorted(fresh, key=len, reverse=True))

    def _pooled(self, pool: str) -> Wordings:
        while self._pools[pool]:
            wordings = tuple(filled(each, self._known) for each in self._pools[pool].popleft())
            if any(wordings):
                return wordings
        return ()

    def _phrase(self, part: str, lines: list[str], known: Mapping[str, str] | None = None) -> Wordings:
        """The first line of a bank whose slots can all be filled; most banks are in an order of chance."""
        lines = lines if part in ("sign", "otherwise") else shuffled(lines, *self._key, part, len(self._used))
        for line in lines:
            wordings = tuple(filled(each, known or self._known) for each in line.split("|"))
            if wordings[0]:
                return wordings
        return ()

    def _topic(self) -> Wordings:
        return (sentences_of(self._facts.topic),) if self._facts.topic else self._pooled("hook")

    def _reveal(self) -> Wordings:
        """Its name, what it is, where it is; what it does goes with it where it has no name."""
        if self._facts.topic and "name" not in self._known:
            return self._pooled("hook")
        product = self._facts.product.text
        plain = (one for one in self.claims if one.kind == "sentence" and not self._quoted(one))
        told = next((one for one in plain if product and product in one.text), None)
        if told and (not self.name or self.name in told.text) and "place" not in self._known:
            self.claims.remove(told)
            self.sources[sentences_of(told.text)] = told.text
            return (sentences_of(told.text),)
        first = next((claim for claim in self.claims if claim.kind in ("predicate", "clause")), None)
        known = of_claim(first, self._known, self._language) if first else self._known
        wordings = self._phrase("reveal", self._phrases.reveal, known)
        wordings = wordings or self._phrase("otherwise", self._phrases.otherwise, known) or self._claim()
        if first and known.get("that", "\0") in (wordings[:1] or ("",))[0]:
            self.claims.remove(first)
            self.sources |= dict.fromkeys(wordings, first.text)
        return wordings

    def _claim(self) -> Wordings:
        while self.claims:
            claim = self.claims.popleft()
            if wordings := self._said(claim):
                self.sources |= dict.fromkeys(wordings, claim.text)
                return wordings
        return ()

    def _quoted(self, claim: Claim) -> Wordings:
        """What somebody is quoted with, without who says it; nothing if the claim quotes nobody."""
        told = saying(claim.text, self._language)
        return tuple(sentences_of(text) for text in told.wordings) if told else ()

    def _said(self, claim: Claim) -> Wordings:
        if quote := self._quoted(claim):
            self.quotes |= dict.fromkeys(quote, self._facts.claims.index(claim))
            return quote
        known = of_claim(claim, self._known, self._language)
        if claim.kind in ("sentence", "phrase"):
            return (sentences_of(claim.text),)
        if claim.kind == "predicate" and (
            wordings := self._phrase("predicate", self._phrases.predicate, known)
        ):
            return wordings
        return self._phrase("clause", self._phrases.clause, known)

    def _signed(self) -> Wordings:
        """The last words, with the slogan behind them."""
        last = self._last()
        if not self._slogan:
            return last
        named = self.name and self.name.casefold() in self._slogan.casefold()
        before = () if named and not self._call else last
        return (*(f"{wording} {self._slogan}" for wording in before), self._slogan)

    def _last(self) -> Wordings:
        """The call of the brief, or who and where it is."""
        if self._call and " " in self._call:
            return (sentences_of(self._call),)
        repeats = self._facts.product.definite and "place" in self._known
        if not self.name and (self._is_short or repeats) and (wordings := self._pooled("close")):
            return wordings
        return self._phrase("sign", self._phrases.sign) or self._pooled("close")

    @property
    def name(self) -> str:
        """Whose film it is, or what it is about."""
        return self._known.get("name", "")
