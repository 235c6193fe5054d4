"""What should move and does not: black frames, a picture that stands still, frames that come twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from studio.media.checking.findings import Check, Fault, judged, runs

if TYPE_CHECKING:
    from studio.media.checking.meant import Meant, Stretch
    from studio.media.checking.watching import Seen

_BLACK, _FLAT = 24.0, 7.0
_STILL, _LITTLE = 0.1, 0.05
_SHORTEST = 0.2
_SPAN = 2
_GOES = 1.5
_JUMPS, _STIRS = 1.7, 0.25
_ALIKE, _MOVES = 0.6, 3.0
_FEWEST = 4
_EDGE = 2.0


def black(seen: Seen, meant: Meant) -> Check:
    """Whether the picture is nowhere black; a film of somebody else may begin and end so."""
    bright, dark = seen.bright[:, 0], seen.bright[:, 1]
    found = runs([bool(one) for one in (bright < _BLACK) & (bright - dark < _FLAT)])
    if not meant.planned:
        edge = round(_EDGE * meant.fps)
        found = [
            (first, end) for first, end in found
            if not (first == 0 and end <= edge) and not (end == seen.count and end - first <= edge)
        ]  # fmt: skip
    faults = [
        Fault(f"black for {_counted(end - first)}", first, end, float(end - first)) for first, end in found
    ]
    return judged("black", faults, "no black frame", measured=_most(faults), bound=0, unit="frames")


def frozen(seen: Seen, meant: Meant) -> Check:
    """Whether nothing stands still that was meant to move."""
    import numpy as np

    shortest = max(_FEWEST, round(_SHORTEST * meant.fps))
    faults = []
    for stretch, first, last in meant.alone():
        end = min(last, seen.count)
        moved = seen.moved[first + 1 : end]
        if len(moved) < shortest:
            continue
        # What an encoder makes of the very same picture is less than what moves, but more where much moves.
        still = max(_STILL, _LITTLE * float(np.median(moved)))
        padded = np.pad(moved, _SPAN, mode="edge")
        calm = np.median(np.lib.stride_tricks.sliding_window_view(padded, 2 * _SPAN + 1), axis=1) < still
        for one, other in runs([bool(mark) for mark in calm], shortest):
            begun, over = _exactly(seen.moved, (first + 1 + one, first + 1 + other), (first, end), still)
            if over - begun >= shortest and _was_to_move(seen, meant, stretch, begun, over, end):
                faults.append(
                    Fault(f"stands still for {_counted(over - begun)}", begun, over, float(over - begun))
                )
    faults = [one for one in faults if not _black_there(seen, one)]
    return judged(
        "frozen", faults, "nothing stands still that should move", measured=_most(faults), unit="frames"
    )


def _exactly(moved: Any, run: tuple[int, int], bounds: tuple[int, int], still: float) -> tuple[int, int]:
    """The run to the frame: a median over five frames blurs where it begins and ends."""
    (begun, over), (first, end) = run, bounds
    while begun > first + 1 and moved[begun - 1] < still:
        begun -= 1
    while begun < over and moved[begun] >= still:
        begun += 1
    while over < end and moved[over] < 2 * still:
        over += 1
    while over > begun and moved[over - 1] >= 4 * still:
        over -= 1
    return begun, over


def _was_to_move(seen: Seen, meant: Meant, stretch: Stretch, first: int, over: int, end: int) -> bool:
    """Whether the camera was to go on meanwhile, or the picture jumps to where it should be by now."""
    import numpy as np

    if stretch.way(first, over) >= _GOES:
        return True
    if over >= end or meant.near_change(over):
        return False
    after = seen.moved[over + 1 : min(end, over + 7)]
    usual = float(np.median(after)) if len(after) else 0.0
    before = seen.moved[max(stretch.first + 1, first - 6) : first]
    stopped = float(np.median(before)) if len(before) else 0.0
    jumped = seen.moved[over] > max(_STIRS, _JUMPS * usual)
    return bool(jumped and (stopped > 2 * _STILL or seen.moved[over] > 4 * _STIRS))


def repeated(seen: Seen, meant: Meant) -> Check:
    """Whether no piece of a shot comes twice, as where chunks overlap and nobody cut the overlap off."""
    import numpy as np

    faults = []
    for stretch, begun, last in meant.alone():
        first, end = max(begun, 1), min(last, seen.count)
        number = first
        while number < end:
            back = int(seen.lag[number])
            before = seen.apart[max(first, number - 6) : number]
            usual = float(np.median(before)) if len(before) else 0.0
            jumped = seen.apart[number] > max(0.6, 2.2 * usual)
            if jumped and back >= _FEWEST and number - back >= stretch.first:
                length = _repeats(seen, number, back, end)
                if length >= min(back, 2 * _FEWEST) and length >= _FEWEST:
                    faults.append(
                        Fault(
                            f"{_counted(length)} come a second time", number, number + length, float(length)
                        )
                    )
                    number += length
                    continue
            number += 1
    return judged("repeated", faults, "nothing comes twice", measured=_most(faults), unit="frames")


def _repeats(seen: Seen, number: int, back: int, end: int) -> int:
    """For how many frames the film shows again what it showed so many frames before."""
    length = 0
    while number + length < end and length < back:
        here = number + length
        if abs(seen.lag[here] - back) > 1 or seen.again[here] > _ALIKE:
            break
        length += 1
    moving = float(seen.apart[number - back + 1 : number].mean()) if back > 1 else 0.0
    return length if moving * back > _MOVES * _ALIKE else 0


def _black_there(seen: Seen, fault: Fault) -> bool:
    """Whether what stands still is black, which is said already."""
    middle = ((fault.frame or 0) + (fault.end or 0)) // 2
    return bool(seen.bright[min(middle, seen.count - 1), 0] < _BLACK)


def _counted(frames: int) -> str:
    return "1 frame" if frames == 1 else f"{frames} frames"


def _most(faults: list[Fault]) -> float | None:
    return max((one.measured or 0.0 for one in faults), default=0.0)
