"""What nobody is to say: never say “cheap”; nobody says “I hate bread”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from studio.story.reading.cleaning import unmarked
from studio.story.reading.dashes import quoted
from studio.story.reading.grammar import Words, any_of, ends_in, words
from studio.story.reading.marks import QUOTE, bare
from studio.story.reading.pieces import articles

_HIDDEN = "\ue200"
"""Stands for every letter of a quote; none is in a brief that was cleaned."""
_SAID = rf"(?<!{_HIDDEN}){_HIDDEN}++[.!?…]?"
_ENDS = re.compile(r"(?<!\b[A-ZÀ-Þ])(?<!\b[DMS]r)(?<!\bMrs)(?<!\bProf)[.!?…](?=\s+[^a-zß-ÿ\s]|\s*$)|\n")
_MORE = re.compile(rf"(?:[\s,]*(?:[^\W\d_]{{1,3}}\s+)?{_SAID})+")
_WORD = r"[\w'’-]+"
_MOST_WORDS = 3
"""So many words are words that nobody is to say; more are what they are said of."""


class Undenied(NamedTuple):
    """A brief without what nobody is to say.

    Attributes:
        text: What is left of it.
        denied: What was taken out, sentence by sentence.
    """

    text: str
    denied: list[str]


def undenied(text: str, language: str) -> Undenied:
    """A brief without the sentences that tell what nobody is to say.

    The sentence that says what the film is about keeps what stands before that.

    Args:
        text: The brief, without markup.
        language: Its language.
    """
    said, hidden = words(language), re.sub(QUOTE, _veiled, text)
    kept, denied, done = "", list[str](), 0
    for start, end in _sentences(hidden):
        if text[start:end].rstrip().endswith("?"):
            continue
        if found := _denial(hidden[start:end], said):
            begin, stop = _taken(hidden[start:end], found, said, is_all=_is_topic(hidden, start, end, said))
        elif _refused(hidden[start:end], said):
            begin, stop = 0, len(hidden[start:end].rstrip("\n"))
        else:
            continue
        kept += text[done : start + begin]
        denied.append(text[start + begin : start + stop].strip(" ,;:–—"))
        done = start + stop
        if done < len(text) and hidden[done] != text[done] and hidden[done] != _HIDDEN:
            # The sign at the end of the quote ended the sentence.
            kept, done = kept + hidden[done], done + 1
    if not denied:
        return Undenied(text, [])
    left = undenied(re.sub(r"[ \t]+\n", "\n", kept + text[done:]).strip(), language)
    return Undenied(left.text, [*denied, *left.denied])


def told_apart(text: str, language: str) -> Undenied:
    """A brief as it was written without markup, and without what nobody is to say; no film tells that.

    Args:
        text: The brief.
        language: Its language.
    """
    return undenied(quoted(unmarked(text), language), language)


def forbidden(text: str, language: str) -> list[str]:
    """The words that nobody is to say in the film of a brief.

    Args:
        text: The brief.
        language: Its language.
    """
    found: list[str] = []
    for told in told_apart(text, language).denied:
        if quotes := [bare(match[0]) for match in re.finditer(QUOTE, told)]:
            found += quotes
        elif (refused := _refused(told, words(language))) and (what := refused.groupdict().get("what")):
            found += _listed(what, words(language))
    return list(dict.fromkeys(plain for text in found if re.search(r"\w", plain := text.strip(" .,;:!"))))


def _listed(text: str, said: Words) -> list[str]:
    """The words of a list that is short enough to be one of words: prices or competitors."""
    joint = rf"\s*,\s*|\s+(?:{any_of(said.lengths.and_)}|{any_of(said.denied.or_)})\s+"
    parts = [re.sub(rf"^{articles(said)}\s*", "", part) for part in re.split(joint, text.strip())]
    return [part for part in parts if 0 < len(part.split()) <= _MOST_WORDS]


def _refused(sentence: str, said: Words) -> re.Match[str] | None:
    """Whether a sentence tells what is not wanted, without quoting it: do not mention Amazon."""
    if _HIDDEN in sentence:
        return None
    return next((found for form in _refusals(said.language) if (found := form.match(sentence))), None)


def _veiled(match: re.Match[str]) -> str:
    """Letters that stand for a quote; the sign at its end still ends the sentence."""
    inside = match[0][:-1].rstrip()
    ends = inside[-1] in ".!?…"
    return _HIDDEN * (len(match[0]) - ends) + inside[-1] * ends


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _ENDS.finditer(text):
        yield start, match.end()
        start = match.end()
    if text[start:].strip():
        yield start, len(text)


def _denial(sentence: str, said: Words) -> re.Match[str] | None:
    """Where a sentence says that something is not said, up to the quote."""
    if _HIDDEN not in sentence:
        return None
    for form in _forms(said.language):
        for match in form.finditer(sentence):
            told = match.groupdict().get("told") or ""
            before = sentence[: match.start()]
            ours = "by" not in match.groupdict() and re.search(
                rf"{any_of(said.denied.we)}(?:\s+{_WORD})?\s*$", before, re.IGNORECASE
            )
            only = re.search(any_of(", ".join((said.denied.only, said.says))), told, re.IGNORECASE)
            if not (ours or only or _is_twice(before, match[0], said)):
                return match
    return None


def _is_twice(before: str, found: str, said: Words) -> bool:
    """Whether a denial is denied: she never leaves without saying so."""
    clause = re.split(rf"[,;:]|{any_of(said.lengths.and_)}", before, flags=re.IGNORECASE)[-1]
    without = re.match(any_of(said.denied.without), found, re.IGNORECASE)
    return bool(without and re.search(any_of(said.denied.not_), clause, re.IGNORECASE))


def _is_topic(text: str, start: int, end: int, said: Words) -> bool:
    """Whether a sentence says what the film is about: the first that names a film, or the first of all."""
    film = re.compile(ends_in(said.film), re.IGNORECASE)
    named = film.search(text)
    return start <= named.start() < end if named else not text[:start].strip()


def _taken(sentence: str, found: re.Match[str], said: Words, *, is_all: bool) -> tuple[int, int]:
    """What is taken out of a sentence: all of it, or the clause that denies."""
    more = _MORE.match(sentence, found.end())
    stop, last = more.end() if more else found.end(), len(sentence.rstrip(" .!?…\n"))
    if found.groupdict().get("clause"):
        return found.start("clause"), min(stop, last)
    if not is_all:
        return 0, len(sentence.rstrip("\n"))
    # In German an article is a pronoun as well, and a comma stands before it.
    that = "" if said.language == "de" else said.that
    links = any_of(", ".join((that, said.where, said.lengths.and_)))
    joints = re.compile(rf"\s*(?:[,;:(–—]|\s{links}(?=\s))", re.IGNORECASE)
    start = max((one.start() for one in joints.finditer(sentence, 0, found.start() + 1)), default=0)
    start = len(sentence[: start or found.start()].rstrip(" ,;:–—"))
    belongs = any_of(", ".join((said.within, said.with_, said.about)))
    if not re.match(rf"\s*,?\s*{belongs}", sentence[stop:], re.IGNORECASE):
        stop = last
    return start, stop


@lru_cache(maxsize=8)
def _refusals(language: str) -> list[re.Pattern[str]]:
    """How a language says in a sentence of its own what is not wanted."""
    said = words(language)
    denied = said.denied
    begins = rf"\W*(?:{any_of(', '.join((said.skip, said.lengths.and_)))}\s*,?\s*){{0,2}}"
    gap = rf"(?:{any_of(denied.between)},?\s+){{0,2}}"
    what = r"(?P<what>[^.!?\n]{2,80})"
    behind = rf"(?:{any_of(denied.behind)}\s+)?" if denied.behind else ""
    forms = [
        rf"{begins}{any_of(denied.not_)}(?:\s+|(?<=['’])){gap}{any_of(denied.told)}\s*(?::\s*|\s){behind}{what}",
        rf"\W*{any_of(denied.we)}\s+(?:{any_of(denied.really)}\s+)?{any_of(denied.wanting)}\s",
    ]
    if denied.behind:
        forms.append(rf"{begins}{any_of(denied.told)}\s+{gap}{any_of(denied.behind)}\s+{what}")
    if denied.last:
        forms.append(rf"{begins}{what}\s+{any_of(denied.not_)}\s+{any_of(denied.last)}\W*$")
    return [re.compile(form, re.IGNORECASE) for form in forms]


@lru_cache(maxsize=8)
def _forms(language: str) -> list[re.Pattern[str]]:
    """How a language says that something is not said."""
    denied = words(language).denied
    not_, told = any_of(f"{denied.not_}, {denied.without}"), any_of(denied.told)
    gap = rf"(?:{any_of(denied.between)},?\s+){{0,3}}"
    joined = any_of(", ".join((words(language).lengths.and_, denied.only)))
    stops = any_of(", ".join((denied.only, words(language).lengths.and_)))
    loose = rf"(?:(?!{stops}){_WORD}\s+)"
    begins = rf"(?:{any_of(words(language).that)}\s|^|(?<=[,:;–—])|(?<={_HIDDEN}))\W*"
    none = rf"{begins}{any_of(denied.none)}\s+{loose}"
    nobody = rf"(?P<by>{any_of(denied.nobody)}\s+|{none}|{any_of(denied.wanting)}\s+){loose}{{0,3}}?"
    quote = rf"(?P<told>(?:\s*:?\s*{_WORD}){{0,6}}?\s*:?\s*){_SAID}"
    forms = [
        rf"{_SAID}(?P<clause>\s*,?\s*(?:{joined}\s+)?{not_}\s+{_SAID})",
        rf"{any_of(denied.forbidden)}(?:\s+{_WORD}){{0,2}}\s*:\s*{_SAID}",
        rf"{not_}(?:\s+|,?\s+{any_of(denied.between)},?\s+{gap}){told}{quote}",
        rf"{not_}(?:\s+|(?<=['’])){gap}{any_of(denied.used)}\s*:?\s*{_SAID}",
        rf"{nobody}{told}{quote}",
        rf"{_SAID}\s*,?\s*{loose}{{0,4}}?{not_}\s+{gap}{told}(?=\s*(?:[.!?;,\n]|$))",
        rf"{_SAID}\s*,?\s*(?P<by>{any_of(denied.nobody)})\s+{gap}{told}(?=\s*(?:[.!?;,\n]|$))",
        rf"{_SAID}\s*,?\s*(?:{not_}\s+)?{told}\s+(?P<by>{any_of(denied.nobody)})(?=\s*(?:[.!?;,\n]|$))",
    ]
    if denied.behind:
        behind = any_of(denied.behind)
        forms.append(rf"{told}\s+(?:{any_of(denied.between)}\s+){{0,2}}{behind}{quote}")
        forms.append(rf"{any_of(denied.used)}\s+(?:{any_of(denied.between)}\s+)?{behind}\s*:?\s*{_SAID}")
    if denied.last:
        last = any_of(denied.last)
        forms.append(rf"(?:{not_}|(?P<by>{any_of(denied.nobody)}))(?:\s+{_WORD}){{0,3}}?\s+{_SAID}\s+{last}")
    return [re.compile(form, re.IGNORECASE) for form in forms]
