"""Cuts without a shape of their own: straight, dissolving, zooming, whipping."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.render.easing import between, eased
from studio.render.transitions.frames import BLACK, Frame, blended, enlarging, even_box, inlaid, slid, weighed

if TYPE_CHECKING:
    from studio.render.easing import Ease
    from studio.render.transitions.frames import Plane
    from studio.render.transitions.hints import Hints

# How much closer the zoom comes to what it leaves.
_CLOSER = 2.6
_SHUTTER = 0.055
_SHARP, _SOFT = 2.0, 8.0
# When the other picture begins to come out of the zoom, and how small it is then.
_COMES, _SMALLEST, _HIDDEN = 0.34, 0.12, 0.3
_BEYOND = 0.5
_UNSEEN, _FAST = 0.1, 0.42
_BETWEEN = 0.3


def cut(a: Frame, b: Frame, t: float, _seed: int, _hints: Hints) -> Frame:
    """One after the other."""
    return a if t < 0.5 else b


def dissolve(a: Frame, b: Frame, t: float, _seed: int, _hints: Hints) -> Frame:
    """One fades into the other as light does: bright things stay bright until they are gone."""
    share = eased("slow", t)
    return Frame(_lit(a.y, b.y, share), weighed(a.u, b.u, share), weighed(a.v, b.v, share))


def _lit(a: Plane, b: Plane, share: float) -> Plane:
    """Two luma planes mixed in light: squares stand in for the display's own curve."""
    import cv2

    light = cv2.addWeighted(_squared(a), 1 - share, _squared(b), share, 0)
    mixed: Plane = cv2.add(cv2.sqrt(light), BLACK, dtype=cv2.CV_8U)
    return mixed


def _squared(plane: Plane) -> Plane:
    import cv2

    above = cv2.subtract(plane, BLACK)
    squared: Plane = cv2.multiply(above, above, dtype=cv2.CV_32F)
    return squared


def zoom(a: Frame, b: Frame, t: float, _seed: int, hints: Hints) -> Frame:
    """Into a point of the one; the other comes from there and takes its place."""
    share = eased("inout", t)
    smear = _speed("inout", t) * _SHUTTER
    begun = (t - _COMES) / (1 - _COMES)
    # What is all but hidden needs no detail.
    gone = _zoomed(a, _CLOSER**share, smear, hints.here.middle, hidden=begun > _HIDDEN)
    if begun <= 0:
        return gone
    size = between(_SMALLEST, 1.0, eased("quint", begun))
    if (1 - size) * a.width < _UNSEEN:
        return b
    middle = tuple(between(at, 0.5, eased("quint", begun)) for at in hints.here.middle)
    # It is mirrored beyond its edges, and covers more than itself the larger it is: no edge is ever seen.
    covered = size * (1 + _BEYOND * size**6)
    box = _around(middle, covered, a.width, a.height)
    if box[2] - box[0] < 2 or box[3] - box[1] < 2:
        return gone
    soft = max(0.02, min(0.7, 2.4 * (1 - size)))
    cover = _feathered(box, middle, covered, (a.width, a.height), soft, eased("out", begun * 2.2))
    come = _shrunk(b, box, middle, size, fast=begun < _FAST)
    return inlaid(gone, come, box, cover)


def _around(middle: tuple[float, ...], size: float, width: int, height: int) -> tuple[int, int, int, int]:
    """The part of the frame that another one covers, on even pixels."""
    left, top = (middle[0] - size / 2) * width, (middle[1] - size / 2) * height
    return even_box(left, top, left + size * width, top + size * height, width, height)


def _feathered(
    box: tuple[int, int, int, int],
    middle: tuple[float, ...],
    size: float,
    whole: tuple[int, int],
    soft: float,
    seen: float,
) -> Plane:
    """How much a smaller frame covers: softly round while it is small, all of it in the end."""
    import cv2
    import numpy as np

    left, top, right, bottom = box
    coarse = 8
    x = np.arange(left + coarse / 2, right + coarse, coarse) / whole[0] - middle[0]
    y = np.arange(top + coarse / 2, bottom + coarse, coarse) / whole[1] - middle[1]
    power = between(2.4, 24, min(1.0, size) ** 6)
    radius = (np.abs(x / (size / 2))[None, :] ** power + np.abs(y / (size / 2))[:, None] ** power) ** (
        1 / power
    )
    cover = np.clip((1 - radius) / soft, 0, 1)
    large = cv2.resize(
        cv2.convertScaleAbs(cover * cover * (3 - 2 * cover), alpha=255 * seen),
        (len(x) * coarse, len(y) * coarse),
    )
    fitted: Plane = np.ascontiguousarray(large[: bottom - top, : right - left])
    return fitted


