"""Briefs, and what a language model might tell of them."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from studio.render.lexicon.reading import read
from studio.render.lexicon.seen import Reading
from studio.render.shelf import shelf
from studio.story.grammar import Brief
from studio.story.telling.beats import steps
from studio.story.telling.grammar import template

SHELF = shelf(None)
TEXT = (
    "A 20 second ad for Fyrhus, a lighthouse café by the sea that bakes its own bread from 6 in the morning."
)


def brief(text: str = TEXT, **more: Any) -> Brief:
    told = {"text": text, "frames": 480, "name": "Fyrhus", "product": "lighthouse café", **more}
    return Brief.model_validate(told)


def reading(asked: Brief) -> Reading:
    return read(asked.text, asked.language)


_LINES = {
    "hook": ("Where the land ends, an oven is lit.", "An oven is lit."),
    "problem": ("The wind is cold out here.", "It is cold."),
    "reveal": ("Fyrhus is a lighthouse café that bakes.", "Fyrhus bakes."),
    "benefit": ("Its bread comes warm from the oven.", "Warm bread."),
    "proof": ("From 6 in the morning.", "From 6."),
    "call": ("Come up to Fyrhus.", "Fyrhus."),
}
_SHOT = {"place": "coast", "props": ["lighthouse"], "person": "", "action": ""}
_BAKES = {"place": "kitchen", "props": ["bread"], "person": "baker", "action": "bake"}


def story(asked: Brief) -> dict[str, Any]:
    """A good answer to a brief in English, with a beat for each step it has."""
    beats: list[dict[str, Any]] = []
    for number, step in enumerate(steps(template(asked.template), asked.seconds)):
        line, short = ("", "") if step.carries == "quiet" else _LINES[step.role]
        if line and any(one["line"] == line for one in beats):
            line = "The oven is open to the sea."
        beats.append(
            {
                "role": step.role, "line": line, "short": short,
                "headline": "Fyrhus" if step.role == "call" else "", "shows": ["bread"],
                "shots": [_BAKES if number % 2 else _SHOT],
            }
        )  # fmt: skip
    return {"beats": beats}


def changed(asked: Brief, number: int, **more: Any) -> dict[str, Any]:
    """A good answer with something else in one of its beats."""
    made = deepcopy(story(asked))
    made["beats"][number].update(more)
    return made
