"""What is written large: short, and not what is being said at the same moment."""

from __future__ import annotations

import re
from collections import deque
from textwrap import wrap
from typing import TYPE_CHECKING

from studio.story.reading.facts import Facts

if TYPE_CHECKING:
    from studio.story.grammar import Brief, Role
    from studio.story.telling.stock import Stock

WIDEST = 32
"""As many letters stand in one line."""


class Headlines:
    """The headlines of one film, each written once, but for the name."""

    def __init__(self, brief: Brief, facts: Facts, stock: Stock) -> None:
        self._brief = brief
        self._facts = facts
        self._heads = deque(stock.heads)
        self._claims = [
            claim.text for claim in facts.claims if claim.kind == "phrase" and len(claim.text) <= WIDEST
        ]
        self._figures = _figures(facts)
        self._product = capital(brief.product or facts.product.text)

    def of(self, role: Role, spoken: str) -> tuple[str, str]:
        """The headline of a beat and the quieter line beneath it.

        Args:
            role: What the beat is for.
            spoken: What is said in it.
        """
        name = lines(self._brief.name)
        if role == "reveal":
            head = name or self._fit(self._product)
            beneath = self._product if name else capital(self._facts.place)
            return head, self._beneath(beneath, head)
        if role == "call":
            head = name or self._fit(self._product) or self._next(spoken)
            if noted := self._noted():
                return head, noted
            return head, self._beneath(capital(self._facts.when or self._facts.place), head)
        if role == "problem":
            return "", ""
        if role in ("benefit", "proof"):
            for kept in (self._claims, self._figures):
                for text in list(kept):
                    if text.casefold() not in spoken.casefold():
                        kept.remove(text)
                        return capital(text), ""
        return self._next(spoken), ""

    def _noted(self) -> str:
        """What people note down: the address, what it costs, whom to call; as much as stands in one line."""
        found = ""
        for text in filter(None, (self._facts.address, *map(capital, self._facts.contacts))):
            longer = f"{found} · {text}" if found else text
            found = longer if len(longer) <= 2 * WIDEST else found
        return found

    def _next(self, spoken: str) -> str:
        for _ in range(len(self._heads)):
            head = self._heads.popleft()
            if re.sub(r"\W", "", head).casefold() not in re.sub(r"\W", "", spoken).casefold():
                return head
            self._heads.append(head)
        return ""

    def _fit(self, text: str) -> str:
        return text if 0 < len(text) <= WIDEST else ""

    @staticmethod
    def _beneath(text: str, head: str) -> str:
        return text if len(text) <= 2 * WIDEST and text.casefold() != head.casefold() else ""


def _figures(facts: Facts) -> list[str]:
    """Since 1962: what of the claims is a figure and short."""
    found = [
        match[0] for claim in facts.claims for match in re.finditer(r"\b\w+ (?:1[5-9]|20)\d\d\b", claim.text)
    ]
    return [text for text in found if len(text) <= WIDEST]


def lines(text: str) -> str:
    """A text in lines that are not too wide."""
    return "\n".join(wrap(text, WIDEST, break_long_words=False)) if text else ""


def capital(text: str) -> str:
    """A text with a large first letter."""
    return text if text[1:2].isupper() else text[:1].upper() + text[1:]
