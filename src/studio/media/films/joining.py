"""Putting clips one after the other: what they must have in common, and how long the whole will be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from studio.core.errors import BadInput, ToolFailed
from studio.media import encode, probe
from studio.media.facts import MediaFacts
from studio.media.films.cutting.packets import index, main_stream
from studio.media.films.transcoding import encoders
from studio.media.opening import opened

# Every frame is encoded once more: nearly as well as can be seen, and quickly.
_QUALITY, _EFFORT = 90, 4
_RATE = 48_000
# Some formats count in hundredths of a second and call that their rate.
_FASTEST = Fraction(60)


@dataclass(frozen=True)
class Shape:
    """What all clips are made to fit: the size of the picture, its rate, the layout of the sound."""

    width: int
    height: int
    rate: Fraction
    layout: str
    pixels: str = "yuv420p"

    @property
    def seconds_a_frame(self) -> float:
        return float(1 / self.rate)


@dataclass(frozen=True)
class Joint:
    """How two clips meet, in frames; held pictures give the time that a transition takes."""

    transition: str
    frames: int
    held: bool


def shape_of(facts: Sequence[MediaFacts], size: tuple[int, int] | None, rate: str | None) -> Shape:
    """The size and the rate asked for, or those of the largest and the fastest clip."""
    films = [one.main_video for one in facts]
    largest = max(films, key=lambda film: film.width * film.height)
    width, height = size or (largest.width, largest.height)
    fastest = max(min(Fraction(film.nominal_rate), _FASTEST) for film in films)
    channels = max((sound.channels for one in facts for sound in one.audio[:1]), default=0)
    layout = "5.1" if channels > 2 else "stereo" if channels else ""
    deep = any(film.depth > 8 for film in films)
    pixels = "yuv420p10le" if deep else "yuv420p"
    return Shape(width + width % 2, height + height % 2, Fraction(rate) if rate else fastest, layout, pixels)


def alike(clips: Sequence[Path], facts: Sequence[MediaFacts]) -> bool:
    """Whether clips can follow one another in one stream without being encoded again."""
    return len({_signature(path, fact) for path, fact in zip(clips, facts, strict=True)}) == 1


def _signature(path: Path, fact: MediaFacts) -> tuple[object, ...]:
    film, sounds = fact.main_video, fact.audio
    with opened(path) as container:
        stream = main_stream(container, path)
        headers = bytes(stream.codec_context.extradata or b"")
        base = stream.time_base
    heard = tuple((sound.codec, sound.rate, sound.layout) for sound in sounds)
    picture = (
        film.codec,
        film.coded_width,
        film.coded_height,
        film.pixel_format,
        film.rotation,
        film.variable,
    )
    return (path.suffix.lower(), headers, base, picture, heard)


def copied(clips: Sequence[Path], facts: Sequence[MediaFacts], target: Path) -> bool:
    """Join by copying; says whether the result is whole, for where it is not, it must be encoded."""
    # The list knows no newlines in names, so the clips get plain ones.
    links = target.parent / "clips"
    links.mkdir()
    for number, clip in enumerate(clips):
        (links / f"{number}{clip.suffix}").symlink_to(clip.absolute())
    listing = links / "list.txt"
    lines = (f"file '{links / f'{number}{clip.suffix}'}'" for number, clip in enumerate(clips))
    listing.write_text("\n".join(line.replace("\\", "\\\\") for line in lines), "utf-8", "surrogateescape")
    seconds = sum(fact.duration for fact in facts)
    given = ("-f", "concat", "-safe", "0", "-i", encode.source(listing))
    streams = ("-map", "0:V:0", "-map", "0:a?", "-c", "copy")
    try:
        encode.ffmpeg([*given, *streams], target=target, seconds=seconds, label="Copying")
        made = index(target)
    except (ToolFailed, BadInput):
        return False
    films = [fact.main_video for fact in facts]
    lasts = made.seconds(made.end - made.start)
    whole = len(made.entries) == sum(film.frames for film in films)
    return whole and abs(lasts - sum(film.duration for film in films)) < made.seconds(made.usual_duration)


def encoded(
    clips: Sequence[Path], facts: Sequence[MediaFacts], shape: Shape, joint: Joint, target: Path
) -> int:
    """Join by encoding; returns the number of frames the result has, which is what was announced."""
    counts = [max(1, round(fact.main_video.duration * shape.rate)) for fact in facts]
    total = length(clips, counts, joint)
    graph = ";".join(_graph(facts, counts, shape, joint))
    inputs = [part for clip in clips for part in ("-i", encode.source(clip))]
    sound = ("-map", "[a]", "-c:a", "aac", "-b:a", "192k") if shape.layout else ()
    coding = encoders.arguments(encoders.CODINGS["h264"], _QUALITY, _EFFORT, shape.pixels)
    video = ("-map", "[v]", *coding, "-pix_fmt", shape.pixels)
    seconds = total * shape.seconds_a_frame
    more = ("-r", str(shape.rate), "-movflags", "+faststart") if target.suffix != ".mkv" else ()
    encode.ffmpeg([*inputs, "-filter_complex", graph, *video, *sound, *more], target=target, seconds=seconds)
    if (made := probe.media(target).main_video.frames) != total:
        raise ToolFailed(f"the joined film came out with {made} frames instead of {total}")
    return total


def length(clips: Sequence[Path], counts: Sequence[int], joint: Joint) -> int:
    """How many frames the whole will have."""
    if joint.held:
        return sum(counts)
    for position, (clip, count) in enumerate(zip(clips, counts, strict=True)):
        # An inner clip gives time to two transitions, and they must not meet.
        needed = joint.frames * (2 if 0 < position < len(clips) - 1 else 1)
        if joint.frames and count <= needed:
            raise BadInput(
                f"{clip.name} has {count} frames, and its transitions take {needed}",
                hint="choose a shorter --duration, or --lengths kept, which holds pictures instead",
            )
    return sum(counts) - joint.frames * (len(counts) - 1)


def _graph(facts: Sequence[MediaFacts], counts: Sequence[int], shape: Shape, joint: Joint) -> list[str]:
    parts = []
    lengths = []
    for number, (fact, count) in enumerate(zip(facts, counts, strict=True)):
        before, after = _held(number, len(facts), joint)
        lengths.append(before + count + after)
        parts.append(_picture(number, count, before, after, shape))
        if shape.layout:
            parts.append(_sound(number, fact, count, shape))
    parts += _pictures_joined(lengths, shape, joint)
    if shape.layout:
        parts += _sounds_joined(len(facts), shape, joint)
    return parts


def _held(number: int, clips: int, joint: Joint) -> tuple[int, int]:
    """Frames for which the first and the last picture of a clip are held."""
    if not joint.held:
        return 0, 0
    early = joint.frames // 2
    return (early if number else 0), (joint.frames - early if number < clips - 1 else 0)


def _picture(number: int, count: int, before: int, after: int, shape: Shape) -> str:
    fit = f"scale={shape.width}:{shape.height}:force_original_aspect_ratio=decrease:force_divisible_by=2"
    pad = f"pad={shape.width}:{shape.height}:(ow-iw)/2:(oh-ih)/2"
    steps = (
        f"[{number}:V:0]fps={shape.rate}",
        "scale=iw*sar:ih:flags=bicubic",
        f"{fit}:flags=lanczos",
        pad,
        "setsar=1",
        f"format={shape.pixels}",
        "tpad=stop=-1:stop_mode=clone",
        f"trim=end_frame={count}",
        f"tpad=start={before}:start_mode=clone:stop={after}:stop_mode=clone",
        f"settb=1/{shape.rate.numerator}" if shape.rate.denominator == 1 else "settb=AVTB",
        f"setpts=N/({shape.rate})/TB[v{number}]",
    )
    return ",".join(steps)


def _sound(number: int, fact: MediaFacts, count: int, shape: Shape) -> str:
    seconds = count * shape.seconds_a_frame
    layout = f"aformat=sample_fmts=fltp:sample_rates={_RATE}:channel_layouts={shape.layout}"
    trim = f"apad,atrim=0:{seconds:.6f},asetpts=N/SR/TB[a{number}]"
    if not fact.audio:
        return f"anullsrc=r={_RATE}:cl={shape.layout},{layout},{trim}"
    # What the sound begins later than the picture is silence, not a shift.
    late = max(0.0, fact.audio[0].start - fact.main_video.start)
    delay = f"adelay={late * 1000:.0f}:all=1," if late else ""
    return f"[{number}:a:0]asetpts=PTS-STARTPTS,{delay}aresample={_RATE},{layout},{trim}"


def _pictures_joined(lengths: Sequence[int], shape: Shape, joint: Joint) -> list[str]:
    if not joint.frames:
        names = "".join(f"[v{number}]" for number in range(len(lengths)))
        return [f"{names}concat=n={len(lengths)}:v=1:a=0[v]"]
    parts, so_far, last = [], lengths[0], "v0"
    for number in range(1, len(lengths)):
        name = "v" if number == len(lengths) - 1 else f"x{number}"
        duration = joint.frames * shape.seconds_a_frame
        # A little early, so that no rounding can move the beginning to the next frame.
        offset = (so_far - joint.frames - 0.25) * shape.seconds_a_frame
        effect = f"xfade=transition={joint.transition}:duration={duration:.6f}:offset={offset:.6f}"
        parts.append(f"[{last}][v{number}]{effect}[{name}]")
        so_far += lengths[number] - joint.frames
        last = name
    return parts


def _sounds_joined(clips: int, shape: Shape, joint: Joint) -> list[str]:
    names = "".join(f"[a{number}]" for number in range(clips))
    if not joint.frames or joint.held:
        return [f"{names}concat=n={clips}:v=0:a=1[a]"]
    parts, last = [], "a0"
    for number in range(1, clips):
        name = "a" if number == clips - 1 else f"y{number}"
        duration = joint.frames * shape.seconds_a_frame
        parts.append(f"[{last}][a{number}]acrossfade=d={duration:.6f}:c1=qsin:c2=qsin[{name}]")
        last = name
    return parts
