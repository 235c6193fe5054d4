"""From filters to a finished film: its own container, codec, pixels and times, and all it carries besides."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path

from studio.core.errors import BadInput, ToolFailed
from studio.core.run import run
from studio.media import probe
from studio.media.facts import MediaFacts, VideoFacts
from studio.media.films.editing import colours, pixels
from studio.media.films.editing.shape import upright
from studio.media.films.transcoding import accompaniment, carrying, picture, sound, tones
from studio.media.films.transcoding.accompaniment import Accompaniment
from studio.media.films.transcoding.carrying import FromFile
from studio.media.films.transcoding.containers import HOLDERS, Holder, like
from studio.media.films.transcoding.encoders import Coding
from studio.media.films.transcoding.picture import Picture
from studio.media.films.transcoding.plan import Plan
from studio.media.films.transcoding.sound import Track
from studio.media.films.transcoding.wishes import Wishes

FINE = 90
"""The quality of what may be edited again: hard to tell from the film before."""

_ON_THE_GRID = 0.02
_ALSO = {"mp4": {".m4v"}, "mov": {".qt"}, "ts": {".mts", ".m2t"}}


@dataclass(slots=True)
class Edit:
    """A film on its way through filters.

    Attributes:
        facts: The file.
        film: What its picture is by now.
        filters: The filters so far.
        changes: What was done that nobody asked for.
        tracks: What becomes of the sound; None to copy it where that can be.
        seconds: How long the result is, where its time is another than the film's; then subtitles and
            chapters, whose times would be wrong, are left out.
        feed: Which of ffmpeg's inputs the picture comes from, and its number there, if not the film.
    """

    facts: MediaFacts
    film: VideoFacts
    filters: list[str] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    tracks: tuple[Track, ...] | None = None
    seconds: float | None = None
    feed: tuple[int, int] | None = None

    @property
    def name(self) -> str:
        return self.facts.path.name

    def take(self, filters: Sequence[str], film: VideoFacts | None = None) -> None:
        """Add filters, after which the picture may be another."""
        self.filters += filters
        self.film = film or self.film


@dataclass(frozen=True, slots=True)
class Fed(FromFile):
    """A film read from its file together with others.

    Attributes:
        before: What is said of how the film is read.
        after: The arguments that open the others.
    """

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    def opened(self) -> AbstractContextManager[tuple[str, ...]]:
        with FromFile(self.facts).opened() as given:
            return nullcontext((*self.before, *given, *self.after))


def opened(path: Path) -> Edit:
    """Look at a film and make ready to edit it: upright, its colours named."""
    facts = probe.media(path)
    film = facts.main_video
    edit = Edit(facts, upright(film), tones.named(film))
    if not Fraction(film.nominal_rate):
        edit.film = replace(edit.film, nominal_rate="25", rate="25")
    if any(side % 2 for side in _subsampled_sides(edit.film)):
        # Not every filter can tell where the colour of half a sample belongs.
        edit.film = pixels.with_colour_everywhere(edit.film)
        edit.filters.append(f"format={edit.film.pixel_format}")
    return edit


def _subsampled_sides(film: VideoFacts) -> list[int]:
    sides = zip((film.width, film.height), pixels.even(film.pixel_format), strict=True)
    return [side for side, halved in sides if halved]


def begin_of(facts: MediaFacts) -> float:
    """When the first frame is shown on ffmpeg's clock, which starts with the first thing in a file."""
    starts = [film.start for film in facts.video] + [sound.start for sound in facts.audio]
    return max(0.0, facts.main_video.start - min(starts))


def holder_of(facts: MediaFacts) -> Holder:
    """The container of the result: the film's own if we write it, else one that takes most."""
    own = like(facts.container)
    return own or HOLDERS["mov" if facts.main_video.alpha else "mp4"]


def coding_of(facts: MediaFacts) -> Coding:
    """The codec of the result: the film's own if we write it, else the usual one of its container."""
    return picture.choose(holder_of(facts), facts.main_video, Wishes())


def finish(edit: Edit, *, quality: int | None, read: FromFile | None = None) -> carrying.Made:
    """Make the film.

    Args:
        edit: What to make.
        quality: 1 to 100, for lossy codecs; None for one that can hardly be told from the film before.
        read: How the film is read, if not from its file alone.
    """
    facts = edit.facts
    holder, coding = holder_of(facts), coding_of(facts)
    if quality and not coding.ranked:
        raise BadInput(f"{coding.title} has no quality to choose", hint="leave it out")
    wishes = Wishes(quality=quality or FINE if coding.ranked else None)
    way = _written(edit, coding, wishes)
    tracks = edit.tracks
    if tracks is None:
        tracks = sound.tracks(holder, facts.audio, Wishes())
    besides, lost = _besides(edit, holder, way.rate)
    changes = [*edit.changes, *way.changes, *_told(facts, holder, coding, tracks), *lost]
    if edit.seconds is not None:
        facts = replace(facts, duration=edit.seconds)
    plan = Plan(facts, wishes, holder, way, tracks, besides, changes=tuple(changes))
    made = carrying.carry_out(plan, read or Fed(facts), run().folder / _name(facts, holder))
    return replace(made, changes=(*plan.changes, *made.changes))


