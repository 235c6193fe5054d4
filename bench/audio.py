"""How exact is a level, what does it cost, and how true is a pitch? `python -m bench.audio`

The peer is ffmpeg's loudnorm in two passes, the way its manual and most scripts do it. Levels are
measured by ffmpeg's ebur128 on the finished files, ours and theirs.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import av
import numpy as np
from bench._paired import Answer, Command, Pair, fresh, in_turn, show

from studio.media.encode import executable

OURS = "studio audio normalize"
PEER = "loudnorm, two passes"
_SECONDS = 330
_LOUDNESS, _LIMIT = -16.0, -1.5
_SPEECH = Path(__file__).resolve().parent.parent.parent / "shared" / "media" / "jfk.flac"

_CHORD = "0.16*(sin(2*PI*220*t)+sin(2*PI*277*t)+sin(2*PI*330*t))*(0.7+0.3*sin(t))"
_STRUCK = "0.55*exp(-9*mod(t,0.5))*(sin(2*PI*880*t)+0.5*(2*random(0)-1)*exp(-60*mod(t,0.5)))"
_VOICE = "(0.4*sin(2*PI*180*t)+0.15*sin(2*PI*900*t))*lt(mod(t,1.1),0.6)"
_ROOM = "0.08*(2*random(1)-1)"
_DIALOGUE = "0.3*(sin(2*PI*140*t)+sin(2*PI*280*t)/2+sin(2*PI*560*t)/3)*lt(mod(t,0.9),0.5)*(0.6+0.4*sin(t))"


def _material(work: Path) -> dict[str, Path]:
    """Five and a half minutes each: talk, music, surround, a whisper, a wall of sound."""
    made = {}
    spoken = ("-stream_loop", "-1", "-i", str(_SPEECH), "-t", str(_SECONDS))
    speech = spoken if _SPEECH.exists() else _drawn(_DIALOGUE, "mono")
    music = _drawn(f"{_CHORD}+{_STRUCK}|0.9*{_CHORD}+0.8*{_STRUCK}", "stereo")
    front = f"0.35*({_CHORD}+{_STRUCK})"
    surround = _drawn(f"{front}|{front}|0.8*{_VOICE}|0.3*sin(2*PI*40*t)|{_ROOM}|{_ROOM}", "5.1")
    made["speech"] = _written(work / "speech.wav", *speech, "-c:a", "pcm_s16le")
    made["music"] = _written(work / "music.wav", *music, "-c:a", "pcm_s24le")
    made["5.1"] = _written(work / "surround.wav", *surround, "-c:a", "pcm_s24le")
    made["quiet"] = _written(work / "quiet.wav", *speech, "-af", "volume=-40dB", "-c:a", "pcm_s24le")
    pressed = "volume=15dB,asoftclip=type=hard"
    made["hot"] = _written(work / "hot.wav", *music, "-af", pressed, "-c:a", "pcm_s24le")
    return made


def level(name: str, source: Path, work: Path, rounds: int, loudness: float = _LOUDNESS) -> Answer:
    """One recording brought to one level."""
    answer = Answer(f"audio normalize, {name}, {_SECONDS} s, to {loudness:g} LUFS under {_LIMIT:g} dBTP")
    out = work / "out"
    target = ["--loudness", str(loudness), "--limit", str(_LIMIT)]
    ours = (*_studio("normalize"), str(source), *target, "--out", str(out / "ours.wav"))
    script = str(Path(__file__).with_name("_loudnorm.py"))
    rate = str(_rate(source))
    theirs = (executable(), str(source), str(out / "theirs.wav"), str(loudness), str(_LIMIT), rate)
    commands = [
        Command(OURS, ours, fresh(out)),
        Command(PEER, (sys.executable, "-S", script, *theirs), fresh(out)),
    ]
    answer.costs = in_turn(commands, rounds, warm=False)
    pair = Pair(answer.costs[OURS], answer.costs[PEER])
    answer.at_most("at most 0.5 of two passes, CPU", 0.5, [1 / ratio for ratio in pair.cheaper()])
    for command in commands:
        command.prepare()
        subprocess.run(command.argv, check=True, capture_output=True)
        reached, peak = _measured(next(out.iterdir()))
        told = f"{reached:.2f} LUFS, {peak:.1f} dBTP"
        if command.name == OURS:
            exact = abs(reached - loudness) <= 0.1 and peak <= _LIMIT + 0.2
            answer.judge("within 0.1 LU, true peak within 0.2 dB of the limit", told, exact)
        else:
            answer.remark(f"{command.name}: {told}")
    return answer


def pitches(work: Path) -> Answer:
    """Tones, plain and full of overtones, three semitones up and down."""
    answer = Answer("audio effect --pitch ±3, tones of 3 s from 82 to 1480 Hz")
    out = work / "out"
    cents, lengths = [], []
    for tone in (82.4, 146.8, 261.6, 440.0, 740.0, 1480.0):
        for shape in (
            f"0.5*sin(2*PI*{tone}*t)",
            "+".join(f"0.3*sin(2*PI*{tone * n}*t)/{n}" for n in range(1, 9)),
        ):
            source = _written(work / "tone.wav", *_drawn(shape, "mono", 3), "-c:a", "pcm_f32le")
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


def _drawn(expression: str, layout: str, seconds: int = _SECONDS) -> tuple[str, ...]:
    return ("-f", "lavfi", "-i", f"aevalsrc='{expression}':c={layout}:s=48000:d={seconds}")


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
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--json", action="store_true")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        work = Path(folder)
        material = _material(work)
        answers = [level(name, source, work, given.rounds) for name, source in material.items()]
        answers.append(level("music that must be limited", material["music"], work, given.rounds, -9.0))
        answers.append(pitches(work))
    return show(answers, as_json=given.json)


if __name__ == "__main__":
    sys.exit(main())
