"""A brief becomes beats: a way of telling, filled with what there is to say, as much as there is time for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from studio.story.telling.grammar import Carries, Step, Template, template
from studio.story.telling.pacing import guessed

if TYPE_CHECKING:
    from studio.render.lexicon.seen import Reading
    from studio.story.grammar import Beat, Brief, Line
    from studio.story.reading.facts import Facts
    from studio.story.telling.headlines import Headlines
    from studio.story.telling.stock import Stock, Wordings

LEAD = 0.35
"""Seconds of picture before the first word of a beat."""
_AIR = 0.6
_FULL = 0.78
_ENOUGH = 0.6
_BASE = 60.0
_LONG = 90.0
_QUIET = 2.5
_OPEN = frozenset(("claim", "detail", "audience", "when"))
_GIVES = {"product": 0.4, "claim": 0.7, "call": 0.8}
"""How readily a line is shortened: the name and what the brief says last of all."""
_MORE: tuple[Carries, ...] = ("claim", "detail", "audience", "when", "image")


@dataclass
class Planned:
    """A beat in the making."""

    step: Step
    lines: list[Wordings] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def spoken(self) -> str:
        """What is said in it, in the wordings that are taken."""
        return " ".join(line[0] for line in self.lines if line)


def told(brief: Brief, reading: Reading | None = None) -> list[Beat]:
    """The beats of a film with what is said and written in them.

    Args:
        brief: What was asked for.
        reading: What the lexicon made of its text; without it, the words of the brief alone decide.

    Raises:
        NotFound: There is no such way of telling.
        BadInput: The file of a way of telling is broken.
    """
    from studio.story.telling.headlines import Headlines
    from studio.story.telling.knowing import known_facts, known_subjects, silence
    from studio.story.telling.stock import Stock

    facts = known_facts(brief)
    stock = Stock(brief, facts, *known_subjects(brief, facts, reading))
    headlines = Headlines(brief, facts, stock)
    plans = [Planned(step) for step in steps(template(brief.template), brief.seconds)]
    _say(plans, brief, stock)
    _fit(plans, brief, stock)
    beats = [_beat(number, plan, brief, headlines, stock, facts) for number, plan in enumerate(plans, 1)]
    return [beat.model_copy(update=silence(brief)) for beat in beats]


def steps(way: Template, seconds: float) -> list[Step]:
    """The beats a film of some length has; a long one goes round in chapters before it ends."""
    found = [step for step in way.steps if step.since <= seconds <= step.until]
    more = round((seconds - _BASE) / way.chapter) if way.chapters and seconds > _BASE else 0
    chapters = [way.chapters[place % len(way.chapters)] for place in range(more)]
    return [*found[:-1], *chapters, found[-1]]


def _say(plans: list[Planned], brief: Brief, stock: Stock) -> None:
    """Give every beat its first line; in a long film all there is to say is spread over it."""
    plans[-1].lines = _lines(stock.take(plans[-1].step.carries))
    long = brief.seconds > _LONG
    for place, plan in enumerate(plans[:-1]):
        later = sum(other.step.carries in _OPEN for other in plans[place:-1])
        if not (long and plan.step.carries in _OPEN):
            plan.lines = _lines(_for(plan.step, stock, pressing=stock.pending >= later))
    opens = any(plan.step.carries in _OPEN for plan in plans)
    if not opens and stock.quotes_pending:
        # A short film has no time for claims: it begins with what somebody says.
        plans[0].lines = _lines(stock.take("claim"))
    if long:
        _spread([plan for plan in plans[:-1] if plan.step.carries in _OPEN], stock)


def _spread(plans: list[Planned], stock: Stock) -> None:
    """One line in every so many beats, what the brief says and what is known of its kind in turn."""
    left: list[Wordings] = []
    while len(left) < len(plans):
        wordings = stock.next_said() if len(left) % 2 == 0 else stock.take("detail")
        if not (wordings := wordings or _anything(stock)):
            break
        left.append(wordings)
    for place, wordings in enumerate(left):
        plans[place * len(plans) // len(left)].lines = [wordings]


def _lines(wordings: Wordings) -> list[Wordings]:
    return [wordings] if wordings else []


def _for(step: Step, stock: Stock, *, pressing: bool) -> Wordings:
    """What a step is to tell, or the next thing; where room is short, what the brief says goes first."""
    if step.carries == "quiet":
        return ()
    if (
        pressing
        and step.carries in _OPEN
        and (wordings := stock.take(step.carries) if step.carries != "detail" else ())
    ):
        return wordings
    if pressing and step.carries in _OPEN and (wordings := stock.next_said()):
        return wordings
    wordings = stock.take(step.carries)
    if not wordings and step.carries in ("claim", "audience", "when"):
        wordings = stock.take("claim") or stock.take("detail")
    if not wordings and step.carries == "detail":
        wordings = stock.take("claim")
    return wordings


def _anything(stock: Stock) -> Wordings:
    for carries in _MORE:
        if wordings := stock.take(carries):
            return wordings
    return ()


def _fit(plans: list[Planned], brief: Brief, stock: Stock) -> None:
    """Say less where there is no room, and more where there is; then share out the time by what is said."""
    language = brief.language
    from studio.story.telling.stock import SHORT

    if SHORT <= brief.seconds <= 2 * _BASE and (closing := stock.close()):
        plans[-1].lines.insert(0, closing)
    most = _FULL * brief.seconds - _AIR * len(plans)
    for shortest in (3, 2):
        while (need := _talk(plans, language) - most) > 0 and _shorten(plans, language, shortest, need):
            pass
        while shortest == 3 and _talk(plans, language) > most and _drop_closing(plans[-1]):
            pass
    while _talk(plans, language) > brief.seconds - _AIR * len(plans) and _drop(plans, stock):
        pass
    for plan in sorted(plans[1:-1], key=lambda plan: len(plan.spoken)):
        room = _ENOUGH * brief.seconds - _talk(plans, language)
        if room < 1 or brief.seconds > 2 * _BASE:
            break
        if plan.step.carries != "quiet" and (wordings := _anything(stock)):
            plan.lines.append(_within(wordings, room + 1.5, language))
    plans[:] = [
        plan for plan in plans if plan.lines or plan.step.carries in ("quiet", "call") or plan.step.since == 0
    ]
    _in_turn(plans, stock)
    _share(plans, brief)


def _in_turn(plans: list[Planned], stock: Stock) -> None:
    """Have people say what they are quoted with in the order of the brief: whoever answers does so later."""
    places = [
        (plan, place) for plan in plans for place, line in enumerate(plan.lines) if line[0] in stock.quotes
    ]
    told = sorted((plan.lines[place] for plan, place in places), key=lambda line: stock.quotes[line[0]])
    for (plan, place), line in zip(places, told, strict=True):
        plan.lines[place] = line


def _drop_closing(last: Planned) -> bool:
    """Leave out what is said before the last words."""
    return len(last.lines) > 1 and last.lines.pop(0) is not None


def _shorten(plans: list[Planned], language: str, shortest: int, need: float) -> bool:
    """Take a shorter wording of a line that has so many: the least that helps, else what helps most."""
    found = []
    for plan in plans:
        for place, line in enumerate(plan.lines):
            if len(line) >= shortest:
                gains = guessed(line[0], language) - guessed(line[1], language)
                gives = _GIVES.get(plan.step.carries, 1.0)
                found.append(
                    (gains * gives >= need, -gains / gives if gains >= need else gains * gives, plan, place)
                )
    if not found:
        return False
    _, _, plan, place = max(found, key=lambda one: one[:2])
    plan.lines[place] = plan.lines[place][1:]
    return True


def _drop(plans: list[Planned], stock: Stock) -> bool:
    """Leave a line out: one of two, or that of a beat whose picture says enough; never what a person says."""
    for plan in [plan for plan in plans if len(plan.lines) > 1]:
        spare = [line for line in plan.lines if line[0] not in stock.quotes] or plan.lines
        plan.lines.remove(spare[0 if plan.step.role == "call" else -1])
        return True
    silent = [plan for plan in plans if plan.lines and plan.step.role in ("problem", "hook")]
    silent = [plan for plan in silent if plan.lines[0][0] not in stock.quotes]
    if silent:
        silent[0].lines.clear()
    return bool(silent)


def _within(line: Wordings, room: float, language: str) -> Wordings:
    """The wordings of a line from the longest that there is room for."""
    for place, wording in enumerate(line):
        if guessed(wording, language) <= room:
            return line[place:]
    return line[-1:]


def _talk(plans: list[Planned], language: str) -> float:
    return sum(guessed(line[0], language) for plan in plans for line in plan.lines)


def _share(plans: list[Planned], brief: Brief) -> None:
    """Every beat gets the time its words need; what is left goes by weight."""
    needs = [guessed(plan.spoken, brief.language) + LEAD + _AIR if plan.lines else _QUIET for plan in plans]
    weights = [plan.step.weight for plan in plans]
    left = brief.seconds - sum(needs)
    for plan, need, weight in zip(plans, needs, weights, strict=True):
        if left >= 0:
            plan.seconds = need + left * weight / sum(weights)
        else:
            plan.seconds = brief.seconds * need / sum(needs)


def _beat(number: int, plan: Planned, brief: Brief, headlines: Headlines, stock: Stock, facts: Facts) -> Beat:
    from studio.story.grammar import Beat
    from studio.story.telling.knowing import shown

    sources = [stock.sources[line[0]] for line in plan.lines if line[0] in stock.sources]
    headline, caption = headlines.of(plan.step.role, plan.spoken)
    return Beat(
        id=f"{number:02d}-{plan.step.role}",
        role=plan.step.role,
        energy=plan.step.energy,
        weight=round(plan.seconds, 3),
        lines=[_line(wordings, plan, brief) for wordings in plan.lines],
        headline=headline,
        caption=caption,
        shows=shown(plan.step.role, plan.spoken, sources, brief, facts),
    )


def _line(wordings: Wordings, plan: Planned, brief: Brief) -> Line:
    from studio.story.grammar import Line

    first = plan.lines[0] if plan.step.role != "call" else plan.lines[-1]
    shorter = list(wordings[1:])
    named = plan.step.role == "reveal" and wordings is first
    if named and brief.name and len(wordings[-1]) > len(brief.name) + 1:
        # However short the time is, that is said.
        shorter.append(f"{brief.name}.")
    return Line(text=wordings[0], shorter=shorter, optional=wordings is not first and len(plan.lines) > 1)
