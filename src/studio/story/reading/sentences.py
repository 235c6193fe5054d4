"""The sentences of a brief, and what each is: an order, a call, a fact, or words for a machine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from studio.story.reading.facts import LONGEST
from studio.story.reading.grammar import Words, any_of, ends_in
from studio.story.reading.marks import marked, unmarked
from studio.story.reading.sayings import apart

Sort = Literal["foul", "quote", "order", "call", "say", "must", "must not", "tone", "asks", "fact"]

_SHORT = (
    "St", "Dr", "Mr", "Mrs", "Ms", "Prof", "Nr", "No", "Str", "Hr", "Fr", "ca", "approx", "min", "sec",
    "Sra", "Sr", "Dña", "Sig", "B", "z", "d", "h", "bzw", "usw", "est", "vs", "p", "ej",
    "Tel", "tel", "Tél", "tél", "ext", "Rd", "Av", "Ave", "Apt",
)  # fmt: skip
_END = re.compile(r"(?<=[.!?…])(?P<mark>\s?»|[\"”“»«’')]?)\s+(?=[^\s])|\n+|\s*;\s+")
_CALL = re.compile(
    r"^\s*(?:call to action|cta|handlungsaufforderung|appel à l['’]action|llamada a la acción)\s*:\s*", re.I
)
_LONGEST_LEAD = 3
_SHORT_ORDER = 8
"""A sentence of fewer words that speaks of a film orders it; so does one in which somebody speaks of it."""
_LABEL = re.compile(r"(?im)^(?:brief|task|auftrag|aufgabe|incarico|encargo|mission)\s*:\s*")


@dataclass(frozen=True)
class Sentence:
    """One sentence.

    Attributes:
        text: As it stands in the brief.
        sort: What it is.
        rest: Of an order, what is ordered; of a call, the call.
    """

    text: str
    sort: Sort
    rest: str = ""


def sentences(text: str, said: Words) -> list[Sentence]:
    """The sentences of a brief, in their order.

    Args:
        text: The brief, without markup, lengths and shapes.
        said: The words of its language.
    """
    found: list[Sentence] = []
    announced = any_of(", ".join((said.templates["announcement"], said.forms.product, said.heralds)))
    text = re.sub(rf"(?im)^\W*(?:{ends_in(said.film)}[\s,]*|(?:{announced}[ \t]*){{1,3}}):\s*", "", text)
    text = _LABEL.sub("", text)
    for part in apart(text, said.language):
        for piece in [part.text] if part.quotes else parted(part.text, said):
            after_foul = bool(found) and found[-1].sort == "foul"
            is_first = all(one.sort == "quote" for one in found)
            judge = _Judge(said, piece, quotes=part.quotes)
            found.append(judge.sentence(is_first=is_first, after_foul=after_foul))
    return found


def parted(text: str, said: Words) -> list[str]:
    """A text, sentence by sentence; what stands between quotation marks is parted only if it is long."""
    parts: list[str] = []
    for part in _split(text):
        piece = part.strip(" \t")
        if parts and (_is_short(parts[-1]) or _is_date(parts[-1], piece, said)):
            parts[-1] = f"{parts[-1]} {piece}"
        elif re.search(r"\w", piece):
            parts.append(piece)
    return [each for part in parts for each in _within(part, said)]


def _within(part: str, said: Words) -> list[str]:
    """A sentence, or those of a quote that is too long to be spoken in one."""
    inner = unmarked(part)
    return parted(inner, said) if inner != part and len(inner.split()) > LONGEST else [part]


def _split(text: str) -> Iterator[str]:
    """A text, split where a sentence may end."""
    quotes, done = marked(text), 0
    for end in _END.finditer(text):
        at = end.end("mark") if end["mark"] is not None else end.start()
        inside = any(first < at < last for first, last in quotes)
        # “Come in!” it says: what goes on small behind a quote belongs to it.
        goes_on = end["mark"] and text[end.end() :][:1].islower()
        if not (inside or goes_on):
            yield text[done:at]
            done = end.end()
    yield text[done:]


def _is_date(before: str, piece: str, said: Words) -> bool:
    """Am 12. Mai: the point ends no sentence."""
    return bool(
        re.search(r"(?:^|\D)\d{1,2}\.$", before) and re.match(any_of(said.months), piece, re.IGNORECASE)
    )


def _is_short(text: str) -> bool:
    last = re.search(r"(\w+)\.$", text)
    return bool(last and (last[1] in _SHORT or last[1].endswith("str")))


class _Judge:
    """Says what one sentence is."""

    def __init__(self, said: Words, text: str, *, quotes: bool) -> None:
        self._said = said
        self._text = text
        self._quotes = quotes

    def sentence(self, *, is_first: bool, after_foul: bool) -> Sentence:
        for sort, found in (
            ("foul", self._foul(after_foul)),
            ("quote", "" if self._quotes else None),
            ("call", self._called()),
            ("say", self._after(self._said.say)),
            ("tone", self._tones()),
            ("must not", self._lacking()),
            ("must", self._must(is_first)),
            ("asks", self._asks()),
            ("order", self._order()),
            ("call", self._call(is_first)),
        ):
            if found is not None:
                return Sentence(self._text, sort, found)  # type: ignore[arg-type]
        return Sentence(self._text, "fact")

    def _foul(self, after_foul: bool) -> str | None:
        said, text = self._said, self._text
        verb = re.search(any_of(said.foul), text, re.I)
        if verb and re.search(any_of(said.machine), text, re.I):
            return ""
        if after_foul and (
            verb or self._starts(said.make) or re.match(r"\W*(?:\w+[,:]?\s+){1,2}[\"“„«]", text)
        ):
            return ""
        return None

    def _called(self) -> str | None:
        marked = _CALL.match(self._text)
        return self._text[marked.end() :].strip() if marked else None

    def _after(self, lead: str) -> str | None:
        match = re.match(rf"\W*(?:\w+\s+){{0,{_LONGEST_LEAD}}}?{any_of(lead)}\s*,?\s*", self._text, re.I)
        return self._text[match.end() :].strip() if match else None

    def _tones(self) -> str | None:
        rest = re.sub(any_of(self._said.directing), " ", self._text, flags=re.I)
        tones = re.findall(any_of(self._said.tones), rest, re.I)
        if not tones:
            return None
        rest = re.sub(any_of(self._said.tones), " ", rest, flags=re.I)
        rest = re.sub(any_of(self._said.soften), " ", rest, flags=re.I)
        rest = re.sub(any_of(self._said.film), " ", rest, flags=re.I)
        rest = re.sub(any_of(self._said.being), " ", rest, flags=re.I)
        if re.search(r"[^\W\d_]{2,}", re.sub(self._lacks(), " ", rest, flags=re.I)):
            return None
        return ", ".join(tones)

    def _lacks(self) -> str:
        said = self._said
        return rf"{any_of(said.lacking)}\s+(?:[\w'’-]+\s+){{0,2}}?{any_of(said.visible)}"

    def _lacking(self) -> str | None:
        """No people, no text: a whole sentence of it."""
        said = self._said
        match = re.match(rf"\W*(?:{any_of(said.skip)}\s*,?\s*)?{any_of(said.lacking)}\s+", self._text, re.I)
        asked = match and re.search(any_of(said.denied.used), match[0], re.I)
        promised = match and not asked and re.search(rf"{any_of(said.promised)}\W*$", self._text, re.I)
        return self._text if match and not promised else None

    def _must(self, is_first: bool) -> str | None:
        match = re.search(any_of(self._said.must), self._text, re.I)
        if match is None or (is_first and self._asks() is not None):
            return None
        begins = not re.search(r"\w", self._text[: match.start()])
        rest = (
            self._text[match.end() :] if begins else self._text[: match.start()] + self._text[match.end() :]
        )
        if (
            not begins
            and not re.search(any_of(self._said.directing), self._text, re.I)
            and match[0].count(" ") == 0
        ):
            return None
        return " ".join(rest.strip(" .!:,").split())

    def _asks(self) -> str | None:
        said = self._said
        film = re.search(rf"(?:[^\W\d_]*-)?{ends_in(said.film)}", self._text, re.I)
        about = rf"\s*(?::|(?:[\w'’-]+,?\s+|,\s*){{0,5}}?{any_of(said.about)})"
        if film and re.match(about, self._text[film.end() :], re.I):
            return ""
        if self._starts(said.make) and not re.search(any_of(said.directing), self._text, re.I):
            return ""
        return None

    def _order(self) -> str | None:
        if re.search(any_of(self._said.directing), self._text, re.I) or self._starts(self._said.make):
            return self._text.strip(" .!")
        film = re.search(ends_in(self._said.film), self._text, re.I)
        ours = re.match(rf"\W*{any_of(self._said.denied.we)}", self._text, re.I)
        asks = film and (ours or len(self._text.split()) < _SHORT_ORDER)
        return self._text.strip(" .!") if asks else None

    def _call(self, is_first: bool) -> str | None:
        if is_first or not self._starts(self._said.calls):
            return None
        return self._text.strip()

    def _starts(self, verbs: str) -> bool:
        return bool(re.match(rf"\W*(?:{any_of(self._said.skip)}\s*,?\s*)?{any_of(verbs)}", self._text, re.I))
