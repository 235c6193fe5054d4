"""Shaky film made steady: its motion measured in a first pass, evened out in a second."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from studio.core.errors import BadInput
from studio.media import encode, quoting
from studio.media.films.editing.making import Edit
from studio.media.films.transcoding.carrying import FromFile

# How long a movement must last to count as one that is meant, in seconds.
_MEANT = 1.2
_SHAKY, _EXACT = 6, 15


def check(edit: Edit) -> None:
    """Refuse a film that would come out of it with fewer bits."""
    if edit.film.depth > 8:
        raise BadInput(
            f"{edit.name} has {edit.film.depth} bits a channel, and stabilising keeps only 8",
            hint="leave it out, or make a film of 8 bits first with studio video convert --depth 8",
        )


def measured(edit: Edit, motion: Path) -> Path:
    """Go through a film and write down how its picture moves.

    Args:
        edit: The film, with the filters that come before.
        motion: The file to write.
    """
    detect = f"vidstabdetect=shakiness={_SHAKY}:accuracy={_EXACT}:result={quoting.in_graph(str(motion))}"
    with FromFile(edit.facts).opened() as given:
        looked = [*given, "-map", f"0:{edit.facts.main_video.index}", "-an", "-sn"]
        chain = ("-filter:v:0", ",".join([*edit.filters, detect]), "-fps_mode:v:0", "passthrough")
        encode.messages([*looked, *chain], seconds=edit.facts.duration, label="Measuring motion")
    return motion


def steadied(edit: Edit, motion: Path) -> Sequence[str]:
    """The filter that takes out what was not meant, and zooms in just so far that no border shows."""
    smoothing = max(1, round(float(Fraction(edit.film.nominal_rate)) * _MEANT / 2))
    options = f"smoothing={smoothing}:optzoom=1:interpol=bicubic:crop=black"
    return [f"vidstabtransform=input={quoting.in_graph(str(motion))}:{options}"]