def _shrunk(
    frame: Frame, box: tuple[int, int, int, int], middle: tuple[float, ...], size: float, *, fast: bool
) -> Frame:
    """A frame made smaller around its middle, as much of it as lies in a box; coarser where it is fast."""
    import cv2

    def shrunk(plane: Plane, less: int) -> Plane:
        x, y = (middle[0] - size / 2) * frame.width - box[0], (middle[1] - size / 2) * frame.height - box[1]
        target = ((box[2] - box[0]) // less, (box[3] - box[1]) // less)
        if fast and less == 1:
            half = (target[0] // 2, target[1] // 2)
            matrix = enlarging(size / 2, x / 2, y / 2, 1)
            small = cv2.warpAffine(
                plane, matrix, half, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101
            )
            return cv2.resize(small, target, interpolation=cv2.INTER_LINEAR)
        matrix = enlarging(size, x, y, less)
        moved: Plane = cv2.warpAffine(
            plane, matrix, target, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101
        )
        return moved

    return frame.each(shrunk)


def _speed(ease: Ease, t: float) -> float:
    step = 0.01
    return (eased(ease, t + step) - eased(ease, t - step)) / (2 * step)


def _zoomed(frame: Frame, grown: float, blur: float, middle: tuple[float, float], *, hidden: bool) -> Frame:
    """A frame enlarged around a point and blurred along its rays; what is fast is drawn coarser, unseen."""
    smear = blur * frame.width / 2
    work = 4 if hidden or smear >= _SOFT else 2 if smear >= _SHARP else 1
    rays = blur if smear >= _SHARP and not hidden else 0.0
    # Colour is never seen as sharply as light; blurred as far as this, not at all.
    return frame.each(
        lambda plane, less: _rays(plane, grown, rays, middle, work if work == 4 else max(1, work // less))
    )


def _rays(plane: Plane, grown: float, blur: float, middle: tuple[float, float], work: int) -> Plane:
    import cv2

    height, width = plane.shape
    source = plane
    if work > 1:
        source = cv2.resize(plane, (width // work, height // work), interpolation=cv2.INTER_AREA)
    zoomed = _enlarged(source, grown * (1 - blur / 2), middle)
    step = blur / 2
    # Each round blends in what the last one made, enlarged by half as much: a few make a smooth ray of many.
    while step * source.shape[1] / 2 > 0.5:
        zoomed = weighed(zoomed, _enlarged(zoomed, 1 + step, middle), 0.5)
        step /= 2
    if work == 1:
        return zoomed
    large: Plane = cv2.resize(zoomed, (width, height), interpolation=cv2.INTER_LINEAR)
    return large


def _enlarged(plane: Plane, grown: float, middle: tuple[float, float]) -> Plane:
    import cv2
    import numpy as np

    height, width = plane.shape
    x, y = middle[0] * width - 0.5, middle[1] * height - 0.5
    matrix = np.array([[grown, 0, x - grown * x], [0, grown, y - grown * y]])
    large: Plane = cv2.warpAffine(
        plane, matrix, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT
    )
    return large


def whip(a: Frame, b: Frame, t: float, seed: int, _hints: Hints) -> Frame:
    """The camera is torn aside from the one to the other."""
    share = eased("inout", t)
    smear = _speed("inout", t) * _SHUTTER * a.width * (1 + _BETWEEN)
    to_right = seed % 2 == 1
    planes = []
    for one, other, less in zip(a, b, (1, 2, 2), strict=True):
        planes.append(_torn(one, other, share, smear / less, to_right))
    return Frame(*planes)


def _torn(a: Plane, b: Plane, share: float, smear: float, to_right: bool) -> Plane:
    """A window that runs over both, and over the place between them that nobody sees clearly."""
    import cv2
    import numpy as np

    height, width = a.shape
    first, second = (b, a) if to_right else (a, b)
    gap = int(width * _BETWEEN) // 2 * 2
    way = (width + gap) * ((1 - share) if to_right else share)
    left = int(way)
    strip = np.empty((height, min(width + 1, 2 * width + gap - left)), np.uint8)
    _filled(strip, first, 0, left)
    _filled(strip, second, width + gap, left)
    begin, end = max(left, width), min(left + strip.shape[1], width + gap)
    if begin < end:
        here, there = first[:, ::-1][:, begin - width : end - width], second[:, ::-1][:, width - gap :]
        there = there[:, begin - width : end - width]
        mix = (np.arange(begin, end, dtype=np.float32) - width + 0.5) / gap
        cover = np.broadcast_to(np.round(255 * mix * mix * (3 - 2 * mix)).astype(np.uint8), here.shape)
        strip[:, begin - left : end - left] = blended(
            np.ascontiguousarray(here), np.ascontiguousarray(there), np.ascontiguousarray(cover)
        )
    seen = slid(strip, way - left, width)
    reach = int(smear) // 2 * 2 + 1
    if reach < 3:
        return np.ascontiguousarray(seen)
    blurred: Plane = cv2.blur(seen, (min(reach, width // 3 * 2 + 1), 1), borderType=cv2.BORDER_REPLICATE)
    return blurred


def _filled(strip: Plane, source: Plane, at: int, left: int) -> None:
    """Copy what of a plane lies in a strip that begins at a place of its own."""
    begin, end = max(at, left), min(at + source.shape[1], left + strip.shape[1])
    if begin < end:
        strip[:, begin - left : end - left] = source[:, begin - at : end - at]
