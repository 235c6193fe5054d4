"""Putting clips one after the other: what they must have in common, and how long the whole will be."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from studio.core.errors import BadInput, ToolFailed
from studio.media import encode, probe
from studio.media.facts import AudioFacts, MediaFacts
from studio.media.films.cutting.packets import index, main_stream
from studio.media.films.meeting import LOSSLESS, Shape, channels_of, pictured, shape_of, sounded
from studio.media.films.transcoding import encoders
from studio.media.films.transcoding.carrying import FromFile, damage
from studio.media.opening import opened

# Every frame is encoded once more: nearly as well as can be seen, and quickly.
_QUALITY, _EFFORT = 90, 4
_PROGRAMS = {"mp3": "libmp3lame", "opus": "libopus", "ac3": "ac3"}


@dataclass(frozen=True)
class Joint:
    """How two clips meet, in frames; held pictures give the time that a transition takes."""

    transition: str
    frames: int
    held: bool


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
        *(film.codec, film.coded_width, film.coded_height, film.sample_aspect, film.rotation),
        *(film.pixel_format, film.alpha, film.field_order, film.variable),
        *(film.primaries, film.transfer, film.matrix, film.range),
    )
    return (path.suffix.lower(), headers, base, picture, heard)


def copied(clips: Sequence[Path], facts: Sequence[MediaFacts], target: Path) -> bool:
    """Join by copying the pictures; says whether the result is whole. Where it is not, it must be encoded.

    Compressed sound begins with what fills up its first packet, so that of every further clip would come
    a little later than its picture. It is taken apart and written anew, without loss where it had none.
    """
    # The list knows no newlines in names, so the clips get plain ones; it takes others for its neighbours.
    links = target.parent.absolute() / "clips"
    links.mkdir()
    lines = []
    for number, (clip, fact) in enumerate(zip(clips, facts, strict=True)):
        link = links / f"{number}{clip.suffix}"
        link.symlink_to(clip.absolute())
        quoted = str(link).replace("\\", "\\\\").replace("'", "'\\''")
        lines += [f"file '{quoted}'", f"duration {fact.main_video.duration:.6f}"]
    listing = links / "list.txt"
    listing.write_text("\n".join(lines), "utf-8", "surrogateescape")
    given = ["-copyts", "-f", "concat", "-safe", "0", "-an", "-i", encode.source(listing)]
    given += [part for clip in clips for part in ("-i", encode.source(clip))] if facts[0].audio else []
    streams = ("-map", "0:V:0", "-c:v", "copy", *_sound_anew(facts))
    seconds = sum(fact.main_video.duration for fact in facts)
    try:
        encode.ffmpeg([*given, *streams], target=target, seconds=seconds, label="Copying")
        made = index(target)
    except (ToolFailed, BadInput):
        return False
    film = probe.media(target).main_video
    whole = film.frames == sum(fact.main_video.frames for fact in facts)
    step = made.seconds(made.usual_duration)
    return whole and abs(film.duration - seconds) < step and film.start < step / 2


def _sound_anew(facts: Sequence[MediaFacts]) -> list[str]:
    """The arguments that write every sound track of clips whose pictures are copied."""
    if not facts[0].audio:
        return []
    shape = shape_of(facts, None, None)
    graph, told = [], []
    for track, sound in enumerate(facts[0].audio):
        named = replace(shape, layout=channels_of([sound]), samples=sound.rate)
        for number, fact in enumerate(facts):
            alone = replace(fact, audio=(fact.audio[track],))
            graph.append(_sound(f"{track}x{number}", number + 1, alone, fact.main_video.duration, named))
        names = "".join(f"[a{track}x{number}]" for number in range(len(facts)))
        graph.append(f"{names}concat=n={len(facts)}:v=0:a=1[t{track}]")
        told += ["-map", f"[t{track}]", *_like(sound, named, track)]
    return ["-filter_complex", ";".join(graph), *told]


def _like(sound: AudioFacts, shape: Shape, track: int) -> list[str]:
    """What writes sound as it was."""
    program = sound.codec if sound.codec.startswith(LOSSLESS) else _PROGRAMS.get(sound.codec, "aac")
    rate = [] if sound.codec.startswith(LOSSLESS) else [f"-b:a:{track}", shape.bit_rate]
    language = [f"-metadata:s:a:{track}", f"language={sound.language}"] if sound.language else []
    return [f"-c:a:{track}", program, *rate, *language]


def encoded(
    clips: Sequence[Path], facts: Sequence[MediaFacts], shape: Shape, joint: Joint, target: Path
) -> tuple[int, list[str]]:
    """Join by encoding.

    Returns the number of frames the result has, which is what was announced, and what is damaged.
    """
    counts = [max(1, round(fact.main_video.duration * shape.rate)) for fact in facts]
    total = length(clips, counts, joint)
    graph = ";".join(_graph(facts, counts, shape, joint))
    with ExitStack() as held:
        inputs = [part for fact in facts for part in held.enter_context(FromFile(fact).opened())]
    sound = ("-map", "[a]", "-c:a", "aac", "-b:a", shape.bit_rate) if shape.layout else ()
    coding = encoders.arguments(shape.coding, _QUALITY, _EFFORT, shape.pixels)
    tag = ("-tag:v", shape.coding.tag) if shape.coding.tag and target.suffix != ".mkv" else ()
    video = ("-map", "[v]", *coding, "-pix_fmt", shape.pixels, *tag)
    seconds = total * shape.seconds_a_frame
    more = ("-r", str(shape.rate), "-movflags", "+faststart") if target.suffix != ".mkv" else ()
    said: list[str] = []
    arguments = [*inputs, "-filter_complex", graph, *video, *sound, *more]
    encode.ffmpeg(arguments, target=target, seconds=seconds, heard=said.append)
    if (made := probe.media(target).main_video.frames) != total:
        raise ToolFailed(f"the joined film came out with {made} frames instead of {total}")
    return total, damage(said)


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
        parts.append(_picture(number, fact, (before, count, after), shape))
        if shape.layout:
            parts.append(_sound(str(number), number, fact, count * shape.seconds_a_frame, shape))
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


def _picture(number: int, fact: MediaFacts, lasts: tuple[int, int, int], shape: Shape) -> str:
    """One clip's picture, with its first and its last held as long as they must be."""
    before, count, after = lasts
    steps = (
        *pictured(fact, shape),
        "tpad=stop=-1:stop_mode=clone",
        f"trim=end_frame={count}",
        f"tpad=start={before}:start_mode=clone:stop={after}:stop_mode=clone",
        f"settb={shape.rate.denominator}/{shape.rate.numerator}",
        f"setpts=N[v{number}]",
    )
    # Chains that split carry names of their own, which must differ from clip to clip.
    chain = ",".join(steps).replace("[film]", f"[film{number}]").replace("[ground]", f"[ground{number}]")
    return f"[{number}:{fact.main_video.index}]{chain}".replace("[laid]", f"[laid{number}]")


def _sound(name: str, number: int, fact: MediaFacts, seconds: float, shape: Shape) -> str:
    """One clip's sound, exactly as long as its picture."""
    trim = f"apad,atrim=0:{seconds:.6f},asetpts=N/SR/TB[a{name}]"
    if not fact.audio:
        return f"anullsrc=r={shape.samples}:cl={shape.layout},aformat=sample_fmts=fltp,{trim}"
    return f"[{number}:{fact.audio[0].index}]{','.join(sounded(fact, shape))},{trim}"


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
