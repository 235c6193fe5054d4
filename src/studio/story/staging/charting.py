"""Figures of a brief as charts: what they count in the words beside them, never a number nobody gave."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from studio.story.staging.subjects import Subject

_NUMBER = re.compile(r"\d[\d.,\s’']*\d|\d")


def chart(subject: Subject, language: str) -> dict[str, Any]:
    """How a figure is drawn: a share as a ring, anything else as a number that runs up.

    Args:
        subject: The figure; its label says what it counts.
        language: The language of the film.
    """
    figure = subject.figure
    assert figure is not None
    label, point = subject.label, "." if language == "en" else ","
    if figure.kind == "percent" and figure.value < 100:
        values = [
            {"label": label or figure.text, "value": figure.value},
            {"label": "", "value": 100 - figure.value},
        ]
        return {"kind": "ring", "values": values, "unit": " %" if language in ("de", "fr") else "%"}
    unit = _NUMBER.sub("", figure.text).strip()
    decimals = 0 if figure.value == int(figure.value) else None
    return {
        "kind": "number",
        "point": point,
        "values": [{"label": label, "value": figure.value}],
        "unit": f" {unit}" if unit else "",
        **({"decimals": decimals} if decimals is not None else {}),
    }
