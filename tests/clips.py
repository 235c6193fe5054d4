"""Makes the films and recordings tests work on, each once in a run, small, with a trait of its own."""

import atexit
import hashlib
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from tests import once

from studio.media.encode import executable

SIZE = "320x180"
PICTURE = "testsrc2=s={size}:r={rate}:d={seconds}"
TONE = "sine=f={pitch}:r=48000:d={seconds},volume=4"
H264 = ("-c:v", "libx264", "-preset", "ultrafast", "-g", "12", "-pix_fmt", "yuv420p")


@cache
def folder() -> Path:
    """Where this process keeps what it makes of them until it ends."""
    place = Path(tempfile.mkdtemp(prefix="studio-clips-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    return place


def made(name: str, *arguments: str | Path) -> Path:
    """A file ffmpeg makes of these arguments; others may bear the same name, each lies in its own folder."""
    told = "\0".join(map(str, arguments)).encode("utf-8", "surrogateescape")

    def make(path: Path) -> None:
        command = [executable(), "-v", "error", "-nostdin", "-y", *map(str, arguments), f"file:{path}"]
        subprocess.run(command, check=True, timeout=120)
        path.chmod(0o444)

    return once.made(f"clips/{hashlib.sha256(told).hexdigest()[:16]}/{name}", make)


def picture(seconds: float = 2, size: str = SIZE, rate: str = "25") -> tuple[str, ...]:
    """The input that shows a moving test card with a running clock."""
    return "-f", "lavfi", "-i", PICTURE.format(size=size, rate=rate, seconds=seconds)


def tone(seconds: float = 2, pitch: int = 440) -> tuple[str, ...]:
    """The input that sounds one even tone, half as loud as can be."""
    return "-f", "lavfi", "-i", TONE.format(pitch=pitch, seconds=seconds)


def silent(
    seconds: float = 2, size: str = SIZE, rate: str = "25", suffix: str = ".mp4", more: Sequence[str] = ()
) -> Path:
    """A plain film without sound: H.264 with a keyframe every 12 frames.

    Args:
        seconds: How long it is.
        size: Width and height.
        rate: Frames a second.
        suffix: The container.
        more: Options that come last and so win, such as another codec.
    """
    name = _name("silent", seconds, size, rate, *more)
    return made(name + suffix, *picture(seconds, size, rate), *H264, *more)


def sounding(
    seconds: float = 2, size: str = SIZE, rate: str = "25", suffix: str = ".mp4", more: Sequence[str] = ()
) -> Path:
    """A plain film with a tone: H.264 and AAC; the same options as `silent`."""
    name = _name("sounding", seconds, size, rate, *more)
    sound = ("-c:a", "aac", "-ar", "48000")
    return made(name + suffix, *picture(seconds, size, rate), *tone(seconds), *H264, *sound, *more)


def recording(seconds: float = 2, pitch: int = 440, suffix: str = ".wav", more: Sequence[str] = ()) -> Path:
    """One even tone, by default as mono WAV of 48 kHz and 16 bits."""
    return made(_name("recording", seconds, pitch, *more) + suffix, *tone(seconds, pitch), *more)


def rotated(degrees: int = 90, seconds: float = 2) -> Path:
    """A film that is stored lying, as telephones do, and shown turned clockwise by that much."""
    arguments = ("-display_rotation", str(-degrees), "-i", sounding(seconds), "-c", "copy")
    return made(f"rotated-{degrees}.mp4", *arguments)


def uneven(suffix: str = ".mp4") -> Path:
    """A film whose rate changes: 25 frames in its first second, then every third only: 34 in all."""
    chosen = "select='lt(n,25)+not(mod(n-25,3))'"
    return made(f"uneven{suffix}", *picture(2), "-vf", chosen, "-fps_mode", "vfr", *H264)


def odd() -> Path:
    """A film of 321 by 181 pixels, which 4:2:0 cannot hold."""
    return silent(more=("-vf", "scale=321:181", "-pix_fmt", "yuv444p"))


def interlaced(seconds: float = 2) -> Path:
    """Fields, the upper first, 25 frames a second."""
    fields = ("-vf", "tinterlace=interleave_top,setfield=tff", "-flags", "+ilme+ildct")
    coding = ("-c:v", "libx264", "-preset", "ultrafast", "-x264-params", "tff=1", "-pix_fmt", "yuv420p")
    return made("interlaced.mp4", *picture(seconds, rate="50"), *fields, *coding)


def two_coloured() -> Path:
    """Fields of different colours: red the upper, blue the lower."""
    turns = "geq=lum=120:cb='if(mod(N,2),200,90)':cr='if(mod(N,2),90,200)'"
    paper = f"color=gray:s=320x180:r=50:d=1,format=yuv420p,{turns},tinterlace=interleave_top,setfield=tff"
    coding = ("-c:v", "libx264", "-qp", "4", "-x264-params", "tff=1", "-flags", "+ilme+ildct")
    return made("two-coloured.mp4", "-f", "lavfi", "-i", paper, *coding, "-pix_fmt", "yuv420p")


def hdr(transfer: str = "smpte2084", seconds: float = 1) -> Path:
    """Ten bits, BT.2020, PQ (or `arib-std-b67`: HLG), tagged as such."""
    tags = f"setparams=color_primaries=bt2020:color_trc={transfer}:colorspace=bt2020nc:range=limited"
    coding = ("-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=error", "-tag:v", "hvc1")
    chain = f"format=yuv420p10le,{tags}"
    return made(f"hdr-{transfer}.mp4", *picture(seconds), "-vf", chain, *coding, "-pix_fmt", "yuv420p10le")


def mastered() -> Path:
    """Ten bits, PQ, with what is said of the screen it was made on."""
    screen = "G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)L(10000000,1)"
    said = f"log-level=error:hdr10=1:repeat-headers=1:master-display={screen}:max-cll=1000,400"
    tags = "setparams=color_primaries=bt2020:color_trc=smpte2084:colorspace=bt2020nc:range=limited"
    coding = ("-c:v", "libx265", "-preset", "ultrafast", "-x265-params", said, "-tag:v", "hvc1")
    return made("mastered.mp4", *picture(0.4), "-vf", f"format=yuv420p10le,{tags}", *coding)


def see_through(suffix: str = ".mov") -> Path:
    """A film whose left half is transparent: ProRes 4444 in .mov, VP9 in .webm."""
    chain = "format=yuva444p,geq=lum='p(X,Y)':cb='cb(X,Y)':cr='cr(X,Y)':a='255*gte(X,W/2)'"
    prores = ("-c:v", "prores_ks", "-profile:v", "4444", "-pix_fmt", "yuva444p10le")
    vp9 = ("-c:v", "libvpx-vp9", "-pix_fmt", "yuva420p", "-deadline", "realtime", "-cpu-used", "8")
    coding = vp9 if suffix == ".webm" else prores
    return made(f"see-through{suffix}", *picture(0.4, "160x90"), "-vf", chain, *coding)


def surround(suffix: str = ".mp4", seconds: float = 2) -> Path:
    """A film with sound in 5.1, a tone of its own in every channel."""
    tones = "|".join(f"0.4*sin({pitch}*2*PI*t)" for pitch in (440, 550, 660, 80, 770, 880))
    sound = ("-f", "lavfi", "-i", f"aevalsrc={tones}:c=5.1:s=48000:d={seconds}")
    return made(f"surround{suffix}", *picture(seconds), *sound, *H264, "-c:a", "aac")


def two_languages(seconds: float = 2) -> Path:
    """A film with two sounds: 440 Hz in English, 880 Hz in German."""
    streams = ("-map", "0", "-map", "1", "-map", "2")
    tags = ("-metadata:s:a:0", "language=eng", "-metadata:s:a:1", "language=deu")
    sounds = (*tone(seconds), *tone(seconds, 880))
    return made("two-languages.mp4", *picture(seconds), *sounds, *streams, *tags, *H264, "-c:a", "aac")


def sound_only() -> Path:
    """An MP4 with nothing but sound in it."""
    return recording(suffix=".mp4", more=("-c:a", "aac"))


def with_cover() -> Path:
    """An MP3 with a cover picture, which readers take for a picture stream."""
    cover = made("cover.jpg", *picture(0.1), "-frames:v", "1", "-update", "1")
    arguments = ("-i", cover, "-map", "0:a", "-map", "1:v", "-c:v", "copy", "-disposition:v", "attached_pic")
    return made("with-cover.mp3", *tone(), *arguments, "-id3v2_version", "3", "-metadata", "title=Tone")


def film_with_cover(seconds: float = 2) -> Path:
    """A film with a cover picture beside the one that moves."""
    cover = made("cover.jpg", *picture(0.1), "-frames:v", "1", "-update", "1")
    arguments = ("-i", cover, "-map", "0", "-map", "1", "-c", "copy", "-disposition:v:1", "attached_pic")
    return made("film-with-cover.mp4", "-i", sounding(seconds), *arguments)


def with_chapters() -> Path:
    """A film of three chapters."""
    listed = folder() / "chapters.txt"
    spans = [(0, 500, "Opening"), (500, 1500, "Middle; the = long part"), (1500, 2000, "End")]
    lines = [
        f"[CHAPTER]\nTIMEBASE=1/1000\nSTART={start}\nEND={end}\ntitle={_escaped(title)}\n"
        for start, end, title in spans
    ]
    listed.write_text(";FFMETADATA1\n" + "".join(lines), "utf-8")
    arguments = ("-f", "ffmetadata", "-i", listed, "-map", "0", "-map_metadata", "1", "-c", "copy")
    return made("with-chapters.mp4", "-i", sounding(), *arguments)


def with_timecode() -> Path:
    """A film whose first frame bears a time code."""
    return silent(suffix=".mov", more=("-timecode", "10:11:12:13"))


def torn() -> Path:
    """A film that broke off before its index was written, as when the battery is empty."""
    return _shortened(sounding(), "torn.mp4", 0.5)


def cut_off(suffix: str = ".mp4") -> Path:
    """A film whose beginning promises more than there is, as when a download stops."""
    more = ("-movflags", "+faststart") if suffix == ".mp4" else ()
    return _shortened(sounding(seconds=4, suffix=suffix, more=more), f"cut-off{suffix}", 0.5)


def no_frames() -> Path:
    """An MP4 with a picture stream in it and not a single frame."""
    return made("no-frames.mp4", *picture(1), "-vf", "trim=start=9", *H264)


def black(seconds: float = 2) -> Path:
    """A film of nothing but black, with silence."""
    dark = ("-f", "lavfi", "-i", f"color=black:s={SIZE}:r=25:d={seconds}")
    quiet = ("-f", "lavfi", "-i", f"anullsrc=r=48000:cl=stereo:d={seconds}")
    return made(f"black-{seconds}.mp4", *dark, *quiet, *H264, "-c:a", "aac")


def _shortened(whole: Path, name: str, share: float) -> Path:
    path = folder() / name
    if not path.exists():
        path.write_bytes(whole.read_bytes()[: int(whole.stat().st_size * share)])
    return path


def _name(*parts: object) -> str:
    return "-".join("".join(c if c.isalnum() else "_" for c in str(part)) for part in parts)


def _escaped(text: str) -> str:
    return "".join(f"\\{letter}" if letter in "=;#\\\n" else letter for letter in text)
