"""All that a film must prove, part by part: its pictures, its sound, its words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from studio.media.checking.findings import Check
    from studio.media.checking.hearing import Sounded
    from studio.media.checking.meant import Meant
    from studio.media.checking.watching import Seen
    from studio.tools.film._proofs import Proofs

_OTHERS = "the film has no plan here"
_SILENT = "the film has no sound"


def pictures(proofs: Proofs, seen: Seen, meant: Meant) -> Iterator[Check]:
    """What can be said of its pictures, and of the file that holds them."""
    from studio.media.checking import colours, delivery, joints, stillness
    from studio.story import expecting
    from studio.tools.film._shifted import misplaced

    film, board = proofs.facts.main_video, proofs.board
    planned, fps = (board.brief.frames, board.brief.fps) if board else (None, None)
    place = misplaced(proofs)
    yield delivery.frames(film, seen, planned, fps, place)
    if place is not None and planned is not None:
        # What comes behind a frame too many is late, and no fault of its own.
        meant = meant.moved(place, film.frames - planned)
    yield delivery.format(film, ours=board is not None)
    yield delivery.ending(proofs.facts, expected=board is not None and expecting.sounds(board))
    black, frozen = stillness.black(seen, meant), stillness.frozen(seen, meant)
    repeated = stillness.repeated(seen, meant)
    yield from (black, frozen, repeated)
    faulty = stillness.broken(black, frozen, repeated)
    faulty += [(place, place + 1)] if place is not None else []
    if meant.planned:
        yield joints.cuts(seen, meant, faulty)
    else:
        yield _unknown("cuts")
    yield joints.seams(seen, meant)
    if meant.planned:
        yield colours.drift(seen, meant, faulty)
    else:
        # Dissolves and shades beneath type change all colours, too.
        yield _unknown("drift")
    yield colours.flicker(seen, meant, faulty)


def sounds(proofs: Proofs, sound: Sounded | None) -> Iterator[Check]:
    """What can be said of its sound."""
    from studio.media.checking import sounds as checking
    from studio.media.checking.findings import skipped
    from studio.tools.film import _proofs

    if sound is None:
        names = ("loudness", "true peak", "silence", "clipping", "speech")
        yield from (skipped(name, _SILENT) for name in names)
        return
    wanted, most = _proofs.level(proofs)
    yield checking.loudness(sound, wanted)
    yield checking.peak(sound, most)
    yield checking.silence(sound, _proofs.audible(proofs, len(sound.peaks)), proofs.fps)
    yield checking.clipping(sound, proofs.fps)
    yield checking.speech(sound, _proofs.spans(proofs.words), proofs.fps)


def words(proofs: Proofs, meant: Meant, sound: Sounded | None) -> Iterator[Check]:
    """What can be said of its captions, of who speaks, and of its bars."""
    from studio.media.checking.beats import bars
    from studio.media.checking.findings import skipped
    from studio.story import expecting
    from studio.tools.film import _lettering, _mouths

    board = proofs.board
    if not board:
        names = ("captions", "caption lines", "caption place", "caption contrast", "lips", "bars")
        yield from (_unknown(name) for name in names)
        return
    yield from _lettering.captions(proofs)
    yield _mouths.mouths(proofs, sound)
    if expecting.own_music(board):
        yield bars(meant.cuts, meant.frames, board.music.bars, expecting.step(board))
    else:
        yield skipped("bars", "the music is not our own")


def _unknown(name: str) -> Check:
    from studio.media.checking.findings import skipped

    return skipped(name, _OTHERS)
