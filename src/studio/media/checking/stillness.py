"""What should move and does not: black frames, a picture that stands still, frames that come twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.media.checking.findings import Check, Fault, judged, runs

if TYPE_CHECKING:
    from studio.media.checking.meant import Meant, Stretch
    from studio.media.checking.watching import Seen

_BLACK, _FLAT = 24.0, 7.0
_STILL, _LITTLE = 0.1, 0.05
_SHORTEST = 0.2
_SPAN = 2
_GOES = 1.5
_JUMPS, _STIRS = 1.7, 0.2
# The same picture again leaves an encoder nothing to do; one that hardly moves does.
_SAME = 0.5
_GRAIN, _GONE = 0.04, 0.25
_EASES = 10
_MENDED, _MENDS = 3, 0.4
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
    """Whether nothing stands still that was meant to move.

    What stands still on paper is no fault. Three things tell that a picture was not meant to: the camera is
    to go on meanwhile; its grain stands still, too; or it jumps to where it should be by now.
    """
    import numpy as np

    shortest = max(_FEWEST, round(_SHORTEST * meant.fps))
    faults: list[Fault] = []
    for stretch, first, last in meant.alone():
        end = min(last, seen.count)
        moved = seen.moved[first + 1 : end]
        if len(moved) < shortest:
            continue
        # What an encoder makes of the very same picture is less than what moves, but more where much moves.
        still = max(_STILL, _LITTLE * float(np.median(moved)))
        padded = np.pad(moved, _SPAN, mode="edge")
        calm = np.median(np.lib.stride_tricks.sliding_window_view(padded, 2 * _SPAN + 1), axis=1) < still
        for one, other in runs([bool(mark) for mark in calm], shortest - 2):
            begun, over = _exactly(seen, meant, (first + 1 + one, first + 1 + other), (first, end), still)
            again = bool(faults) and (faults[-1].end or 0) >= begun
            if (
                not again
                and over - begun >= shortest
                and float(np.quantile(seen.moved[begun:over], 0.3)) <= _SAME * still
                and _was_to_move(seen, meant, stretch, (begun, over), (first, end))
            ):
                faults.append(
                    Fault(f"stands still for {_counted(over - begun)}", begun, over, float(over - begun))
                )
    faults = [one for one in faults if not _black_there(seen, one)]
    return judged(
        "frozen", faults, "nothing stands still that should move", measured=_most(faults), unit="frames"
    )


def _exactly(
    seen: Seen, meant: Meant, run: tuple[int, int], bounds: tuple[int, int], still: float
) -> tuple[int, int]:
    """The run to the frame: a median over five frames blurs where it begins and ends.

    An encoder goes on mending a picture that stands still, now and then in a single frame, and a caption that
    comes is seen in one: neither is where it ends.
    """
    (begun, over), (first, end) = run, bounds
    moved = seen.moved
    while begun < over and moved[begun] >= still:
        begun += 1
    while over > begun and moved[over - 1] >= 4 * still:
        over -= 1
    while (back := _further(seen, meant, begun, -1, still)) and begun - back > first:
        begun -= back
    while (more := _further(seen, meant, over - 1, 1, still)) and over + more <= end:
        over += more
    return begun, over


def _further(seen: Seen, meant: Meant, number: int, way: int, still: float) -> int:
    """How many frames beside one of a run the next one stands still; 0 where none does that is near."""
    for step in range(1, _MENDED + 2):
        beside = number + way * step
        if not 0 < beside < seen.count:
            return 0
        if seen.moved[beside] < still:
            return step
        if seen.most[beside] > _MENDS and not meant.near_change(beside):
            return 0
    return 0


def _was_to_move(
    seen: Seen, meant: Meant, stretch: Stretch, run: tuple[int, int], bounds: tuple[int, int]
) -> bool:
    """Whether a picture that stands still was meant to go on."""
    (begun, over), (_, end) = run, bounds
    if stretch.way(begun, over) >= _GOES or (stretch.grain and _lost_its_grain(seen, run, bounds)):
        return True
    return over < end and not meant.near_veil(over) and _jumps(seen, run, bounds)


def _lost_its_grain(seen: Seen, run: tuple[int, int], bounds: tuple[int, int]) -> bool:
    """Whether not even the grain goes on that the other frames of the shot have.

    Where a camera sets off or comes to rest, some frames of a calm picture may be one and the same.
    """
    import numpy as np

    (begun, over), (first, end) = run, bounds
    others = np.concatenate([seen.moved[first + 2 : begun], seen.moved[over + 1 : end]])
    eased = begun <= first + 2 or over >= end - 1
    if len(others) < 2 * _FEWEST or (eased and over - begun < _EASES):
        return False
    floor = float(np.quantile(others, 0.1))
    return floor >= _GRAIN and float(np.quantile(seen.moved[begun:over], 0.3)) <= _GONE * floor


def _jumps(seen: Seen, run: tuple[int, int], bounds: tuple[int, int]) -> bool:
    """Whether most of the picture jumps to where it should be by now, and had been stopped on its way."""
    import numpy as np

    (begun, over), (first, end) = run, bounds
    after = seen.most[over + 1 : min(end, over + 7)]
    usual = float(np.median(after)) if len(after) else 0.0
    before = seen.moved[max(first + 1, begun - 6) : begun]
    stopped = float(np.median(before)) if len(before) else 0.0
    jump = float(seen.most[over])
    return jump > max(_STIRS, _JUMPS * usual) and (stopped > 2 * _STILL or jump > 4 * _STIRS)


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


def broken(black: Check, frozen: Check, repeated: Check) -> list[tuple[int, int]]:
    """The frames that are said to be at fault already: a film jumps into them and out of them.

    What stands still only jumps where it goes on: where it jumps at its beginning, it is another picture.
    """
    return [*black.spans, *repeated.spans, *((first + 1, end) for first, end in frozen.spans)]


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
