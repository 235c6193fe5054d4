"""How exact is a level, what does it cost, and how true is a pitch? `python -m bench.audio`

The peer is ffmpeg's loudnorm in two passes, the way its manual and most scripts do it. Levels are
measured by ffmpeg's ebur128 on the finished files, ours and theirs. All of it takes two quiet cores five
minutes; naming single questions, `--rounds` and `--seconds` make it less.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import av
import numpy as np
from bench._paired import Answer, Command, Pair, fresh, in_turn, measure, show

from studio.media.encode import executable

OURS = "studio audio normalize"
PEER = "loudnorm, two passes"
_LOUDNESS, _LOUDER, _LIMIT = -16.0, -9.0, -1.5
_PERIOD = 55
_SPEECH = Path(__file__).resolve().parent.parent.parent / "shared" / "media" / "jfk.flac"

_CHORD = "0.16*(sin(2*PI*220*t)+sin(2*PI*277*t)+sin(2*PI*330*t))*(0.7+0.3*sin(t))"
_STRUCK = "0.55*exp(-9*mod(t,0.5))*(sin(2*PI*880*t)+0.5*(2*random(0)-1)*exp(-60*mod(t,0.5)))"
_VOICE = "(0.4*sin(2*PI*180*t)+0.15*sin(2*PI*900*t))*lt(mod(t,1.1),0.6)"
_ROOM = "0.08*(2*random(1)-1)"
_DIALOGUE = "0.3*(sin(2*PI*140*t)+sin(2*PI*280*t)/2+sin(2*PI*560*t)/3)*lt(mod(t,0.9),0.5)*(0.6+0.4*sin(t))"


@dataclass(frozen=True)
class Setting:
    """Where things lie, how long recordings are, how often things are measured."""

    work: Path
    seconds: int
    rounds: int


def _speech(setting: Setting) -> Path:
    path = setting.work / "speech.wav"
    if path.exists():
        return path
    drawn = _SPEECH if _SPEECH.exists() else _drawn(_DIALOGUE, "mono", setting.work / "voice.wav")
    return _long(setting, drawn, path, "-c:a", "pcm_s16le")


def _music(setting: Setting) -> Path:
    path = setting.work / "music.wav"
    if path.exists():
        return path
    sides = f"{_CHORD}+{_STRUCK}|0.9*{_CHORD}+0.8*{_STRUCK}"
    return _long(setting, _drawn(sides, "stereo", setting.work / "bars.wav"), path)


def _surround(setting: Setting) -> Path:
    front = f"0.35*({_CHORD}+{_STRUCK})"
    all_around = f"{front}|{front}|0.8*{_VOICE}|0.3*sin(2*PI*40*t)|{_ROOM}|{_ROOM}"
    drawn = _drawn(all_around, "5.1", setting.work / "room.wav")
    return _long(setting, drawn, setting.work / "surround.wav")


def _quiet(setting: Setting) -> Path:
    faint = ("-af", "volume=-40dB", "-c:a", "pcm_s24le")
    return _written(setting.work / "quiet.wav", "-i", str(_speech(setting)), *faint)


def _hot(setting: Setting) -> Path:
    pressed = ("-af", "volume=15dB,asoftclip=type=hard", "-c:a", "pcm_s24le")
    return _written(setting.work / "hot.wav", "-i", str(_music(setting)), *pressed)


def level(
    setting: Setting, name: str, made: Callable[[Setting], Path], loudness: float = _LOUDNESS
) -> Answer:
    """One recording brought to one level."""
    told = f"{name}, {setting.seconds} s, to {loudness:g} LUFS under {_LIMIT:g} dBTP"
    answer = Answer(f"audio normalize, {told}")
    source = made(setting)
    finished = {OURS: setting.work / "ours", PEER: setting.work / "theirs"}
    target = ["--loudness", str(loudness), "--limit", str(_LIMIT)]
    ours = (*_studio("normalize"), str(source), *target, "--out", str(finished[OURS] / "level.wav"))
    script = str(Path(__file__).with_name("_loudnorm.py"))
    wanted = (str(finished[PEER] / "level.wav"), str(loudness), str(_LIMIT), str(_rate(source)))
    theirs = (sys.executable, "-S", script, executable(), str(source), *wanted)
    commands = [Command(OURS, ours, fresh(finished[OURS])), Command(PEER, theirs, fresh(finished[PEER]))]
    answer.costs = in_turn(commands, setting.rounds, warm=False)
    pair = Pair(answer.costs[OURS], answer.costs[PEER])
    answer.at_most("at most 0.5 of two passes, CPU", 0.5, [1 / ratio for ratio in pair.cheaper()])
    found = {program: _measured(folder / "level.wav") for program, folder in finished.items()}
    reached, peak = found[OURS]
    exact = abs(reached - loudness) <= 0.1 and peak <= _LIMIT + 0.2
    promise = "within 0.1 LU, true peak within 0.2 dB of the limit"
    answer.judge(promise, f"{reached:.2f} LUFS, {peak:.1f} dBTP", exact)
    answer.remark(f"{PEER}: {found[PEER][0]:.2f} LUFS, {found[PEER][1]:.1f} dBTP")
    return answer


def pitches(setting: Setting) -> Answer:
    """Tones, plain and full of overtones, three semitones up and down."""
    answer = Answer("audio effect --pitch ±3, tones of 3 s from 82 to 1480 Hz")
    out = setting.work / "out"
    cents, lengths = [], []
    for tone in (82.4, 146.8, 261.6, 440.0, 740.0, 1480.0):
        for shape in (
            f"0.5*sin(2*PI*{tone}*t)",
            "+".join(f"0.3*sin(2*PI*{tone * n}*t)/{n}" for n in range(1, 9)),
        ):
            source = _drawn(shape, "mono", setting.work / "tone.wav", seconds=3, codec="pcm_f32le")
            for semitones in (3, -3):
                fresh(out)()
                said = [*_studio("effect"), str(source), f"--pitch={semitones}", "--out", str(out / "x.wav")]
                subprocess.run(said, check=True, capture_output=True)
                samples, rate = _samples(out / "x.wav")
                wanted = tone * 2 ** (semitones / 12)
                cents.append(
                    1200 * abs(np.log2(_pitch(samples[rate // 4 : -rate // 4], rate, wanted) / wanted))
                )
                lengths.append(abs(len(samples) / rate - 3))
    answer.judge("within 3 cents", f"at most {max(cents):.2f} cents", max(cents) <= 3)
    answer.judge("length within 10 ms", f"at most {1000 * max(lengths):.2f} ms", max(lengths) <= 0.01)
    return answer


QUESTIONS: dict[str, Callable[[Setting], Answer]] = {
    "speech": partial(level, name="speech", made=_speech),
    "music": partial(level, name="music", made=_music),
    "surround": partial(level, name="5.1", made=_surround),
    "quiet": partial(level, name="very quiet", made=_quiet),
    "hot": partial(level, name="very hot", made=_hot),
    "limited": partial(level, name="music that must be limited", made=_music, loudness=_LOUDER),
    "pitch": pitches,
}


def _drawn(
    expression: str, layout: str, path: Path, *, seconds: int = _PERIOD, codec: str = "pcm_s24le"
) -> Path:
    source = f"aevalsrc='{expression}':c={layout}:s=48000:d={seconds}"
    return _written(path, "-f", "lavfi", "-i", source, "-c:a", codec)


def _long(setting: Setting, short: Path, path: Path, *coding: str) -> Path:
    """A recording over and over: to calculate all of it would take longer than to measure it."""
    again = ("-stream_loop", "-1", "-i", str(short), "-t", str(setting.seconds))
    return _written(path, *again, *(coding or ("-c", "copy")))


def _warm(work: Path) -> None:
    """Start once for nothing, so that no measured start has to compile Python."""
    tone = _drawn("0.5*sin(2*PI*440*t)", "mono", work / "tone.wav", seconds=3)
    measure(Command(OURS, (*_studio("normalize"), str(tone), "--out", str(work / "warm.wav"))))


def _written(path: Path, *arguments: str) -> Path:
    subprocess.run([executable(), "-v", "error", "-y", *arguments, str(path)], check=True)
    return path


def _studio(verb: str) -> tuple[str, ...]:
    return (str(Path(sys.executable).with_name("studio")), "audio", verb)


def _measured(path: Path) -> tuple[float, float]:
    """Loudness to the hundredth, which is told on the way, and the true peak, which is told at the end."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        told = Path(folder, "told.txt")
        chain = f"ebur128=peak=true:metadata=1:framelog=quiet,ametadata=print:key=lavfi.r128.I:file={told}"
        command = [executable(), "-nostats", "-hide_banner", "-i", str(path), "-af", chain, "-f", "null", "-"]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stderr
        loudness = re.findall(r"r128\.I=(\S+)", told.read_text())
    peak = re.findall(r"Peak:\s+(\S+) dBFS", said)
    return float(loudness[-1]), float(peak[-1])


