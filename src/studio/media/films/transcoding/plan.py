"""The whole way from one film to another, decided before a frame is touched."""

from __future__ import annotations

from dataclasses import dataclass, replace

from studio.core.errors import BadInput
from studio.media.facts import AudioFacts, MediaFacts
from studio.media.films.transcoding import accompaniment, picture, sound
from studio.media.films.transcoding.accompaniment import Accompaniment
from studio.media.films.transcoding.containers import HOLDERS, Holder, home, like
from studio.media.films.transcoding.picture import Picture
from studio.media.films.transcoding.sound import Track
from studio.media.films.transcoding.wishes import Container, Wishes

# What is left of a budget when the container has had its share.
_FOR_STREAMS = 0.98
_LEAST_PICTURE = 12_000
# What says in which order frames are decoded but not when they are shown; and codecs whose frames all
# stand alone, so that the order says it.
_UNTIMED = {"avi", "h264", "hevc", "obu", "vc1", "mpegvideo", "m4v", "cavsvideo"}
_ALONE = {"mjpeg", "ffv1", "prores", "dvvideo", "huffyuv", "utvideo", "rawvideo"}


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that will be done to one film.

    Attributes:
        facts: What it is.
        wishes: What was asked for.
        holder: The container of the result.
        picture: What becomes of the picture.
        tracks: What becomes of the sound.
        besides: What becomes of everything else.
        bit_rate: Bits a second for the picture, where the result must not exceed a size; else 0.
        changes: All that will be different without having been asked for by name.
    """

    facts: MediaFacts
    wishes: Wishes
    holder: Holder
    picture: Picture
    tracks: tuple[Track, ...]
    besides: Accompaniment
    bit_rate: int = 0
    changes: tuple[str, ...] = ()

    @property
    def copies(self) -> bool:
        """Whether nothing is encoded at all."""
        return self.picture.coding is None and all(track.codec is None for track in self.tracks)


def plan(facts: MediaFacts, wishes: Wishes, sounds: tuple[AudioFacts, ...]) -> Plan:
    """Decide everything.

    Args:
        facts: The film.
        wishes: What is asked for.
        sounds: The sound tracks to keep.
    """
    film, name = facts.main_video, facts.path.name
    holder = _holder(facts, wishes)
    wishes = _budgeted(holder, facts, wishes, sounds)
    if _is_timed(facts) and picture.copyable(holder, film, wishes):
        way = picture.copied(film)
    else:
        coding = picture.choose(holder, film, wishes)
        way = picture.encoded(film, coding, wishes, name=name)
    tracks = sound.tracks(holder, sounds, wishes)
    besides = accompaniment.accompaniment(holder, facts, wishes, rate=way.rate)
    found = Plan(facts, wishes, holder, way, tracks, besides)
    bit_rate = _for_picture(found) if wishes.target_size else 0
    return replace(found, bit_rate=bit_rate, changes=_changes(found, sounds))


def _is_timed(facts: MediaFacts) -> bool:
    """Whether its packets say when they are shown, so that another container can say it, too.

    Numbered pictures never do: put into a container they would be a film that hardly any player shows.
    """
    if facts.container in _UNTIMED:
        return facts.main_video.codec in _ALONE
    return facts.container != "sequence"


def _holder(facts: MediaFacts, wishes: Wishes) -> Holder:
    """The container asked for, or else the film's own if it can be, or else the codec's home."""
    if wishes.format:
        return HOLDERS[_container(wishes.format)]
    own = like(facts.container)
    codec = wishes.codec
    if own and (codec in own.codecs if codec else own.name != "gif" or not facts.audio):
        return own
    if codec:
        return home(codec)
    return HOLDERS["mov" if facts.video and facts.main_video.alpha else "mp4"]


def _container(name: str) -> Container:
    if name not in HOLDERS:
        raise BadInput(f"{name} is no container for films", hint=f"choose one of {', '.join(HOLDERS)}")
    return next(container for container in HOLDERS if container == name)


def _changes(found: Plan, sounds: tuple[AudioFacts, ...]) -> tuple[str, ...]:
    told = [*found.picture.changes, *(track.change for track in found.tracks if track.change)]
    if sounds and not found.tracks and found.wishes.sound != "none":
        told.append(f"sound left out: {found.holder.name} has none")
    if (others := len(found.facts.video) - 1) > 0:
        told.append(f"{others} other picture streams left out")
    return (*told, *found.besides.changes)


# A size that must not be exceeded


def _budgeted(holder: Holder, facts: MediaFacts, wishes: Wishes, sounds: tuple[AudioFacts, ...]) -> Wishes:
    """Let the sound have its part of a budget."""
    if not wishes.target_size:
        return wishes
    if wishes.quality:
        raise BadInput("a size and a quality exclude each other", hint="say one of them")
    if wishes.hardware:
        raise BadInput("hardware encoders do not keep to a size", hint="leave --hardware out")
    if not facts.duration:
        raise BadInput(f"{facts.path.name} has no length, so no bit rate fits a size", hint="say a quality")
    rate = wishes.bit_rate or sound.lean(holder, sounds, wishes, _bits(facts, wishes))
    return replace(wishes, bit_rate=rate)


def _for_picture(found: Plan) -> int:
    """The bits a second that are left for the picture."""
    left = _bits(found.facts, found.wishes) - sound.weight(found.tracks)
    if left < _LEAST_PICTURE:
        wanted = (sound.weight(found.tracks) + _LEAST_PICTURE) * found.facts.duration / 8 / _FOR_STREAMS
        raise BadInput(
            f"{found.facts.path.name} is too long for {found.wishes.target_size:,} bytes",
            hint=f"allow {wanted / 1000:,.0f} kB at the very least, or leave the sound out",
        )
    return round(left)


def _bits(facts: MediaFacts, wishes: Wishes) -> float:
    return (wishes.target_size or 0) * 8 * _FOR_STREAMS / facts.duration
