"""Fades at both ends of a film: the picture from and to a colour, the sound from and to silence."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from studio.core.errors import BadInput
from studio.media.facts import MediaFacts, VideoFacts
from studio.media.films.editing.making import begin_of
from studio.media.films.transcoding import tones


@dataclass(frozen=True, slots=True)
class Fades:
    """How long a film takes to appear and to vanish, in seconds.

    Attributes:
        begin: How long it takes to appear.
        end: How long it takes to vanish.
    """

    begin: float = 0
    end: float = 0

    def __bool__(self) -> bool:
        return bool(self.begin or self.end)

    def check(self, facts: MediaFacts) -> None:
        """Refuse fades that do not fit into a film."""
        lasts = facts.main_video.duration
        if self.begin + self.end > lasts:
            raise BadInput(
                f"{facts.path.name} lasts {lasts:.3f} s, too short to fade for "
                f"{self.begin:g} s and {self.end:g} s",
                hint="make the fades shorter",
            )

    def of_picture(self, facts: MediaFacts, film: VideoFacts, colour: str) -> list[str]:
        """The filters for the picture. The first frame and the last bear the colour alone.

        Args:
            facts: The file.
            film: What the picture is by now.
            colour: The colour, as ffmpeg writes it.
        """
        first = begin_of(facts)
        last = first + facts.main_video.duration - float(1 / Fraction(film.nominal_rate))
        chain = []
        if self.begin:
            chain.append(f"fade=in:st={first:.6f}:d={self.begin:.6f}:color={colour}")
        if self.end:
            chain.append(f"fade=out:st={max(0.0, last - self.end):.6f}:d={self.end:.6f}:color={colour}")
        if chain and tones.full_range(film) and not film.pixel_format.startswith("yuvj"):
            # The filter knows full range by the name of the pixels only, and 8 bits have one.
            return ["scale=out_range=limited", *chain, "scale=out_range=full"]
        return chain

    def of_sound(self, facts: MediaFacts) -> list[str]:
        """The filters for sound that is timed like the picture."""
        first = begin_of(facts)
        last = first + facts.main_video.duration
        chain = []
        if self.begin:
            chain.append(f"afade=in:st={first:.6f}:d={self.begin:.6f}:curve=hsin")
        if self.end:
            chain.append(f"afade=out:st={max(0.0, last - self.end):.6f}:d={self.end:.6f}:curve=hsin")
        return chain
