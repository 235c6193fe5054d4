"""Are we faster on pictures than what a user would pick instead, at equal quality? `python -m bench.pictures`

Peers: Pillow, two threads in one process, and ImageMagick's mogrify. Ours is the real command, with its
start-up, its two workers and the delivery of every result.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bench import _corpus, _quality
from bench._paired import Answer, Command, Cost, Pair, fresh, in_turn, measure, show, spread

OURS = "studio"
PILLOW = "Pillow, 2 threads"
MOGRIFY = "mogrify"

_WIDTH, _HEIGHT = 800, 450
_SIGMA = 4
_JUDGED = 40
_MANY = 10


@dataclass(frozen=True)
class Setting:
    """Where the pictures are and how often things are measured."""

    work: Path
    corpus: Path
    rounds: int

    @property
    def pictures(self) -> list[Path]:
        return sorted(self.corpus.iterdir())

    @property
    def judged(self) -> list[Path]:
        """Pictures from everywhere in the corpus, few enough to compute references for."""
        return self.pictures[:: max(1, len(self.pictures) // _JUDGED)]


def resize(setting: Setting) -> Answer:
    """Resize to 800 × 450."""
    answer = Answer(f"Resize to {_WIDTH} × {_HEIGHT}, Lanczos, JPEG quality 85")
    commands = [_ours(setting, "resize", "--width", str(_WIDTH)), _pillow(setting, "resize")]
    if has_mogrify := _has_mogrify():
        commands.append(_mogrify(setting))
    else:
        answer.remark(
            "mogrify skipped: ImageMagick is not installed (on Debian: apt-get install imagemagick)"
        )
    answer.costs = in_turn(commands, setting.rounds)
    if has_mogrify:
        pair = Pair(answer.costs[OURS], answer.costs[MOGRIFY])
        answer.at_least("≥ 4 × faster by the clock than mogrify", 4, pair.faster())
        answer.remark(f"CPU of mogrify: {spread(pair.cheaper(), ' times ours')}")
    pair = Pair(answer.costs[OURS], answer.costs[PILLOW])
    answer.at_least("≥ 1.7 × less CPU than Pillow", 1.7, pair.cheaper())
    _judge_peak(answer, answer.costs[OURS])
    _judge_resized(answer, setting)
    return answer


def convert(setting: Setting) -> Answer:
    """JPEG to PNG."""
    answer = Answer("JPEG to PNG, each with its own defaults")
    commands = [_ours(setting, "convert", "--format", "png"), _pillow(setting, "convert")]
    answer.costs = in_turn(commands, setting.rounds, warm=False)
    answer.at_least("≥ 3 × less CPU than Pillow", 3, Pair(*answer.costs.values()).cheaper())
    ours, theirs = _weight(_results(setting, OURS)), _weight(_results(setting, PILLOW))
    answer.judge("no more bytes than Pillow", f"{ours / theirs:.3f}×", ours <= theirs)
    same = all(
        (_quality.pixels(_made(setting, OURS, source)) == _quality.pixels(source)).all()
        for source in setting.judged
    )
    answer.judge("the same pixels as the JPEG", "yes" if same else "no", same)
    return answer


def blur(setting: Setting) -> Answer:
    """Gaussian blur."""
    answer = Answer(f"Gaussian blur, sigma {_SIGMA}, JPEG quality 85")
    commands = [_ours(setting, "adjust", "--blur", str(_SIGMA)), _pillow(setting, "blur")]
    answer.costs = in_turn(commands, setting.rounds)
    answer.at_least("≥ 2.5 × less CPU than Pillow", 2.5, Pair(*answer.costs.values()).cheaper())
    found = {name: [] for name in (OURS, PILLOW)}  # type: dict[str, list[float]]
    for source, made in _without_loss(setting, "adjust", ("--blur", str(_SIGMA)), "blur"):
        reference = _quality.gauss(_quality.pixels(source), _SIGMA)
        for name, path in made.items():
            found[name].append(_quality.psnr(_quality.pixels(path), reference))
    ours, theirs = (statistics.mean(found[name]) for name in (OURS, PILLOW))
    answer.judge(
        "as near a true Gaussian as Pillow", f"{ours:.1f} dB, Pillow's {theirs:.1f} dB", ours >= theirs
    )
    return answer


def many(setting: Setting) -> Answer:
    """Memory over many pictures."""
    count = len(setting.pictures)
    answer = Answer(f"Memory for {count * _MANY} pictures as for {count}")
    crowd = setting.work / "crowd"
    _corpus.multiply(crowd, setting.pictures, _MANY)
    few, lots = f"studio, {count} pictures", f"studio, {count * _MANY} pictures"
    out = setting.work / "out" / "many"
    commands = [
        Command(name, _studio("resize", folder, "--width", str(_WIDTH), "--out", str(out)), fresh(out))
        for name, folder in ((few, setting.corpus), (lots, crowd))
    ]
    measure(commands[0])
    answer.costs = in_turn(commands, 1, warm=False)
    shutil.rmtree(crowd)
    for kind in ("largest", "tree"):
        before, after = (float(getattr(answer.costs[name][0], kind)) for name in (few, lots))
        whose = "the largest process" if kind == "largest" else "all processes"
        answer.judge(f"{whose} within 10 %", f"{after / before:.3f}×", after <= 1.1 * before)
    return answer


QUESTIONS = {"resize": resize, "convert": convert, "blur": blur, "many": many}


def _judge_peak(answer: Answer, costs: list[Cost]) -> None:
    largest, together = (max(getattr(cost, kind) for cost in costs) for kind in ("largest", "tree"))
    answer.judge("peak ≤ 150 MiB, largest process", f"{largest:.0f} MiB", largest <= 150)
    answer.judge("peak ≤ 150 MiB, all processes", f"{together:.0f} MiB", together <= 150)


def _judge_resized(answer: Answer, setting: Setting) -> None:
    """Pixels against the reference without JPEG in between, then the JPEGs against Pillow's."""
    found = []
    options = ("--width", str(_WIDTH))
    for source, made in _without_loss(setting, "resize", options, "resize"):
        reference = _quality.lanczos(_quality.pixels(source), _WIDTH, _HEIGHT)
        found.append(_quality.ssim(_quality.pixels(made[OURS]), reference))
    mean, least = statistics.mean(found), min(found)
    answer.judge("mean SSIM ≥ .998 against float Lanczos", f"{mean:.5f}", mean >= 0.998)
    answer.judge("least SSIM ≥ .995", f"{least:.5f}", least >= 0.995)
    names = [name for name in (OURS, PILLOW, MOGRIFY) if name in answer.costs]
    scores = {name: [] for name in names}  # type: dict[str, list[float]]
    for source in setting.judged:
        reference = _quality.lanczos(_quality.pixels(source), _WIDTH, _HEIGHT)
        for name in names:
            scores[name].append(_quality.ssim(_quality.pixels(_made(setting, name, source)), reference))
    for name in names:
        weight = _weight(_results(setting, name)) / len(setting.pictures) / 1000
        answer.remark(f"JPEGs of {name}: SSIM {spread(scores[name])}, {weight:.1f} kB each")
    gap = statistics.mean(scores[OURS]) - statistics.mean(scores[PILLOW])
    answer.judge("JPEGs as like the reference as Pillow's", f"SSIM {gap:+.5f}", gap >= -0.0005)


