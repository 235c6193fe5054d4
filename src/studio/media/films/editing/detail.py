"""The fine things in a picture: noise taken out, edges made sharper, fields made into frames."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Literal

from studio.media.facts import VideoFacts
from studio.media.films.editing import colours

Deinterlacing = Literal["frames", "fields"]

_PARITIES = {"top": "tff", "bottom": "bff"}
_MOST_SHARPENED = 5.0


def deinterlaced(film: VideoFacts, into: Deinterlacing) -> tuple[list[str], VideoFacts]:
    """The filter that makes whole frames of fields, and what the film is then.

    Args:
        film: An interlaced film.
        into: One frame for each frame, or one for each field, which is twice as many.
    """
    mode = "send_frame" if into == "frames" else "send_field"
    times = 1 if into == "frames" else 2
    whole = replace(
        film,
        interlaced=False,
        field_order="progressive",
        frames=film.frames * times,
        rate=str(Fraction(film.rate) * times),
        nominal_rate=str(Fraction(film.nominal_rate) * times),
    )
    return [f"bwdif={mode}:{_PARITIES.get(film.field_order, 'auto')}:all"], whole


def denoised(film: VideoFacts, strength: float) -> list[str]:
    """The filter that takes noise out, in space and time; strength 1 is for the noise of a usual camera."""
    if not strength:
        return []
    measures = ":".join(f"{usual * strength:.3f}" for usual in (4.0, 3.0, 6.0, 4.5))
    return colours.around_transparency([f"hqdn3d={measures}"], alpha=film.alpha)


def sharpened(amount: float) -> list[str]:
    """The filter that makes fine things stronger, in light alone: sharpened colours would fringe."""
    return [f"unsharp=5:5:{min(_MOST_SHARPENED, amount):.3f}:5:5:0"] if amount else []
