"""The shots of a film before it is known what they show: when, for which beat, with which words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from studio.media import scripts
from studio.story.staging import splitting
from studio.story.staging.chance import draw
from studio.story.telling.pacing import guessed

if TYPE_CHECKING:
    from studio.render.grammar import Time
    from studio.story.grammar import Beat, Brief, Role
    from studio.story.staging.bars import Grid
    from studio.story.staging.look import Look
    from studio.story.staging.spans import Span
    from studio.story.staging.splitting import Stretch

_AT_LEAST, _A_WORD, _COMES = 1.2, 0.3, 0.4
_CARD = 2.5
_ONE_LINE, _GLANCE = 64, 1.0
_COUNTS = 3.0
_BESIDE = 0.5
_CARD_SHARE = 0.55
_LOUD: tuple[Role, ...] = ("hook", "reveal", "call")
# In a long beat the light moves on after so many shots.
_SCENE = 6
_CLAUSE = re.compile(r"[,.;:!?…\n]+")
_MARKED = re.compile(r"\*([^*]+)\*")
_DAY: tuple[Time, ...] = ("dawn", "day", "dusk", "night")


@dataclass(frozen=True)
class Slot:
    """The time of one shot.

    Attributes:
        beat: The beat it belongs to.
        number: Which shot of it it is, from 0.
        first: Its first frame.
        end: The frame after its last.
        time: The time of day.
        headline: What is written on it.
        line: What is written below that.
        card: Whether it is the end card.
        last: Whether the end card comes after it.
        spare: What may be written on it where nothing else can be shown.
    """

    beat: Beat
    number: int
    first: int
    end: int
    time: Time
    headline: str = ""
    line: str = ""
    card: bool = False
    last: bool = False
    spare: str = ""

    @property
    def frames(self) -> int:
        """How long it is."""
        return self.end - self.first

    @property
    def written(self) -> bool:
        """Whether anything is written on it."""
        return bool(self.headline or self.line)


def reading_time(*texts: str) -> float:
    """How many seconds a shot lasts at least that carries some words."""
    count = sum(scripts.words(text.replace("*", "")) for text in texts)
    return _AT_LEAST + _A_WORD * count + _COMES if count else 0.0


def card_words(brief: Brief, beat: Beat) -> tuple[str, str]:
    """What stands on the end card: the name, and what the audience is asked to do."""
    calls = [text for text in (_call(brief, beat), beat.headline, beat.caption) if text]
    if brief.slogan and not brief.name and beat.headline:
        return brief.slogan, _call(brief, beat) or beat.headline
    if brief.name and brief.name.casefold() not in beat.headline.casefold():
        return brief.name, next(iter(calls), "")
    lines = [text for text in (_call(brief, beat), beat.caption) if text and text != beat.headline]
    return beat.headline or brief.name or brief.product or brief.call, next(iter(lines), "")


def _call(brief: Brief, beat: Beat) -> str:
    """What the audience is asked to do, with what they note down if both stand in one line."""
    call, noted = brief.call.strip(), beat.caption
    if not call or not re.search(r"\d", noted) or noted.casefold() in call.casefold():
        return noted if call and call.casefold() in noted.casefold() else call
    parts = [part for part in noted.split(" · ") if part.casefold() not in call.casefold()]
    both = " · ".join([call.rstrip("."), *parts])
    return both if len(both) <= _ONE_LINE else call


def card_seconds(brief: Brief, beat: Beat) -> float:
    """How long the end card stands."""
    headline, line = card_words(brief, beat)
    return min(max(_CARD, reading_time(*_anyway(brief, headline), line)), _CARD_SHARE * brief.seconds)


def _anyway(brief: Brief, headline: str) -> list[str]:
    """What stands on the end card however short it is: its headline, and the slogan."""
    return [headline, *([brief.slogan] if brief.slogan != headline else [])]


def needs(brief: Brief, beats: Sequence[Beat]) -> list[int]:
    """How many frames each beat has to have for what is written in it, and for what a person says in it."""
    least = [
        max(
            reading_time(beat.headline, beat.caption),
            _COUNTS * _counts(beat),
            _speech(beat, brief.language),
        )
        for beat in beats
    ]
    least[-1] = card_seconds(brief, beats[-1])
    return [round(seconds * brief.fps) for seconds in least]


def _speech(beat: Beat, language: str) -> float:
    """How many seconds somebody who is seen speaks in a beat."""
    said = [guessed(line.text, language) for line in beat.lines if line.speaker]
    return sum(said) + _BESIDE if said else 0.0


def slots(
    brief: Brief, planned: Sequence[Span], grid: Grid, look: Look, lively: Callable[[Beat], float]
) -> list[Slot]:
    """All shots of a film, with their times and words.

    Args:
        brief: What was asked for.
        planned: Its beats and their bars.
        grid: The bars.
        look: How it looks.
        lively: How lively a beat is.
    """
    found: list[Slot] = []
    worded = False
    for number, span in enumerate(planned):
        last = number == len(planned) - 1
        made = _of_beat(brief, span, grid, look, lively(span.beat), worded=worded, last=last)
        found += made
        worded = made[-1].written
    if len(found) > 1:
        found[-2] = replace(found[-2], last=True)
    return found


def _of_beat(
    brief: Brief, span: Span, grid: Grid, look: Look, energy: float, *, worded: bool, last: bool
) -> list[Slot]:
    beat, chance = span.beat, draw(brief.seed, "shots", span.beat.id)
    end, cards = span.end, []
    if last:
        steps = min(span.steps, grid.steps_for(card_seconds(brief, beat) * brief.fps))
        # What is left beside the card is a shot only if it is long enough to be one.
        end = span.end - steps
        cards = [_card(brief, beat, grid, end if end > span.first else span.first, span.end, look)]
    if end <= span.first:
        return cards
    headline = "" if last else beat.headline
    read = max(reading_time(headline, beat.caption), _COUNTS * _counts(beat))
    least = grid.steps_for(read * brief.fps) if read else 0
    least = least if least <= end - span.first else 0
    wanted = splitting.seconds_of(energy, beat.role)
    parts = splitting.split(span.first, end, wanted, grid, brief.fps, chance, least=least)
    at = _written_at(parts, beat, worded=worded) if least and headline else -1
    if at >= 0:
        parts = splitting.with_longest(parts, at)
    plain = [_slot(beat, number, part, grid, look, brief.fps) for number, part in enumerate(parts)]
    made = [
        replace(slot, headline=headline, line=beat.caption) if number == at else slot
        for number, slot in enumerate(plain)
    ]
    return made + [replace(card, number=len(made)) for card in cards]


def _counts(beat: Beat) -> bool:
    """Whether it speaks of a figure, which takes its time to run up."""
    return any(letter.isdigit() for line in beat.lines for letter in line.text)


def _slot(beat: Beat, number: int, part: Stretch, grid: Grid, look: Look, fps: float) -> Slot:
    first, end = grid.at(part.first), grid.at(part.end)
    spare = _spare(beat, number, (end - first) / fps)
    return Slot(beat, number, first, end, light(look.times, beat.role, number), spare=spare)


def _spare(beat: Beat, number: int, seconds: float) -> str:
    """A few words of its lines, clause by clause, that can be read in the time there is."""
    clauses = [
        clause.strip(" *–—")
        for line in beat.lines
        for clause in (*_MARKED.findall(line.text), *_CLAUSE.split(line.text))
    ]
    fitting = [one for one in clauses if one and reading_time(one) <= seconds and one != beat.headline]
    return fitting[number % len(fitting)] if fitting else ""


def _card(brief: Brief, beat: Beat, grid: Grid, first: int, end: int, look: Look) -> Slot:
    headline, whole = card_words(brief, beat)
    lasts = grid.lasts(first, end) / brief.fps
    # What can be read in the time there is: all of it, else a part that people note down.
    parts = sorted(whole.split(" · "), key=lambda part: not re.search(r"\d", part))
    anyway = _anyway(brief, headline)
    fitting = (part for part in (whole, *parts) if reading_time(*anyway, part) <= lasts)
    line = next(fitting, "") or _noted_in(parts[0], anyway, lasts)
    time = look.times.get("call", "day")
    return Slot(beat, 0, grid.at(first), grid.at(end), time, headline, line, card=True)


def _noted_in(part: str, anyway: Sequence[str], lasts: float) -> str:
    """A number to call is noted down at a glance, by those who want it: it may stand a little short."""
    glance = bool(re.search(r"\d", part)) and reading_time(*anyway, part) <= lasts + _GLANCE
    return part if glance else ""


def light(times: Mapping[Role, Time], role: Role, number: int) -> Time:
    """The time of day of a shot: that of its role, moving on through the day in a long beat."""
    begins = _DAY.index(times.get(role, "day"))
    return _DAY[(begins + number // _SCENE) % len(_DAY)]


def _written_at(parts: Sequence[Stretch], beat: Beat, *, worded: bool) -> int:
    """Which shot of a beat carries its words: never the one after words, unless the beat has no other."""
    if len(parts) == 1:
        return 0 if not worded or beat.role in _LOUD else -1
    if beat.role in ("hook", "benefit", "proof"):
        return 1 if worded else 0
    return len(parts) - 1 if beat.role == "reveal" or worded else 0
