"""A film played at another pace: which frame is shown when, and its sound stretched along."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Literal

from studio.core.errors import BadInput
from studio.media import quoting
from studio.media.facts import AudioFacts, VideoFacts
from studio.media.films.editing import detail
from studio.media.films.editing.making import Edit, holder_of
from studio.media.films.editing.pacing import Pace

Smoothing = Literal["motion", "blend"]
Sounding = Literal["in-tune", "pitched", "none"]

_USUAL_FASTEST = 120
_GIF_FASTEST = 50
_STEP = 0.02
_STRETCHING = "transients=crisp:channels=together"
_SHORT = 480
# So many samples the stretcher holds back: what it is told now is for those given to it that long ago.
_HELD = 1440
_AFTER = 0.385
# Between one frame and the next so many are made up at most; slower still, they are held.
_MOST_BETWEEN = 16


@dataclass(frozen=True, slots=True)
class Timing:
    """When what is shown.

    Attributes:
        pace: How fast the film runs.
        rate: Frames a second of the result, which is even whatever the film's was.
        frames: How many frames the result has.
        start: When the film's first frame is shown by its own clock.
    """

    pace: Pace
    rate: Fraction
    frames: int
    start: float

    @property
    def seconds(self) -> float:
        return float(self.frames / self.rate)

    def picture(self, first: int = 0, last: int | None = None) -> list[str]:
        """The filters that show each frame when it is its turn, for a stretch of the result's frames.

        What is shown is what is there a little after a frame of the result begins: not so little that the
        rounding of a time stamp could matter, nor half a frame, which often is the border of the next.

        Args:
            first: The first frame of the stretch.
            last: The one after its last; all that follow when left out.
        """
        last = self.frames if last is None else last
        early = _AFTER / float(self.rate) / max(1.0, self.pace.fastest)
        clock = f"{self.pace.formula(f'T-{self.start:.9f}')}-{early:.9f}"
        return [
            "settb=1/1000000",
            f"setpts='({clock})/TB'",
            f"fps={self.rate}:round=up:start_time={float(first / self.rate):.9f}",
            f"tpad=stop=-1:stop_mode=clone,trim=start_pts={first}:end_pts={last},setpts=PTS-STARTPTS",
        ]


def timing(edit: Edit, pace: Pace, rate: str | None) -> Timing:
    """Work out how many frames the result has."""
    film = edit.film
    chosen = Fraction(rate) if rate else _rate(edit)
    frames = max(1, round(pace.shown(lasting(film)) * chosen))
    if holder_of(edit.facts).name == "gif" and chosen > _GIF_FASTEST:
        raise BadInput(f"a GIF shows {_GIF_FASTEST} frames a second at most", hint="give a lower --rate")
    return Timing(pace, chosen, frames, film.start)


def lasting(film: VideoFacts) -> float:
    """How long a film is: all its frames, each for as long as an even rate gives it."""
    rate = Fraction(film.rate)
    return film.duration if film.variable or not rate else float(film.frames / rate)


def _rate(edit: Edit) -> Fraction:
    film = edit.film
    nominal, real = Fraction(film.nominal_rate), Fraction(film.rate)
    return nominal if film.variable and real <= nominal <= _USUAL_FASTEST else real


def smoothed(edit: Edit, pace: Pace, how: Smoothing) -> list[str]:
    """The filter that makes up frames between those of a film that is slowed down."""
    film = edit.film
    if pace.slowest >= 1:
        return []
    times = Fraction(1 / max(pace.slowest, 1 / _MOST_BETWEEN)).limit_denominator(1000)
    rate = Fraction(film.rate) * times
    if how == "motion":
        if film.depth > 8:
            raise BadInput(
                f"{edit.name} has {film.depth} bits a channel, and motion is followed in 8 only",
                hint="use --smooth blend, or make a film of 8 bits first with studio video convert --depth 8",
            )
        return [f"minterpolate=fps={rate}:mi_mode=mci:mc_mode=aobmc:me_mode=bidir:vsbmc=1:scd=fdiff"]
    if film.alpha:
        raise BadInput(f"{edit.name} is transparent, and blending knows nothing of it", hint="leave it out")
    return [f"framerate=fps={rate}:interp_start=0:interp_end=255:scene=8.2"]


def made_whole(edit: Edit, pace: Pace) -> None:
    """Make frames of fields: played at another pace, fields would flicker."""
    if not edit.film.interlaced:
        return
    edit.take(*detail.deinterlaced(edit.film, "fields" if pace.slowest < 1 else "frames"))
    edit.changes.append("deinterlaced: its fields would have flickered")


def bends(pace: Pace, how: Sounding) -> bool:
    """Whether the pitch of the sound changes all the time, which no filter can do."""
    return how == "pitched" and not pace.steady


def sound(edit: Edit, timed: Timing, source: AudioFacts, how: Sounding, folder: Path) -> list[str]:
    """The filters that stretch a sound track along, and end it with the picture.

    Where its pitch bends, they only make it begin with the picture.

    Args:
        edit: The film.
        timed: When what is shown.
        source: The track.
        how: Whether its pitch stays or follows the speed.
        folder: Where files may be written that ffmpeg reads.
    """
    begun = [f"atrim=start={timed.start:.6f}", "asetpts=PTS-STARTPTS"] if timed.start > 0 else []
    if bends(timed.pace, how):
        return begun
    end = f"{timed.seconds:.6f}"
    return [
        *begun,
        *_stretched(edit, timed, source, how, folder),
        f"apad=whole_dur={end}",
        f"atrim=end={end}",
    ]


def _stretched(edit: Edit, timed: Timing, source: AudioFacts, how: Sounding, folder: Path) -> list[str]:
    pace = timed.pace
    if pace.steady and pace.slowest == 1:
        return []
    if pace.steady and how == "pitched":
        return [f"asetrate={round(source.rate * pace.slowest)}", f"aresample={source.rate}"]
    if pace.steady:
        return [f"rubberband=tempo={pace.slowest:.9f}:{_STRETCHING}"]
    late = _HELD / source.rate
    lines = [
        f"{at + late if at else 0:.4f} rubberband tempo {speed:.6f};"
        for at, speed in pace.steps(edit.film.duration, _STEP)
    ]
    orders = folder / f"tempo-{source.index}.txt"
    orders.write_text("\n".join(lines))
    # Orders are obeyed between one packet of samples and the next, so these must be short.
    return [
        f"asetnsamples=n={_SHORT}:p=0",
        f"asendcmd=f={quoting.in_graph(str(orders))}",
        f"rubberband=tempo={pace.speed(0):.6f}:{_STRETCHING}",
    ]
