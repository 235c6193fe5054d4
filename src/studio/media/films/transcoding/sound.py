"""What becomes of the sound: every track copied where that can be, else encoded as the container wants it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from studio.core.errors import BadInput
from studio.media.facts import AudioFacts
from studio.media.films.transcoding.containers import Holder
from studio.media.films.transcoding.wishes import SoundCodec, Wishes
from studio.media.sound import layouts
from studio.media.sound.formats import FORMATS

_NATIVE = {"aac": "aac", "opus": "opus", "mp3": "mp3", "flac": "flac"}
_PROGRAMS = {"aac": "aac", "opus": "libopus", "mp3": "libmp3lame", "flac": "flac"}
# Bits a second of two channels that are hard to tell from the original.
_PLENTY = {"aac": 160_000, "opus": 128_000, "mp3": 192_000}
_LEAST_PER_CHANNEL = 16_000
_OF_THE_WHOLE = 0.15
# What a sum of channels may come up to, so that it does not crackle.
_CEILING = "alimiter=limit=0.97:level=0:latency=1"


@dataclass(frozen=True, slots=True)
class Track:
    """The way of one sound track into the result.

    Attributes:
        source: What it is.
        codec: How it is encoded; None where it is copied.
        filters: What happens to it on the way.
        arguments: What its encoder is told, without the number of the stream.
        change: What is different afterwards that nobody asked for by name.
        feed: Which of ffmpeg's inputs it is read from.
    """

    source: AudioFacts
    codec: SoundCodec | None
    filters: tuple[str, ...] = ()
    arguments: tuple[str, ...] = ()
    change: str = ""
    feed: int = 0

    @property
    def place(self) -> str:
        """Where ffmpeg finds it."""
        return f"{self.feed}:{self.source.index}"

    def told(self, number: int) -> tuple[str, ...]:
        """What ffmpeg is told of it.

        Args:
            number: Its number among the sound tracks of the result.
        """
        if self.codec is None:
            return (f"-c:a:{number}", "copy")
        named = [part.format(f"a:{number}") for part in self.arguments]
        chain = ",".join(self.filters)
        return (*named, *((f"-filter:a:{number}", chain) if chain else ()))


def tracks(holder: Holder, sounds: Sequence[AudioFacts], wishes: Wishes) -> tuple[Track, ...]:
    """The ways of all tracks.

    Args:
        holder: The container.
        sounds: The tracks to keep.
        wishes: What is asked for.
    """
    if wishes.sound == "none" or not holder.sounds:
        return ()
    if wishes.sound and wishes.sound not in holder.sounds:
        raise BadInput(
            f"{holder.name} is no home for {wishes.sound} sound",
            hint=f"choose what it takes: {', '.join(holder.sounds)}",
        )
    return tuple(_track(holder, sound, wishes) for sound in sounds)


def weight(tracks: Sequence[Track]) -> int:
    """Bits a second of all tracks together, as far as they can be known beforehand."""
    return sum(_weight(track) for track in tracks)


def lean(holder: Holder, sounds: Sequence[AudioFacts], wishes: Wishes, budget: float) -> int | None:
    """The bits a second each track may have where the whole must not exceed a budget.

    Args:
        holder: The container.
        sounds: The tracks to keep.
        wishes: What is asked for.
        budget: Bits a second of picture and sound together.
    """
    codec = wishes.sound or holder.sound
    if not sounds or codec not in _PLENTY:
        return None
    channels = max(_channels(sound, wishes) for sound in sounds)
    most = _PLENTY[codec] * _share(channels)
    least = _LEAST_PER_CHANNEL * channels
    return round(max(least, min(most, budget * _OF_THE_WHOLE / len(sounds))))


def _weight(track: Track) -> int:
    if "-b:{}" in track.arguments:
        return int(track.arguments[track.arguments.index("-b:{}") + 1])
    source = track.source
    return source.bit_rate or source.rate * source.channels * (source.depth or 16)


def _track(holder: Holder, sound: AudioFacts, wishes: Wishes) -> Track:
    codec = wishes.sound or holder.sound
    native = _NATIVE.get(codec, "pcm_")
    asked = wishes.bit_rate or _remixed(sound, wishes)
    if sound.codec in holder.hears and not asked and (not wishes.sound or sound.codec.startswith(native)):
        return Track(sound, None)
    if wishes.bit_rate and not _remixed(sound, wishes) and _already(sound, native, wishes.bit_rate):
        return Track(sound, None)
    layout, change = _layout(codec, sound, wishes)
    channels = _COUNTS.get(layout, sound.channels)
    mixing = layouts.mixed(sound.layout, sound.channels, layout) if layout != sound.layout else []
    return Track(
        sound,
        codec,
        filters=(
            "aresample=async=1:first_pts=0",
            *mixing,
            *((_CEILING,) if mixing and sound.channels > 2 else ()),
            *((f"aformat=channel_layouts={layout}",) if layout in _COUNTS else ()),
        ),
        arguments=encoder(codec, sound, channels, wishes.bit_rate),
        change=change,
    )


def encoder(codec: SoundCodec, like: AudioFacts, channels: int, bit_rate: int | None) -> tuple[str, ...]:
    """What ffmpeg is told of an encoder, with {} in the place of the stream.

    Args:
        codec: How the sound is compressed.
        like: What is encoded, as far as rate and depth go.
        channels: How many channels it has by then.
        bit_rate: Bits a second; None for plenty.
    """
    rate = _rate(codec, like)
    return (
        *("-c:{}", _program(codec, like)),
        *(("-ar:{}", str(rate)) if rate != like.rate else ()),
        *_bits(codec, bit_rate, channels),
        *(("-mapping_family:{}", "1") if codec == "opus" and channels > 2 else ()),
    )


_COUNTS = {"mono": 1, "stereo": 2, "5.1": 6, "7.1": 8}


def _remixed(sound: AudioFacts, wishes: Wishes) -> bool:
    return bool(wishes.channels) and _channels(sound, wishes) != sound.channels


def _channels(sound: AudioFacts, wishes: Wishes) -> int:
    """Fewer channels are made of more, never more of fewer."""
    return min(_COUNTS[wishes.channels], sound.channels) if wishes.channels else sound.channels


def _already(sound: AudioFacts, native: str, bit_rate: int) -> bool:
    """Whether encoding it anew would only make it worse."""
    return sound.codec == native and 0 < sound.bit_rate <= bit_rate * 1.2


def _layout(codec: SoundCodec, sound: AudioFacts, wishes: Wishes) -> tuple[str, str]:
    if _remixed(sound, wishes):
        return wishes.channels or "", ""
    held = FORMATS["m4a" if codec == "aac" else codec].layouts if codec in ("aac", "opus", "mp3") else ()
    own = {"5.1(side)": "5.1", "5.0(side)": "5.0", "quad(side)": "quad"}.get(sound.layout, sound.layout)
    if not held or own in held or sound.channels <= 2:
        return sound.layout, ""
    layout = "5.1" if sound.channels >= 6 and "5.1" in held else "stereo"
    return layout, f"{sound.channels} channels mixed down to {layout}: {codec} has no {sound.layout}"


def _rate(codec: SoundCodec, sound: AudioFacts) -> int:
    """The nearest sample rate the codec has, above rather than below."""
    rates = FORMATS["m4a" if codec == "aac" else codec].rates if codec in ("aac", "opus", "mp3") else ()
    if not rates or sound.rate in rates:
        return sound.rate
    return next((rate for rate in rates if rate > sound.rate), rates[-1])


def _program(codec: SoundCodec, sound: AudioFacts) -> str:
    if codec != "pcm":
        return _PROGRAMS[codec]
    if sound.codec.startswith("pcm_f"):
        return "pcm_f32le"
    return "pcm_s24le" if sound.depth > 16 else "pcm_s16le"


def _bits(codec: SoundCodec, bit_rate: int | None, channels: int) -> tuple[str, ...]:
    if codec not in _PLENTY:
        return ()
    return ("-b:{}", str(bit_rate or round(_PLENTY[codec] * _share(channels))))


def _share(channels: int) -> float:
    """The bits of so many channels, against those of two."""
    return {1: 0.6, 2: 1.0}.get(channels, channels * 0.4)
