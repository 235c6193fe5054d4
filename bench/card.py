"""Is a graphics card safe from CPU work? `python -m bench.card`, on a machine that has one of NVIDIA's.

There is no peer. Where there is no card nothing can be asked, and that is said.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any
from unittest import mock

from bench import _card
from bench._card import CARD, CLAIMS, INNOCENT, NOTHING, Reached
from bench._paired import Answer, Grid, bustle, show

from studio.engine.workers.cards import SIGHT
from studio.host import drivers, gpus, slices
from studio.host.isolation import devices

_PICTURES = 24
_SECONDS = 120
_ROOT = Path(__file__).parents[1]
_TRIAL = _ROOT / "tests" / "outside" / "trial"


def kept_away(found: list[Reached]) -> Answer:
    """Which layer catches what, alone and with the others."""
    answer = Answer("those who reach for the card, against each layer alone and all of them")
    deeds = list(dict.fromkeys(one.deed for one in found))
    by = {(one.deed, one.layer): one for one in found}
    answer.grid = Grid(
        ("", *CLAIMS), [[deed, *(_cell(by[deed, layer]) for layer in CLAIMS)] for deed in deeds]
    )
    for layer, claimed in CLAIMS.items():
        tried = [one for one in found if one.layer == layer and one.deed in claimed]
        caught = [one for one in tried if not one.reached]
        if tried:
            standing = all(one.stood[0] for one in tried)
            promise = f"{layer} catches what it claims" if standing else f"{layer}: not to be had here"
            told = f"{len(caught)} of {len(tried)}"
            answer.judge(promise, told, all(one.as_claimed for one in tried), tried[0].stood[1])
            answer.remark(f"{layer}: {tried[0].stood[1]}" if tried[0].stood[1] else f"{layer}: stands")
    return answer


def _cell(one: Reached) -> str:
    if one.deed == INNOCENT:
        return "works" if one.reached else "refused"
    return "reached" if one.reached else "caught"


def named(found: list[Reached]) -> Answer:
    """Whoever comes through is named by the proof, and nobody else is."""
    answer = Answer("what is seen of those who come through")
    through = [one for one in found if one.reached and one.deed != INNOCENT]
    answer.grid = Grid(
        ("", "file open", "library", "driver"),
        [
            [
                f"{one.deed}, {one.layer}",
                one.open or "-",
                one.loaded or "-",
                "names it" if one.driver else "-",
            ]
            for one in through
        ],
    )
    reached = [one for one in through if one.layer == NOTHING]
    answer.judge("the card can be reached at all", f"{len(reached)} ways", bool(reached))
    known = sum(bool(one.named) for one in through)
    answer.judge("who reaches it is named", f"{known} of {len(through)}", known == len(through))
    innocent = [one for one in found if one.deed == INNOCENT and one.layer != NOTHING]
    blamed = [one for one in innocent if one.named]
    answer.judge("who does not is not", f"{len(blamed)} of {len(innocent)} blamed", not blamed)
    answer.remark(f"the driver's list: {drivers.on_card().trouble or 'can be used'}")
    return answer


def recorded(folder: Path) -> tuple[Answer, dict[str, Any]]:
    """A run of pictures and of Python with torch: what its record says of the card."""
    from PIL import Image

    answer = Answer(f"a run on the processor: {_PICTURES} pictures, and torch in a worker")
    for number in range(_PICTURES):
        Image.effect_noise((640, 480), 40 + number).save(folder / f"{number:02}.png")
    (folder / "torch.txt").write_text("torch")
    (folder / "card.txt").write_text(str(CARD))
    (folder / "run.yaml").write_text(
        "name: Beside a card\ndefaults: {continue_on_error: true}\nitems:\n"
        '  - {input: "*.png", tool: image.resize, with: {width: 320}, out: small/}\n'
        "  - {input: torch.txt, tool: lure.load, out: told/}\n"
        "  - {input: card.txt, tool: lure.reach, with: {below: true, wait: 2}, out: told/}\n"
    )
    done = _studio(folder, "batch", "run", "run.yaml")
    told = json.loads(_studio(folder, "runs", "show", "last", "--json").stdout or "{}")
    line = str(told.get("proof", {}).get("told", ""))
    words = "runs show says it too"
    small = len(list((folder / "small").glob("*.png")))
    answer.judge("every picture is made", f"{small} of {_PICTURES}", small == _PICTURES)
    answer.judge("its record says that nobody has", line or "nothing", line.startswith("0 of "))
    answer.judge(words, "", bool(line) and line in _studio(folder, "runs", "show", "last").stdout)
    for file in sorted((folder / "told").glob("*.txt")):
        answer.remark(f"{file.stem}: {file.read_text()[:160]}")
    return answer, {"batch": done.stdout + done.stderr, "record": told}


def leased(folder: Path) -> Answer:
    """Work that is meant for a card gets one by name, a call at a time."""
    answer = Answer("work that is meant for the card")
    there = slices.found()
    with mock.patch.dict(sys.modules, {"pynvml": None}):
        by_program = slices.found()
    names = [part.name for part in there.slices]
    answer.grid = Grid(
        ("card", "number", "memory MiB", "name"),
        [[part.card, part.number, f"{(part.memory or 0) >> 20}", part.name] for part in there.slices],
    )
    agree = names == [part.name for part in by_program.slices]
    answer.judge("NVML and nvidia-smi name the same", by_program.trouble or f"{len(names)} names", agree)
    one = _card.reach(_card.TORCH, NOTHING, _card.ways(folder)[_card.TORCH], {SIGHT: names[0]})
    answer.judge("by its name alone torch reaches it", one.told, one.reached)
    (folder / "card").write_text("on ")
    for number in range(3):
        (folder / f"{number}.txt").write_text(str(folder / "card"))
    (folder / "run.yaml").write_text(
        'name: On a card\nitems:\n  - {input: "[0-2].txt", tool: lure.compute, with: {wait: 1}, out: told/}\n'
    )
    done = _studio(folder, "batch", "run", "run.yaml", "--jobs", "3")
    seen = {file.read_text().split()[-1] for file in (folder / "told").glob("*.txt")}
    answer.judge("three calls see it and no other", ", ".join(seen) or done.stderr[-300:], seen == {names[0]})
    record = json.loads(_studio(folder, "runs", "show", "last", "--json").stdout or "{}")
    answer.judge("its record names the card", ", ".join(record.get("cards", ())), bool(record.get("cards")))
    return answer


def told() -> tuple[Answer, dict[str, Any]]:
    """What doctor, the monitor and both sources of figures say of the card."""
    answer = Answer("what is told of the card")
    by_nvml = gpus.look()
    with mock.patch.dict(sys.modules, {"pynvml": None}):
        by_program = gpus.look()
    sources = {"NVML": by_nvml, "nvidia-smi": by_program}
    answer.grid = Grid(
        ("source", "card", "memory MiB", "used MiB", "°C", "W", "driver"),
        [[name, *_figures(seen)] for name, seen in sources.items()],
    )
    for name, seen in sources.items():
        whole = bool(seen.gpus) and seen.gpus[0].seen_by == name and None not in asdict(seen.gpus[0]).values()
        answer.judge(f"{name} tells everything", seen.trouble or f"{len(seen.gpus)} cards", whole)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        doctor = json.loads(_studio(Path(folder), "doctor", "--json").stdout or "{}")
        sampled = _studio(Path(folder), "monitor", "--json", "--count", "2", "--interval", "2").stdout
    last = json.loads(sampled.strip().splitlines()[-1]) if sampled.strip() else {}
    for guard in doctor.get("guards", ()):
        answer.remark(f"doctor: {guard['subject']}: {guard['level']} ({guard['why']})")
    judged = doctor.get("profile", {})
    answer.remark(f"profile: {judged.get('score')} of 100, {judged.get('tier')}: {judged.get('reason')}")
    rows = [guard for guard in doctor.get("guards", ()) if guard["subject"] in ("gpu", "proof")]
    answer.judge("doctor tells of card and proof", f"{len(rows)} rows", len(rows) == 2)
    answer.judge("the monitor samples the card", _sampled(last), bool(_cards_of(last)))
    return answer, {"doctor": doctor, "sample": last, "sources": {k: asdict(v) for k, v in sources.items()}}


def _figures(seen: gpus.Seen) -> list[str]:
    if not seen.gpus:
        return [seen.trouble or "none", *("-" * 5)]
    card = seen.gpus[0]
    sizes = [f"{size >> 20}" if size is not None else "-" for size in (card.memory, card.used)]
    return [card.name, *sizes, f"{card.heat}", f"{card.power}", card.driver]


def _cards_of(sample: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return list((sample.get("cards") or {}).get("gpus", ()))


def _sampled(sample: Mapping[str, Any]) -> str:
    return (
        ", ".join(f"{one['name']} {one['heat']} °C {one['power']} W" for one in _cards_of(sample)) or "none"
    )


def _studio(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command line, in a home of its own, with the trial's tools among ours."""
    path = os.pathsep.join(filter(None, [str(_TRIAL), str(_ROOT / "src"), os.environ.get("PYTHONPATH", "")]))
    return subprocess.run(
        [sys.executable, "-m", "studio", *arguments], cwd=folder, text=True, capture_output=True,
        check=False, timeout=_SECONDS, stdin=subprocess.DEVNULL,
        env={
            **os.environ, "PYTHONPATH": path, "STUDIO_HOME": str(folder / "home"), "COLUMNS": "160",
            # No picture is made by it; a bare machine need not have one.
            "STUDIO_FFMPEG": shutil.which("ffmpeg") or sys.executable,
        },
    )  # fmt: skip


