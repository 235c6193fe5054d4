"""Who plays when: the parts of each phrase, by what it is for and how much energy it has."""

from __future__ import annotations

from dataclasses import dataclass

from studio.render.music.choosing import Choices
from studio.render.music.form import Phrase
from studio.render.music.notes import Part


@dataclass(frozen=True, slots=True)
class Layer:
    """What is heard in a phrase.

    Attributes:
        parts: The parts that play.
        drums: How much the drums do: 0 nothing, 1 lightly, 2 the groove, 3 everything.
    """

    parts: frozenset[Part]
    drums: int


_PARTS: dict[str, tuple[tuple[Part, float], ...]] = {
    "intro": (("pad", 0.25), ("bass", 0.5), ("shine", 0.55)),
    "build": (("chords", 0.0), ("pad", 0.2), ("bass", 0.15), ("motion", 0.4)),
    "lift": (
        ("chords", 0.0), ("pad", 0.1), ("bass", 0.0), ("motion", 0.3), ("double", 0.65), ("shine", 0.4),
    ),
    "calm": (("chords", 0.0), ("pad", 0.0), ("bass", 0.35), ("shine", 0.2)),
    "proof": (("chords", 0.0), ("pad", 0.3), ("bass", 0.0), ("motion", 0.35), ("shine", 0.75)),
    "button": (("chords", 0.0), ("pad", 0.0), ("bass", 0.0), ("motion", 0.6)),
}  # fmt: skip
"""The energy from which each part plays."""

_DRUMS: dict[str, tuple[float, float, float]] = {
    "intro": (0.6, 0.85, 2.0),
    "build": (0.3, 0.6, 0.95),
    "lift": (0.0, 0.35, 0.7),
    "calm": (0.4, 0.8, 2.0),
    "proof": (0.25, 0.45, 0.85),
    "button": (0.4, 0.6, 2.0),
}
"""The energies from which drums play lightly, their groove, everything."""


def layered(phrase: Phrase, choices: Choices) -> Layer:
    """Who plays in a phrase.

    Args:
        phrase: The phrase.
        choices: What was chosen.
    """
    parts = {part for part, energy in _PARTS[phrase.role] if phrase.energy >= energy}
    if phrase.role == "intro":
        parts.add(choices.opening)
        if phrase.section:
            parts.add("chords")
    if phrase.role == "build" and phrase.number == 0 and phrase.count > 1:
        parts.discard("motion" if choices.opening != "motion" else "pad")
    if phrase.resting:
        # What moves below the melody comes forward.
        parts |= {"motion", "shine"}
        parts.discard("pad")
    drums = sum(phrase.energy >= energy for energy in _DRUMS[phrase.role])
    return Layer(frozenset(parts), min(drums, choices.mood.drums))
