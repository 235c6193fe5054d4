"""What a model of pictures is told: a shot in few words, the weightiest first, and what is not to be seen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from studio.render.shots.grammar import Shot, Thing

MOST_WORDS = 55
"""How many words a model of pictures takes in: 77 tokens, of which long words are several."""

_SIZES = {"wide": "wide shot", "medium": "medium shot", "close": "close-up"}
_TIMES = {"dawn": "at dawn", "day": "in daylight", "dusk": "at dusk", "night": "at night"}
_WEATHERS = {"rain": "in the rain", "snow": "in the snow"}
# A still picture has no camera that moves, and who reads "no text" draws some.
_MOVES = re.compile(
    r"\b(camera|push in|pull out|drift to|focus racks|pans?|tilts?|zooms?|dolly|orbits?|tracks)\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(r"^no \w+$", re.IGNORECASE)
_ALWAYS = (
    "text", "letters", "captions", "watermark", "signature", "frame", "blurry", "low quality", "distorted",
    "jpeg artefacts",
)  # fmt: skip
_OF_PEOPLE = ("deformed hands", "extra fingers", "extra limbs", "deformed face")
_WITHOUT_PEOPLE = ("people", "faces", "hands")
_MOVING = ("static", "flicker", "morphing", "jump cut", "subtitles")


class Prompt(NamedTuple):
    """What a model is told.

    Attributes:
        words: What is to be seen.
        unwanted: What is not.
    """

    words: str
    unwanted: str


def still(shot: Shot | None, words: str = "") -> Prompt:
    """What a model of still pictures is told.

    Args:
        shot: The shot.
        words: The shot in words, where somebody has written it so; else it is told by its plan.
    """
    clauses = list(_clauses(words)) if words else _told(shot)
    kept: list[str] = []
    for clause in clauses:
        if sum(len(one.split()) for one in kept) + len(clause.split()) > MOST_WORDS:
            break
        kept.append(clause)
    return Prompt(", ".join(kept), ", ".join((*_ALWAYS, *_bodies(shot))))


def moving(shot: Shot | None, words: str = "") -> str:
    """What a model of films is told: the shot as somebody wrote it, else as its plan has it, with its camera.

    Args:
        shot: The shot.
        words: The shot in words.
    """
    if words or shot is None:
        return words
    return ", ".join((*_told(shot), f"camera: {shot.camera.move.replace('-', ' ')}"))


def unwanted(shot: Shot | None) -> str:
    """What is not to be seen in a film, for models that move pictures.

    Args:
        shot: The shot.
    """
    return ", ".join((*_MOVING, *_ALWAYS, *_bodies(shot)))


def _clauses(words: str) -> list[str]:
    """The parts of a text that a still picture can show, each once."""
    parts = (part.strip(" .") for part in re.split(r"(?<=\w)[.;]\s+|,\s+(?=\w)", words))
    shown = [part for part in parts if part and not _MOVES.search(part) and not _NEGATED.match(part)]
    return list(dict.fromkeys(shown))


def _told(shot: Shot | None) -> list[str]:
    """A plan in words: who and what, where, when, how near, in which style."""
    if shot is None:
        return []
    when = " ".join(filter(None, (_TIMES.get(shot.time, ""), _WEATHERS.get(shot.weather, ""))))
    parts = [
        *(_thing(thing) for thing in shot.cast),
        shot.place.replace("_", " "),
        when,
        _SIZES[shot.camera.size],
        f"{shot.style} style",
        f"main colour {shot.brand['accent']}" if "accent" in shot.brand else "",
    ]
    return [part for part in parts if part]


def _thing(thing: Thing) -> str:
    if thing.person:
        return f"a {thing.person}" if thing.action == "stand" else f"a {thing.person}, {thing.action}"
    return {"prop": f"a {thing.prop}", "product": f"a {thing.product}"}.get(thing.kind, "").replace("_", " ")


def _bodies(shot: Shot | None) -> tuple[str, ...]:
    if shot is None:
        return ()
    return _OF_PEOPLE if any(thing.person for thing in shot.cast) else _WITHOUT_PEOPLE
