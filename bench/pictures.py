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
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bench import _corpus, _quality
from bench._paired import Answer, Command, Cost, Pair, bustle, fresh, in_turn, measure, show, spread

OURS = "studio"
PILLOW = "Pillow, 2 threads"
MOGRIFY = "mogrify"

_WIDTH, _HEIGHT = 800, 450
_SIGMA = 4
_JUDGED = 40
# Pillow takes half a second for each PNG.
_FEWER, _FEWER_ROUNDS = 4, 3
_MANY = 10

_HANDING_ON = (
    "we are three processes that hand pictures on, which costs more on a machine that is busy with other "
    "things; a third of a second is start-up"
)


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

    def out(self, name: str) -> Path:
        """Where a program puts its results."""
        return self.work / "out" / name.partition(",")[0].lower()

    def made(self, name: str, source: Path) -> Path:
        """What a program made of a picture; ours adds what it did to the name."""
        return next(path for end in (".*", "-*.*") for path in self.out(name).glob(f"{source.stem}{end}"))

    def weight(self, name: str) -> int:
        """The bytes of all that a program made."""
        return sum(path.stat().st_size for path in self.out(name).iterdir())


def resize(setting: Setting) -> Answer:
    """Resize to 800 × 450."""
    answer = Answer(f"Resize to {_WIDTH} × {_HEIGHT}, Lanczos, JPEG quality 85")
    commands = [_ours(setting, "resize", "--width", str(_WIDTH)), _pillow(setting, "resize")]
    if has_mogrify := _has_mogrify():
        commands.append(_mogrify(setting))
    else:
        answer.remark("mogrify left out: it is not here (on Debian: apt-get install imagemagick)")
    answer.costs = in_turn(commands, setting.rounds)
    if has_mogrify:
        pair = Pair(answer.costs[OURS], answer.costs[MOGRIFY])
        answer.at_least("≥ 4 × faster by the clock than mogrify", 4, pair.faster(), _HANDING_ON)
        answer.remark(f"CPU of mogrify: {spread(pair.cheaper(), ' times ours')}")
    pair = Pair(answer.costs[OURS], answer.costs[PILLOW])
    answer.at_least("≥ 1.7 × less CPU than Pillow", 1.7, pair.cheaper(), _HANDING_ON)
    _judge_peak(answer, answer.costs[OURS])
    _judge_pixels(answer, setting)
    _judge_jpegs(answer, setting, [command.name for command in commands])
    return answer


def convert(setting: Setting) -> Answer:
    """JPEG to PNG, over fewer pictures."""
    fewer = setting.pictures[::_FEWER]
    setting = replace(setting, corpus=setting.work / "fewer", rounds=min(setting.rounds, _FEWER_ROUNDS))
    _corpus.multiply(setting.corpus, fewer, 1)
    answer = Answer(f"JPEG to PNG, each with its own defaults, {len(fewer)} pictures")
    commands = [_ours(setting, "convert", "--format", "png"), _pillow(setting, "convert")]
    answer.costs = in_turn(commands, setting.rounds)
    answer.at_least("≥ 3 × less CPU than Pillow", 3, Pair(*answer.costs.values()).cheaper())
    bytes_ratio = setting.weight(OURS) / setting.weight(PILLOW)
    answer.judge("no more bytes than Pillow", f"{bytes_ratio:.3f}×", bytes_ratio <= 1)
    same = all(
        (_quality.pixels(setting.made(OURS, source)) == _quality.pixels(source)).all()
        for source in setting.judged
    )
    answer.judge("the same pixels as the JPEG", "yes" if same else "no", same)
    return answer


def blur(setting: Setting) -> Answer:
    """Gaussian blur."""
    answer = Answer(f"Gaussian blur, sigma {_SIGMA}, JPEG quality 85")
    options = ("--blur", str(_SIGMA))
    answer.costs = in_turn([_ours(setting, "adjust", *options), _pillow(setting, "blur")], setting.rounds)
    answer.at_least("≥ 2.5 × less CPU than Pillow", 2.5, Pair(*answer.costs.values()).cheaper())
    near: dict[str, list[float]] = {OURS: [], PILLOW: []}
    for source, made in _without_loss(setting, "adjust", options, "blur"):
        reference = _quality.gauss(_quality.pixels(source), _SIGMA)
        for name, path in made.items():
            near[name].append(_quality.psnr(_quality.pixels(path), reference))
    ours, theirs = (statistics.mean(near[name]) for name in (OURS, PILLOW))
    told = f"{ours:.1f} dB, Pillow's {theirs:.1f} dB"
    answer.judge("as near a true Gaussian as Pillow's", told, ours >= theirs)
    return answer


def many(setting: Setting) -> Answer:
    """Memory over many pictures."""
    count = len(setting.pictures)
    answer = Answer(f"Memory for {count * _MANY} pictures as for {count}")
    crowd, out = setting.work / "crowd", setting.work / "out" / "many"
    _corpus.multiply(crowd, setting.pictures, _MANY)
    few, lots = (
        Command(
            f"studio, {number} pictures",
            _studio("resize", folder, "--width", str(_WIDTH), "--out", str(out)),
            fresh(out),
        )
        for number, folder in ((count, setting.corpus), (count * _MANY, crowd))
    )
    measure(few)
    answer.costs = in_turn((few, lots), 1, warm=False)
    before, after = answer.costs[few.name][0], answer.costs[lots.name][0]
    _judge_growth(answer, "the largest process", before.largest, after.largest)
    _judge_growth(answer, "all processes", before.tree, after.tree)
    return answer


