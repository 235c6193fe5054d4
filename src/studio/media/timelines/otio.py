"""OpenTimelineIO: a timeline as JSON, in the schemas of version 1."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from studio.media.timelines.cut import Clip, Gap, Transition

if TYPE_CHECKING:
    from fractions import Fraction

    from studio.media.timelines.cut import Item, Marker, Timeline, Track

_OURS = "studio"
_MEDIA = "DEFAULT_MEDIA"


def written(timeline: Timeline) -> str:
    """A timeline as a file."""
    rate = timeline.rate
    stack = {
        **_item("Stack.1", "tracks"),
        "children": [_track(track, rate) for track in timeline.tracks],
        "markers": [_marker(marker, rate) for marker in timeline.markers],
    }
    whole = {
        "OTIO_SCHEMA": "Timeline.1",
        "name": timeline.name,
        "metadata": _told(dict(timeline.told)),
        "global_start_time": None,
        "tracks": stack,
    }
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def _item(schema: str, name: str) -> dict[str, Any]:
    """What everything with a place in time has."""
    return {
        "OTIO_SCHEMA": schema, "name": name, "metadata": {}, "source_range": None, "effects": [],
        "markers": [], "enabled": True,
    }  # fmt: skip


def _track(track: Track, rate: Fraction) -> dict[str, Any]:
    items = [_placed(item, rate) for item in track.items]
    return {
        **_item("Track.1", track.name), "kind": track.kind, "children": items, "enabled": track.heard,
    }  # fmt: skip


def _placed(item: Item, rate: Fraction) -> dict[str, Any]:
    match item:
        case Clip():
            return _clip(item, rate)
        case Gap():
            return {**_item("Gap.1", ""), "source_range": _range(0, item.frames, rate)}
        case Transition():
            dissolve = item.kind == "dissolve"
            return {
                "OTIO_SCHEMA": "Transition.1",
                "name": item.kind,
                "metadata": {},
                "transition_type": "SMPTE_Dissolve" if dissolve else "Custom_Transition",
                "in_offset": _time(item.before, rate),
                "out_offset": _time(item.after, rate),
            }


def _clip(clip: Clip, rate: Fraction) -> dict[str, Any]:
    media = {
        "OTIO_SCHEMA": "ExternalReference.1",
        "name": clip.file.rpartition("/")[2],
        "metadata": {},
        "available_range": _range(0, clip.available, rate),
        "available_image_bounds": None,
        "target_url": quote(clip.file),
    }
    return {
        **_item("Clip.2", clip.name),
        "metadata": _told(dict(clip.told)),
        "source_range": _range(clip.start, clip.frames, rate),
        "media_references": {_MEDIA: media},
        "active_media_reference_key": _MEDIA,
    }


def _marker(marker: Marker, rate: Fraction) -> dict[str, Any]:
    return {
        "OTIO_SCHEMA": "Marker.2",
        "name": marker.name,
        "metadata": {},
        "color": marker.colour,
        "comment": marker.note,
        "marked_range": _range(marker.start, marker.frames, rate),
    }


def _told(told: dict[str, str]) -> dict[str, Any]:
    return {_OURS: told} if told else {}


def _range(start: int, frames: int, rate: Fraction) -> dict[str, Any]:
    return {
        "OTIO_SCHEMA": "TimeRange.1", "start_time": _time(start, rate), "duration": _time(frames, rate),
    }  # fmt: skip


def _time(frames: int, rate: Fraction) -> dict[str, Any]:
    return {"OTIO_SCHEMA": "RationalTime.1", "rate": float(rate), "value": float(frames)}