def machine() -> dict[str, Any]:
    """Where all this was found."""

    def read(what: Callable[[], object]) -> str:
        try:
            return str(what())
        except OSError as refused:
            return f"{refused.strerror}"

    return {
        "kernel": platform.release(),
        "version": platform.version(),
        "python": platform.python_version(),
        "user": os.geteuid(),
        "cards": devices.cards(),
        "numbers of processes": read(Path("/proc/self/ns/pid").readlink),
        "control groups": read(Path("/proc/self/cgroup").read_text),
        "load": os.getloadavg(),
    }


def main() -> int:
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("--json", action="store_true")
    asked.add_argument("--out", type=Path, help="a folder for everything that was found, as JSON")
    given = asked.parse_args()
    if not CARD.exists():
        print("bench.card: no card of NVIDIA's is here, so nothing can be asked", file=sys.stderr)
        return 0
    load = bustle()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        for name in ("run", "leased"):
            Path(folder, name).mkdir()
        run, record = recorded(Path(folder, "run"))
        on_card = leased(Path(folder, "leased"))
        about, figures = told()
        found = _card.everything(Path(folder))
    answers = [run, kept_away(found), named(found), on_card, about]
    answers[0].remark(load)
    if given.out:
        everything = {
            "machine": machine(), "run": record, "told": figures, "reached": [asdict(one) for one in found],
        }  # fmt: skip
        given.out.mkdir(parents=True, exist_ok=True)
        (given.out / "card.json").write_text(json.dumps(everything, indent=2, default=str))
    return show(answers, as_json=given.json)


if __name__ == "__main__":
    sys.exit(main())
