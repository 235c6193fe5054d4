"""Ready-made wishes for films, by the purpose they serve."""

from __future__ import annotations

from typing import Literal

from studio.media.films.transcoding.wishes import Wishes

Name = Literal["web", "archive", "square", "vertical", "proxy"]

_SOCIAL = Wishes(
    format="mp4",
    codec="h264",
    fit="pad",
    enlarge=True,
    depth=8,
    sdr=True,
    keyframes=2,
    sound="aac",
    channels="stereo",
)

PRESETS: dict[Name, Wishes] = {
    # Plays in every browser, begins to play before it is loaded, can be sought in.
    "web": Wishes(
        format="mp4",
        codec="h264",
        longest=1920,
        depth=8,
        sdr=True,
        keyframes=2,
        sound="aac",
        channels="stereo",
    ),
    # Not a bit of the picture is lost, and every frame carries a checksum; the sound stays as it is.
    "archive": Wishes(format="mkv", codec="ffv1"),
    "square": _SOCIAL.over(Wishes(width=1080, height=1080)),
    "vertical": _SOCIAL.over(Wishes(width=1080, height=1920)),
    # Every frame stands alone, so that editing is fluid; frames, rate and time code are the film's own.
    "proxy": Wishes(format="mov", codec="prores", longest=1280, quality=20, sdr=True, sound="pcm"),
}
