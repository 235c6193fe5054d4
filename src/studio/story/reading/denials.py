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

    The sentence that says what the film is about keeps what stands before that, and what stands behind a
    colon and names the film is a sentence of its own: never say never: an ad for a dance school.

    Args:
        text: The brief, without markup.
        language: Its language.
    """
    said, hidden = words(language), re.sub(QUOTE, _veiled, text)
    kept, denied, done = "", list[str](), 0
    for start, end, following in _sentences(hidden, said):
        if text[start:end].rstrip().endswith("?"):
            continue
        heads = following > end
        if found := _denial(hidden[start:end], said):
            is_all = heads or _is_topic(hidden, start, end, said)
            begin, stop = _taken(hidden[start:end], found, said, is_all=is_all)
        elif _refused(hidden[start:end], said):
            begin, stop = 0, len(hidden[start:end].rstrip("\n"))
        else:
            continue
        if heads and not re.search(
            r"\w", re.sub(any_of(said.skip), "", text[start : start + begin], flags=re.I)
        ):
            begin = 0
        kept += text[done : start + begin]
        denied.append(text[start + begin : start + stop].strip(" ,;:–—"))
        done = following if heads and not begin else start + stop
        if done < len(text) and hidden[done] != text[done] and hidden[done] != _HIDDEN:
            # The sign at the end of the quote ended the sentence.
            kept, done = kept + hidden[done], done + 1
    if not denied:
        return Undenied(text, [])
    rest = re.sub(r"[ \t]+\n", "\n", kept + text[done:]).strip()
    if not re.search(r"\w", rest) and (colon := _colon(hidden, said)):
        return Undenied(text[colon.end() :].strip(), [text[: colon.start()].strip()])
    left = undenied(rest, language)
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

    Sayings forbid nothing: what stands without quotation marks before a colon, and what people are never
    to say again.

    Args:
        text: The brief.
        language: Its language.
    """
    said, found = words(language), list[str]()
    brief = quoted(unmarked(text), language)
    for told in undenied(brief, language).denied:
        quotes = _denied_quotes(told, said)
        if quotes:
            before, denied = told.partition(quotes[0])[0], [bare(quote) for quote in quotes]
        elif re.search(rf"{re.escape(told)}\s*[,:;–—]", brief) or not (refused := _refused(told, said)):
            continue
        else:
            what = refused.groupdict().get("what") or ""
            before, denied = told[: told.rindex(what)], _listed(what, said)
        if not re.search(any_of(said.denied.again), before, re.IGNORECASE):
            found += denied
    return list(dict.fromkeys(plain for text in found if re.search(r"\w", plain := text.strip(" .,;:!"))))


def _denied_quotes(told: str, said: Words) -> list[str]:
    """What is quoted in a sentence, up to what is to be said instead: not “cheap”, say “fair”."""
    found: list[str] = []
    denies = any_of(", ".join((said.denied.not_, said.denied.without, said.denied.nobody, said.denied.or_)))
    instead = any_of(", ".join((said.denied.told, said.denied.instead)))
    done = 0
    for match in re.finditer(QUOTE, told):
        between = told[done : match.start()]
        if (
            found
            and re.search(instead, between, re.IGNORECASE)
            and not re.search(denies, between, re.IGNORECASE)
        ):
            break
        found.append(match[0])
        done = match.end()
    return found


def _listed(text: str, said: Words) -> list[str]:
    """The words of a list that is short enough to be one of words: prices or competitors."""
    instead = any_of(", ".join((said.denied.told, said.denied.instead)))
    text = re.split(rf"\s*,?\s*{instead}", text.strip(), maxsplit=1, flags=re.IGNORECASE)[0]
    joint = rf"\s*,\s*|\s+(?:{any_of(said.lengths.and_)}|{any_of(said.denied.or_)})\s+"
    parts = [re.sub(rf"^{articles(said)}\s*", "", part) for part in re.split(joint, text)]
    empty = rf"\W*(?:{any_of(said.denied.empty)}\W*)*"
    return [
        part
        for part in parts
        if len(part.split()) <= _MOST_WORDS and not re.fullmatch(empty, part, re.IGNORECASE)
    ]


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


def _sentences(text: str, said: Words) -> Iterator[tuple[int, int, int]]:
    """Where each begins and ends, and where the next begins: behind a colon, if that names the film."""
    start = 0
    for match in re.finditer(rf"(?P<over>{_ENDS.pattern})|{_announced(said.language)}", text):
        if match["over"] is not None:
            yield start, match.end(), match.end()
        elif _lists(text[start : match.start()], said) or (
            "," in match[0] and re.search(ends_in(said.film), text[: match.start()], re.IGNORECASE)
        ):
            continue
        else:
            yield start, match.start(), match.end()
        start = match.end()
    if text[start:].strip():
        yield start, len(text), len(text)


def _lists(text: str, said: Words) -> bool:
    """Whether what stands behind a text is what nobody is to say: do not say: a film for all."""
    before = any_of(", ".join((said.denied.told, said.denied.forbidden)))
    return bool(re.search(rf"{before}\s*$", text, re.IGNORECASE))


def _colon(text: str, said: Words) -> re.Match[str] | None:
    """The colon behind which a brief tells something, though it seemed to tell nothing."""
    for match in re.finditer(r"\s*:\s+", text):
        if not _lists(text[: match.start()], said) and _HIDDEN not in text[match.end() :]:
            return match
    return None


@lru_cache(maxsize=8)
def _announced(language: str) -> str:
    """What stands between a saying and the film that it opens."""
    said = words(language)
    film, few = ends_in(said.film), rf"(?:{_WORD}\s+){{0,5}}?"
    about = rf"(?:\s*:|\s+(?:{_WORD},?\s+|,\s*){{0,5}}?{any_of(said.about)})"
    indefinite = any_of(", ".join(said.indefinite))
    return rf"(?i:\s*[,:;–—]\s+(?={few}{film}{about}|{indefinite}\s*{few}{film}))"


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
