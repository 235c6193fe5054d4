"""A story by a language model: asked for in shape, checked as if a stranger had written it, mended once."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from studio.core.errors import StudioError
from studio.models.text import Message
from studio.story.asking.checking import NAMES, Wanted, findings
from studio.story.asking.choices import Choices, choices

if TYPE_CHECKING:
    from studio.render.lexicon.seen import Reading
    from studio.render.shelf import Shelf
    from studio.story.asking.grammar import Answer
    from studio.story.asking.grammar import Step as Given
    from studio.story.grammar import Beat, Brief
    from studio.story.telling.grammar import Carries, Step

MOST_BEATS = 12
"""How many beats a model is asked for at once; longer films are told part by part."""

_PROMPTS = Path(__file__).parent.parent / "prompts"
_LONGEST_BRIEF = 4000
_AIR, _LEAD, _QUIET, _FULL = 0.6, 0.35, 2.5, 0.85
_TELLS: dict[Carries, str] = {
    "image": "a picture or a question to begin with",
    "topic": "what this is about",
    "need": "what is missing without it",
    "product": "who it is, by name, and what they do",
    "claim": "something the brief says of it",
    "detail": "what it is like, seen or heard or smelt",
    "audience": "for whom it is",
    "when": "when it is, if the brief says so",
    "quiet": "the picture alone",
    "call": "where to go, with the name and the slogan",
}


class Complete(Protocol):
    """How a model is asked: `TextProvider.complete`."""

    def __call__(
        self, messages: Sequence[Message], schema: dict[str, Any] | None = None, *, seed: int = 1
    ) -> dict[str, Any]:
        """Answer with an object."""


class _Task(NamedTuple):
    """All that an answer is asked and checked by: the beats of a film, or of one part of it."""

    brief: Brief
    steps: Sequence[Step]
    wanted: Sequence[Wanted]
    choices: Choices
    part: int = 1
    parts: int = 1
    before: tuple[str, ...] = ()


def _unheard(_reason: str) -> None:
    """Nobody wants to know why."""


def beats_asked(
    brief: Brief,
    reading: Reading,
    shelf: Shelf,
    complete: Complete,
    *,
    told: Callable[[str], None] = _unheard,
) -> list[Beat] | None:
    """The beats of a film as a language model tells them; None where it does not come to any.

    Args:
        brief: What was asked for.
        reading: What was read in its words.
        shelf: What there is to show.
        complete: How the model is asked; of a long film for one part after the other.
        told: Hears why nothing came of it, so that rules tell the film.
    """
    from studio.story.telling.beats import steps
    from studio.story.telling.grammar import template

    listed = steps(template(brief.template), brief.seconds)
    task = _Task(brief, listed, _wanted(brief, listed), choices(brief.language, reading, shelf))
    given: list[Given] = []
    try:
        for part in _parts(task):
            before = tuple(one.line for one in given if one.line)
            if (answer := _mended(part._replace(before=before), complete, told)) is None:
                return None
            given += answer.beats
    except StudioError as failed:
        told(failed.message)
        return None
    return _beats(task, given)


def _parts(task: _Task) -> Iterator[_Task]:
    """A task in parts of about the same size, none with more beats than are asked for at once."""
    parts = math.ceil(len(task.steps) / MOST_BEATS)
    ends = [round(len(task.steps) * part / parts) for part in range(parts + 1)]
    for part, (first, end) in enumerate(pairwise(ends), 1):
        yield task._replace(
            steps=task.steps[first:end], wanted=task.wanted[first:end], part=part, parts=parts
        )


def _mended(task: _Task, complete: Complete, told: Callable[[str], None]) -> Answer | None:
    """The answer, mended once if that is needed; None if that does not help.

    Words that nobody is to say and that are still there then cost their lines, and not the story.
    """
    said = _question(task)
    schema = task.choices.schema(len(task.steps))
    for last in (False, True):
        given = complete(said, schema, seed=task.brief.seed)
        answer, wrong = _checked(given, task, spares=last)
        if not wrong:
            return answer
        if last:
            told(f"the model's story cannot be used: {wrong[0]}")
        mend = _prompt("repair").substitute(findings="\n".join(f"- {one}" for one in wrong[:12]))
        said = [*said, Message("assistant", json.dumps(given, ensure_ascii=False)), Message("user", mend)]
    return None


def _checked(given: dict[str, Any], task: _Task, *, spares: bool) -> tuple[Answer | None, list[str]]:
    from pydantic import ValidationError

    from studio.core.written.shapes import reason
    from studio.story.asking.grammar import Answer

    try:
        answer = Answer.model_validate(given)
    except ValidationError as refused:
        errors = refused.errors(include_url=False)
        return None, [f"{'.'.join(map(str, one['loc'])) or 'the answer'}: {reason(one)}" for one in errors]
    last = task.part == task.parts
    brief = task.brief.model_copy(update={"forbidden": []}) if spares else task.brief
    return answer, findings(answer, brief, task.wanted, before=task.before, last=last)


def _wanted(brief: Brief, listed: Sequence[Step]) -> list[Wanted]:
    """How long each beat is, and how many words there is room for."""
    from studio.story.telling.grammar import phrases

    rate = phrases(brief.language).rate
    whole = sum(step.weight for step in listed)
    found = []
    for step in listed:
        seconds = brief.seconds * step.weight / whole
        words = 0 if step.carries == "quiet" else max(3, int((seconds - _LEAD) * rate * _FULL))
        found.append(Wanted(step.role, seconds, words))
    return found


def _question(task: _Task) -> list[Message]:
    from studio.story.reading.denials import told_apart

    brief, offered = task.brief, task.choices
    text = told_apart(brief.text, brief.language).text if brief.forbidden else brief.text
    facts = {
        "text": text[:_LONGEST_BRIEF], "name": brief.name, "product": brief.product,
        "audience": brief.audience, "place": brief.place, "tone": brief.tone, "claims": brief.claims,
        "must": brief.must, "must_not": brief.must_not, "call": brief.call,
        "slogan": brief.slogan, "forbidden": brief.forbidden,
    }  # fmt: skip
    listed = "\n".join(
        f"{number}. {room.role}, {room.seconds:.1f} seconds, {_room(room)}: {_TELLS[step.carries]}"
        for number, (step, room) in enumerate(zip(task.steps, task.wanted, strict=True), 1)
    )
    asked = _prompt("storyboard").substitute(
        brief=json.dumps(facts, ensure_ascii=False, indent=1),
        seconds=f"{brief.seconds:g}",
        steps=listed,
        places=", ".join(offered.places),
        props=", ".join(offered.props),
        people=", ".join(offered.people),
        actions=", ".join(offered.actions),
    )
    if task.parts > 1:
        asked += _prompt("part").substitute(
            part=task.part, parts=task.parts, before="\n".join(task.before) or "nothing yet"
        )
    rules = _prompt("teller").substitute(language=NAMES[brief.language])
    return [Message("system", rules), Message("user", asked)]


def _room(room: Wanted) -> str:
    return f"at most {room.words} words" if room.words else "no words: an empty line"


@cache
def _prompt(name: str) -> Template:
    return Template((_PROMPTS / f"{name}.md").read_text("utf-8"))


def _beats(task: _Task, told: Sequence[Given]) -> list[Beat]:
    """What the model told as beats of a film: time by what is said, the rest of it by weight."""
    from studio.story.grammar import Beat
    from studio.story.telling import guessed

    language = task.brief.language
    needs = [guessed(one.line, language) + _LEAD + _AIR if one.line else _QUIET for one in told]
    spare = max(0.0, task.brief.seconds - sum(needs)) / sum(step.weight for step in task.steps)
    return [
        Beat(
            id=f"{number:02d}-{one.role}",
            role=one.role,
            energy=step.energy,
            weight=round(need + spare * step.weight, 3),
            lines=_lines(one),
            headline=one.headline.strip(),
            shows=_shown(one, task.choices),
        )
        for number, (one, step, need) in enumerate(zip(told, task.steps, needs, strict=True), 1)
    ]


def _lines(one: Given) -> list[Any]:
    from studio.story.grammar import Line

    text, short = " ".join(one.line.split()), " ".join(one.short.split())
    return [Line(text=text, shorter=[short] if 0 < len(short) < len(text) else [])] if text else []


def _shown(one: Given, offered: Choices) -> list[str]:
    """What a beat shows, in words that staging reads: what was picked from the lists, then what was named."""
    found: list[str] = []
    for shot in one.shots:
        found += [offered.props[name] for name in shot.props if name in offered.props]
        for name, known in (
            (shot.person, offered.people), (shot.action, offered.actions), (shot.place, offered.places),
        ):  # fmt: skip
            found += [known[name]] if name in known else []
    named = [" ".join(word.split())[:40] for word in one.shows]
    return list(dict.fromkeys(word for word in (*found, *named) if word))