QUESTIONS = {"resize": resize, "convert": convert, "blur": blur, "many": many}


def _judge_peak(answer: Answer, costs: Sequence[Cost]) -> None:
    largest, together = max(cost.largest for cost in costs), max(cost.tree for cost in costs)
    answer.judge("peak ≤ 150 MiB, largest process", f"{largest:.0f} MiB", largest <= 150)
    answer.judge("peak ≤ 150 MiB, all processes", f"{together:.0f} MiB", together <= 150)


def _judge_growth(answer: Answer, whose: str, before: float, after: float) -> None:
    answer.judge(f"{whose} within 10 %", f"{after / before:.3f}×", after <= 1.1 * before)


def _judge_pixels(answer: Answer, setting: Setting) -> None:
    """The resized pixels against the reference, without a JPEG's loss in between."""
    found = []
    for source, made in _without_loss(setting, "resize", ("--width", str(_WIDTH)), "resize"):
        reference = _quality.lanczos(_quality.pixels(source), _WIDTH, _HEIGHT)
        found.append(_quality.ssim(_quality.pixels(made[OURS]), reference))
    mean, least = statistics.mean(found), min(found)
    answer.judge("mean SSIM ≥ .998 against float Lanczos", f"{mean:.5f}", mean >= 0.998)
    answer.judge("least SSIM ≥ .995", f"{least:.5f}", least >= 0.995)


def _judge_jpegs(answer: Answer, setting: Setting, names: Sequence[str]) -> None:
    """The JPEGs as delivered: as like the reference as Pillow's, at about the same size."""
    scores: dict[str, list[float]] = {name: [] for name in names}
    for source in setting.judged:
        reference = _quality.lanczos(_quality.pixels(source), _WIDTH, _HEIGHT)
        for name in names:
            scores[name].append(_quality.ssim(_quality.pixels(setting.made(name, source)), reference))
    gap = statistics.mean(scores[OURS]) - statistics.mean(scores[PILLOW])
    answer.judge("JPEGs as like the reference as Pillow's", f"SSIM {gap:+.5f}", gap >= -0.0005)
    for name in names:
        size = setting.weight(name) / len(setting.pictures) / 1000
        answer.remark(f"JPEGs of {name}: SSIM {spread(scores[name])}, {size:.1f} kB each")


def _without_loss(
    setting: Setting, verb: str, options: tuple[str, ...], work: str
) -> list[tuple[Path, dict[str, Path]]]:
    """Some pictures as PNG, and what ours and Pillow make of them."""
    inputs, ours, theirs = (setting.work / f"lossless-{verb}" / name for name in ("in", "ours", "pillow"))
    sources = _corpus.as_png(setting.judged, inputs)
    theirs.mkdir()
    measure(Command(OURS, _studio(verb, inputs, *options, "--out", str(ours))))
    measure(Command(PILLOW, _by_pillow(work, inputs, theirs)))
    return [
        (source, {OURS: ours / f"{source.stem}-{verb}.png", PILLOW: theirs / source.name})
        for source in sources
    ]


def _ours(setting: Setting, verb: str, *options: str) -> Command:
    out = setting.out(OURS)
    return Command(OURS, _studio(verb, setting.corpus, *options, "--out", str(out)), fresh(out))


def _pillow(setting: Setting, work: str) -> Command:
    out = setting.out(PILLOW)
    return Command(PILLOW, _by_pillow(work, setting.corpus, out), fresh(out))


def _mogrify(setting: Setting) -> Command:
    out = setting.out(MOGRIFY)
    options = ("-filter", "Lanczos", "-resize", f"{_WIDTH}x{_HEIGHT}", "-quality", "85")
    files = map(str, setting.pictures)
    return Command(MOGRIFY, ("mogrify", "-path", str(out), *options, *files), fresh(out))


def _studio(verb: str, inputs: Path, *options: str) -> tuple[str, ...]:
    return (str(Path(sys.executable).with_name("studio")), "image", verb, str(inputs), *options)


def _by_pillow(work: str, inputs: Path, out: Path) -> tuple[str, ...]:
    return (sys.executable, "-m", "bench._pillow", work, str(inputs), str(out))


def _has_mogrify() -> bool:
    """Whether the real one is here: others answer to its name."""
    if not shutil.which("mogrify"):
        return False
    said = subprocess.run(["mogrify", "-version"], capture_output=True, text=True, check=False).stdout
    return said.startswith("Version: ImageMagick")


def main() -> int:
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("questions", nargs="*", metavar="QUESTION", help=f"of {', '.join(QUESTIONS)}; all")
    asked.add_argument("--pictures", type=int, default=200)
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--json", action="store_true")
    given = asked.parse_args()
    load = bustle()
    with tempfile.TemporaryDirectory(prefix="bench-") as work:
        setting = Setting(Path(work), Path(work) / "pictures", given.rounds)
        about = _corpus.make(setting.corpus, given.pictures)
        answers = [QUESTIONS[name](setting) for name in given.questions or QUESTIONS]
    answers[-1].remark(f"the pictures: {about}; {given.rounds} rounds, medians and ends; {load}")
    return show(answers, as_json=given.json)


if __name__ == "__main__":
    sys.exit(main())
