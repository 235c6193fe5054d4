"""The sound of a film as it is encoded: as loud as its mix, with no peak above what that may have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from studio.core.run import run

if TYPE_CHECKING:
    from studio.media.sound.holding import Held
    from studio.store.films import FilmFolder
    from studio.story.grammar import Storyboard

# With fewer bits, sharp sounds come out up to 2 dB higher than they were mixed.
BITS = 256_000


class Level(NamedTuple):
    """How loud a film was to be, in LUFS, and its highest true peak, in dBTP."""

    loudness: float
    peak: float


def level(film: FilmFolder, board: Storyboard) -> Level:
    """What the mix of a film was asked for, or what its storyboard says."""
    target = film.note("audio/mix").get("target")
    told = target if isinstance(target, dict) else {}
    mix = board.mix
    return Level(float(told.get("loudness", mix.loudness)), float(told.get("true_peak", mix.peak)))


def encoded(film: FilmFolder, board: Storyboard) -> Held | None:
    """Encode a film's mix and listen to it again: where its peaks came out too high, they are held before.

    Returns:
        What became of it; None where nothing is to be heard.
    """
    from studio.media.sound import formats, holding
    from studio.media.sound.formats import Wishes
    from studio.media.sound.recordings import recording

    if not film.mix.is_file():
        return None
    mix = recording(film.mix)
    coding = formats.encoding("m4a", mix.stream, Wishes(bit_rate=BITS))
    return holding.held(mix, level(film, board).peak, run().folder / "sound.m4a", coding)


def told(made: Held | None) -> dict[str, Any]:
    """What the note of a film says of its sound."""
    if made is None:
        return {"sound": False}
    found = {"loudness": made.heard.loudness, "true_peak": made.heard.true_peak, "held_to": made.ceiling}
    return {
        "sound": True,
        "encoded": {name: round(value, 2) for name, value in found.items() if value is not None},
    }