def _without_loss(
    setting: Setting, verb: str, options: tuple[str, ...], work: str
) -> list[tuple[Path, dict[str, Path]]]:
    """Some pictures as PNG, and what ours and Pillow make of them."""
    inputs, ours, theirs = (setting.work / f"lossless-{verb}" / name for name in ("in", "ours", "pillow"))
    sources = _corpus.as_png(setting.judged, inputs)
    theirs.mkdir()
    measure(Command(OURS, _studio(verb, inputs, *options, "--out", str(ours))))
    measure(Command(PILLOW, (sys.executable, "-m", "bench._pillow", work, str(inputs), str(theirs))))
    return [
        (source, {OURS: ours / f"{source.stem}-{verb}.png", PILLOW: theirs / source.name})
        for source in sources
    ]


def _studio(verb: str, inputs: Path, *options: str) -> tuple[str, ...]:
    return (str(Path(sys.executable).with_name("studio")), "image", verb, str(inputs), *options)


def _ours(setting: Setting, verb: str, *options: str) -> Command:
    out = _out(setting, OURS)
    return Command(OURS, _studio(verb, setting.corpus, *options, "--out", str(out)), fresh(out))


def _pillow(setting: Setting, work: str) -> Command:
    out = _out(setting, PILLOW)
    argv = (sys.executable, "-m", "bench._pillow", work, str(setting.corpus), str(out))
    return Command(PILLOW, argv, fresh(out))


def _mogrify(setting: Setting) -> Command:
    out = _out(setting, MOGRIFY)
    options = ("-filter", "Lanczos", "-resize", f"{_WIDTH}x{_HEIGHT}", "-quality", "85")
    return Command(MOGRIFY, ("mogrify", "-path", str(out), *options, *map(str, setting.pictures)), fresh(out))


def _has_mogrify() -> bool:
    if not shutil.which("mogrify"):
        return False
    said = subprocess.run(["mogrify", "-version"], capture_output=True, text=True, check=False).stdout
    return said.startswith("Version: ImageMagick")


def _out(setting: Setting, name: str) -> Path:
    return setting.work / "out" / name.split(",", maxsplit=1)[0].lower()


def _results(setting: Setting, name: str) -> list[Path]:
    return sorted(_out(setting, name).iterdir())


def _made(setting: Setting, name: str, source: Path) -> Path:
    """What a program made of a picture; ours adds what it did to the name."""
    return next(
        path for path in _results(setting, name) if path.stem in (source.stem, f"{source.stem}-{_verb(path)}")
    )


def _verb(path: Path) -> str:
    return path.stem.rpartition("-")[2]


def _weight(paths: list[Path]) -> int:
    return sum(path.stat().st_size for path in paths)


def main() -> int:
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("questions", nargs="*", metavar="QUESTION", help=f"of {', '.join(QUESTIONS)}; all")
    asked.add_argument("--pictures", type=int, default=200)
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--json", action="store_true")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as work:
        setting = Setting(Path(work), Path(work) / "pictures", given.rounds)
        about = _corpus.make(setting.corpus, given.pictures)
        answers = [QUESTIONS[name](setting) for name in given.questions or QUESTIONS]
    answers[0].remark(f"the pictures: {about}; {given.rounds} rounds, medians and ends")
    return show(answers, as_json=given.json)


if __name__ == "__main__":
    sys.exit(main())
