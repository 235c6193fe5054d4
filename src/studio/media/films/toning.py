"""High dynamic range brought down to what ordinary screens show, for a small picture in memory."""

from __future__ import annotations

from functools import cache
from typing import Any

from studio.media.facts import VideoFacts
from studio.media.films.transcoding.tones import BRIGHTEST, UNTOUCHED, WHITE
from studio.media.images.libvips import Raster, engine

_FULL = 65_535
_BT2020 = 9
_HLG = "arib-std-b67"
_TO_BT709 = [[1.6605, -0.5876, -0.0728], [-0.1246, 1.1329, -0.0083], [-0.0182, -0.1006, 1.1187]]


def toned(frame: Any, width: int, height: int, film: VideoFacts) -> Raster:
    """A decoded frame of high dynamic range as a small sRGB picture, as `tones.to_standard` makes it.

    Args:
        frame: The frame.
        width: The width wanted.
        height: The height wanted.
        film: What its colours are.
    """
    plane = frame.reformat(width=width, height=height, format="rgb48le", src_colorspace=_BT2020).planes[0]
    rows = engine().Image.new_from_memory(bytes(plane), plane.line_size // 6, height, 3, "ushort")
    light = rows.crop(0, 0, width, height).maplut(_lights(film.transfer))
    return _shown(_pressed(light.recomb(_TO_BT709)))


@cache
def _lights(transfer: str) -> Raster:
    """The light each value stands for, where white is 1."""
    value = engine().Image.identity(ushort=True, size=_FULL + 1) / _FULL
    # A screen of 1,000 nits shows a scene with more contrast; zimg, too, has each colour follow that curve.
    nits = 1000 * _scene(value) ** 1.2 if transfer == _HLG else _nits(value)
    return (nits / WHITE).copy_memory()


def _nits(value: Raster) -> Raster:
    """SMPTE ST 2084."""
    root = value ** (1 / 78.84375)
    above = (root - 0.8359375 > 0).ifthenelse(root - 0.8359375, 0)
    return 10_000 * (above / (18.8515625 - 18.6875 * root)) ** (1 / 0.1593017578125)


def _scene(value: Raster) -> Raster:
    """ARIB STD-B67, backwards."""
    bright = (((value - 0.55991073) / 0.17883277).exp() + 0.28466892) / 12
    return (value <= 0.5).ifthenelse(value * value / 3, bright)


def _pressed(light: Raster) -> Raster:
    """Highlights pressed together by the brightest of the three colours, so that hues stay (Moebius)."""
    peak, knee = BRIGHTEST / WHITE, UNTOUCHED
    bend = -knee * knee * (peak - 1) / (knee * knee - 2 * knee + peak)
    shift = (knee * knee - 2 * knee * peak + peak) / (peak - 1)
    scale = (shift * shift + 2 * shift * knee + knee * knee) / (shift - bend)
    brightest = light[0].bandrank([light[1], light[2]], index=2)
    pressed = scale * (brightest + bend) / (brightest + shift)
    return light * (brightest > knee).ifthenelse(pressed / brightest, 1)


def _shown(light: Raster) -> Raster:
    """Light as the values that make a screen give it (ITU-R BT.1886)."""
    value = (light > 0).ifthenelse(light, 0) ** (1 / 2.4)
    return (value * 255).rint().cast("uchar").copy(interpretation="srgb")
