"""What becomes of a film's sound where it has to change: filtered, and encoded as it was."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from studio.media.facts import AudioFacts, MediaFacts
from studio.media.films.transcoding import sound
from studio.media.films.transcoding.containers import Holder
from studio.media.films.transcoding.sound import Track
from studio.media.films.transcoding.wishes import SoundCodec, Wishes

_OURS: dict[str, SoundCodec] = {"aac": "aac", "opus": "opus", "mp3": "mp3", "flac": "flac", "pcm": "pcm"}
_LOSSY = ("aac", "opus", "mp3")


def changed(
    holder: Holder, facts: MediaFacts, filters: Callable[[AudioFacts], Sequence[str]]
) -> tuple[Track, ...]:
    """All sound tracks, sent through filters.

    Args:
        holder: The container of the result.
        facts: The film.
        filters: What happens to each of them.
    """
    return tuple(
        track
        for source in facts.audio
        if source.duration
        for track in _changed(holder, source, filters(source))
    )


def _changed(holder: Holder, source: AudioFacts, filters: Sequence[str]) -> tuple[Track, ...]:
    own = _OURS.get(source.codec.partition("_")[0])
    # AVI cannot say that an MP3 begins with silence of its encoder: every time anew it would be late.
    codec = own if own in holder.sounds and (holder.name, own) != ("avi", "mp3") else None
    bit_rate = source.bit_rate if codec in _LOSSY and source.bit_rate > 0 else None
    # Under its own name the track would be copied.
    decoded = replace(source, codec=f"{source.codec} decoded")
    found = sound.tracks(holder, [decoded], Wishes(sound=codec, bit_rate=bit_rate))
    return tuple(replace(track, source=source, filters=(*track.filters, *filters)) for track in found)