def _rate(path: Path) -> int:
    with av.open(str(path)) as container:
        return int(container.streams.audio[0].rate)


def _samples(path: Path) -> tuple[np.ndarray[tuple[int], np.dtype[np.float64]], int]:
    with av.open(str(path)) as container:
        frames = [frame.to_ndarray().reshape(-1) for frame in container.decode(audio=0)]
    return np.concatenate(frames).astype(np.float64), _rate(path)


def _pitch(samples: np.ndarray[tuple[int], np.dtype[np.float64]], rate: int, near: float) -> float:
    """The strongest frequency within a third of what is expected, between the steps of the transform."""
    length = 8 * len(samples)
    strengths = np.abs(np.fft.rfft(samples * np.hanning(len(samples)), length))
    frequencies = np.arange(len(strengths)) * rate / length
    strengths[(frequencies < near / 1.3) | (frequencies > near * 1.3)] = 0
    top = int(np.argmax(strengths))
    before, middle, after = np.log(strengths[top - 1 : top + 2] + 1e-12)
    return float((top + 0.5 * (before - after) / (before - 2 * middle + after)) * rate / length)


def main() -> int:
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("questions", nargs="*", choices=[[], *QUESTIONS], help="which; all when left out")
    asked.add_argument("--seconds", type=int, default=330, help="how long recordings are")
    asked.add_argument("--rounds", type=int, default=2, help="how often each program is measured")
    asked.add_argument("--json", action="store_true", help="print everything measured as JSON")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        setting = Setting(Path(folder), given.seconds, given.rounds)
        _warm(setting.work)
        answers = (QUESTIONS[name](setting) for name in given.questions or QUESTIONS)
        return show(answers, as_json=given.json)


if __name__ == "__main__":
    sys.exit(main())
