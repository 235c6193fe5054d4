"""A film as numbered pictures."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from studio.core.errors import ToolFailed
from studio.core.run import run
from studio.media import encode
from studio.media.facts import MediaFacts
from studio.media.films.transcoding import carrying, encoders, picture
from studio.media.films.transcoding.carrying import Feed
from studio.media.films.transcoding.encoders import STILLS
from studio.media.films.transcoding.picture import Picture
from studio.media.films.transcoding.wishes import Wishes

_BATCH = 8


def way(facts: MediaFacts, wishes: Wishes) -> Picture:
    """Decide what the pictures will be."""
    assert wishes.format
    return picture.encoded(facts.main_video, STILLS[wishes.format], wishes, name=facts.path.name)


def unroll(
    facts: MediaFacts, wishes: Wishes, feed: Feed, *, names: tuple[str, str, int], first: int
) -> tuple[Path, Picture, int]:
    """Write every frame of a film as a picture of its own.

    Returns the folder, what the pictures are, and how many.

    Args:
        facts: The film.
        wishes: What is asked for; its format is one of pictures.
        feed: The film to read.
        names: What comes before and after a number in a name, and how many digits it has at least.
        first: The number of the first picture.
    """
    chosen = way(facts, wishes)
    assert chosen.coding
    folder = run().folder / "frames"
    folder.mkdir()
    kind = "png" if wishes.format == "exr" else wishes.format
    pattern = encode.source(folder).replace("%", "%%") + f"/%08d.{kind}"
    coding = encoders.arguments(chosen.coding, wishes.quality, wishes.effort, chosen.pixels)
    with feed.opened() as given:
        written = [
            *given,
            *("-map", f"0:{chosen.film.index}", "-filter:v:0", ",".join(chosen.filters)),
            *coding,
            *("-fps_mode:v:0", "passthrough", "-start_number", "0", "-f", "image2", pattern),
        ]
        encode.written(written, target=folder, seconds=facts.duration, label="Writing frames")
    made = sorted(folder.iterdir())
    if not made:
        raise ToolFailed(f"not one frame of {facts.path.name} could be read")
    missing = carrying.lost(facts, chosen, len(made), feed)
    before, after, digits = names
    if wishes.format == "exr":
        made = _in_linear_light(made)
    for number, file in enumerate(made, first):
        file.rename(folder / f"{before}{number:0{digits}}{after}.{wishes.format}")
    changes = (*chosen.changes, missing) if missing else chosen.changes
    return folder, replace(chosen, changes=changes), len(made)


def _in_linear_light(made: list[Path]) -> list[Path]:
    """OpenEXR from pictures of 16 bits, which are thrown away one by one."""
    from studio.media.images import reading, writing

    def convert(file: Path) -> Path:
        target = file.with_suffix(".exr")
        writing.write(reading.read(file), target)
        file.unlink()
        return target

    done: list[Path] = []
    for batch in run().track(
        [made[at : at + _BATCH] for at in range(0, len(made), _BATCH)], "Writing frames"
    ):
        done += run().each(convert, batch)
    return done
