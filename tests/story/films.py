"""Ten clients' films, as they would be understood and told: ten trades, five languages, four shapes."""

from pathlib import Path
from typing import Any

import yaml

from studio.render.lexicon.reading import read
from studio.render.lexicon.seen import Reading
from studio.render.lexicon.tables import LANGUAGES
from studio.story.grammar import Beat, Brief, Line

_WEIGHTS = {"hook": 0.7, "problem": 0.9, "reveal": 1.2, "benefit": 1.2, "proof": 1.0, "call": 1.1}
_WRITTEN: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("films.yaml").read_text("utf-8"))
NAMES = list(_WRITTEN)


def film(name: str, /, *, seconds: float = 0, fps: float = 24, **more: Any) -> tuple[Brief, list[Beat]]:
    """One of the ten, as long as it is, or as is asked for."""
    told = _WRITTEN[name]
    width, height = told["size"]
    frames = round((seconds or told["seconds"]) * fps)
    sized = {"frames": frames, "fps": fps, "width": width, "height": height}
    return Brief.model_validate({**told["brief"], **sized, **more}), beats(told["energy"], told["beats"])


def beats(energy: float, told: list[dict[str, Any]]) -> list[Beat]:
    """Beats by their role, headline, line and what they show."""
    return [
        Beat(
            id=f"{number}-{one['role']}",
            role=one["role"],
            energy=min(1.0, energy + 0.15 * (one["role"] == "hook")),
            weight=_WEIGHTS[one["role"]],
            lines=[Line(text=one["line"])],
            headline=one.get("headline", ""),
            shows=one.get("shows", []),
        )
        for number, one in enumerate(told, 1)
    ]


def reading(found: Brief) -> Reading:
    """What the lexicon reads in a brief."""
    return read(found.text, found.language if found.language in LANGUAGES else None)