def _besides(edit: Edit, holder: Holder, rate: str) -> tuple[Accompaniment, list[str]]:
    """What comes along, and what cannot."""
    if edit.seconds is None:
        found = accompaniment.accompaniment(holder, edit.facts, Wishes(), rate=rate)
        return found, list(found.changes)
    found = accompaniment.accompaniment(
        holder, replace(edit.facts, subtitles=(), chapters=()), Wishes(), rate=rate
    )
    lost = [name for name in ("subtitles", "chapters") if getattr(edit.facts, name)]
    told = [f"{' and '.join(lost)} left out: their times would be wrong"] if lost else []
    return replace(found, arguments=(*found.arguments, "-map_chapters", "-1")), [*found.changes, *told]


def _name(facts: MediaFacts, holder: Holder) -> str:
    path = facts.path
    fits = path.suffix.lower() in {f".{holder.name}", *_ALSO.get(holder.name, ())}
    return path.name if fits else f"{path.stem}.{holder.name}"


def _written(edit: Edit, coding: Coding, wishes: Wishes) -> Picture:
    """The last part of the way: even sides where they must be, the film's own pixels, its own times."""
    source, film = edit.facts.main_video, edit.film
    kind = pixels.kept(coding, replace(source, alpha=source.alpha and coding.alpha))
    width, height = film.width, film.height
    if coding.even:
        width, height = (
            side + side % 2 if halved else side
            for side, halved in zip((width, height), pixels.even(kind), strict=True)
        )
    chain, changes = list(edit.filters), []
    if (width, height) != (film.width, film.height):
        chain += _smeared(width - film.width, height - film.height)
        changes.append(f"padded from {film.width} × {film.height}: {coding.title} wants even sides")
    if source.alpha and not coding.alpha:
        changes.append(f"transparency left out: {coding.title} has none")
    chain += _to(kind, film)
    even = replace(film, width=width, height=height, coded_width=width, coded_height=height)
    way = picture.encoded(even, coding, wishes, name=edit.name)
    feed, index = edit.feed or (0, source.index)
    return replace(
        way,
        film=replace(even, index=index),
        filters=tuple(chain),
        pixels=kind,
        size=(width, height),
        arguments=_ticking(edit, way),
        changes=tuple(changes),
        feed=feed,
    )


def _ticking(edit: Edit, way: Picture) -> tuple[str, ...]:
    """What the encoder is told, its clock being so fine that picture and sound stay as they lay."""
    if edit.seconds is not None or "-enc_time_base:v:0" not in way.arguments:
        return way.arguments
    late = begin_of(edit.facts) * Fraction(way.rate)
    if abs(late - round(late)) < _ON_THE_GRID:
        return way.arguments
    place = way.arguments.index("-enc_time_base:v:0") + 1
    return (*way.arguments[:place], "demux", *way.arguments[place + 1 :])


def _smeared(right: int, bottom: int) -> list[str]:
    return [f"pad=iw+{right}:ih+{bottom}", f"fillborders=right={right}:bottom={bottom}:mode=smear"]


def _to(kind: str, film: VideoFacts) -> list[str]:
    """Go over to the pixels that are written."""
    if colours.drawn(film) and not tones.is_rgb(kind):
        chain, _ = colours.to_light(film)
        return [*chain, "zscale=range=limited", f"format={kind}"]
    if not colours.drawn(film) and tones.is_rgb(kind):
        deep = "gbrap16le" if film.alpha else "gbrp16le"
        return ["zscale=matrix=gbr:range=full", f"format={deep}", f"format={kind}"]
    return [f"format={kind}"]


def _told(facts: MediaFacts, holder: Holder, coding: Coding, tracks: Sequence[Track]) -> list[str]:
    """What becomes another than it was, because we do not write it."""
    told = [track.change for track in tracks if track.change]
    if like(facts.container) is None:
        told.append(f"{facts.container} became {holder.name}")
    if coding.native != facts.main_video.codec:
        told.append(f"{facts.main_video.codec} became {coding.title}")
    told += [
        f"{track.source.codec} sound became {track.codec}"
        for track in tracks
        if track.codec and not track.source.codec.startswith(track.codec) and not track.change
    ]
    if facts.audio and not tracks:
        told.append(f"sound left out: {holder.name} has none")
    if (others := len(facts.video) - 1) > 0:
        told.append(f"{others} other picture streams left out")
    return told


def verbatim(edit: Edit) -> Path:
    """Take a film over as it is, where nothing is to be changed."""
    import shutil

    target = run().folder / edit.facts.path.name
    try:
        shutil.copyfile(edit.facts.path, target)
    except OSError as error:
        target.unlink(missing_ok=True)
        raise ToolFailed(f"{target.name} could not be written: {(error.strerror or '').lower()}") from None
    run().note("kept", reason="nothing to change")
    return target
