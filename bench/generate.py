"""Do models keep what their cards say on a real graphics card? `python -m bench.generate`

Models with random numbers, in the very shape of those that people have, are loaded and run as theirs are:
tiny ones, and a Wan of 1.4 billion numbers that is made on the card. What they draw is noise; what counts is
how long a step takes, how much memory is held, that equal seeds give equal frames, and how soon a run ends
that is taken back. There is no peer: it is our own promises that are measured.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests import weights

from studio.core.errors import Cancelled, StudioError
from studio.core.run import Run, entered
from studio.models.diffusion import devices
from studio.models.video import provider
from studio.models.video.local import Local
from studio.models.video.request import Request
from studio.store.filing import home

_LAYERS, _HEADS, _DIM = 30, 12, 128
_VAE: dict[str, Any] = {"base_dim": 96, "dim_mult": [1, 2, 4, 4], "num_res_blocks": 2}
_SOON = 2.0
_LESS: tuple[devices.How, ...] = ("parts", "layers")


class Measured:
    """What was measured, told as it comes and kept for the end."""

    def __init__(self) -> None:
        self.found: dict[str, Any] = {}
        self.missed: list[str] = []

    def tell(self, name: str, value: Any) -> None:
        self.found[name] = value
        print(f"{name}: {value}", flush=True)

    def judge(self, name: str, *, held: bool) -> None:
        print(f"  {'held  ' if held else 'MISSED'} {name}", flush=True)
        self.found[f"held: {name}"] = held
        if not held:
            self.missed.append(name)


class Steps:
    """Hears how far a run is, and can take it back."""

    def __init__(self, cancel_after: int = -1) -> None:
        self.moments: list[float] = []
        self.taken_back = threading.Event()
        self.at = 0.0
        self._after = cancel_after

    def hear(self, event: str, fields: dict[str, Any]) -> None:
        if event != "progress" or fields["label"] != "Denoising":
            return
        _wait()
        self.moments.append(time.monotonic())
        if fields["done"] == self._after:
            threading.Timer(0.3, self._take_back).start()

    def _take_back(self) -> None:
        self.at = time.monotonic()
        self.taken_back.set()

    @property
    def seconds(self) -> list[float]:
        return [round(after - one, 3) for one, after in zip(self.moments, self.moments[1:], strict=False)]

    @contextmanager
    def run(self, folder: Path) -> Iterator[None]:
        with entered(Run(folder, listener=self.hear, cancelled=self.taken_back.is_set)):
            yield


def _wait() -> None:
    import torch

    if torch.cuda.is_available():
        torch.cuda.synchronize()


def _asked(maker: Local, folder: Path, frames: int, size: tuple[int, int], seed: int = 7) -> Request:
    from PIL import Image

    path = folder / f"{size[0]}.png"
    Image.effect_noise(size, 64).convert("RGB").save(path) if not path.exists() else None
    return Request(
        folder / "clip.mp4", 0, frames, *size, maker.card.fps[0], seed, name="01", prompt=weights.WORDS,
        begins_with=path,
    )  # fmt: skip


def _hash(frames: Any) -> str:
    return hashlib.sha256(frames.tobytes()).hexdigest()[:16]


def _peak() -> tuple[float, float]:
    """The most that was held on the card since the last time, in GB; and the most of it that was in use."""
    import torch

    if not torch.cuda.is_available():
        return 0.0, 0.0
    peaks = torch.cuda.max_memory_reserved(), torch.cuda.max_memory_allocated()
    torch.cuda.empty_cache()
    torch.cuda.reset_peak_memory_stats()
    return round(peaks[0] / 1e9, 2), round(peaks[1] / 1e9, 2)


def tiny(folder: Path, told: Measured) -> None:
    """The tiny models, twice with one seed and once with another."""
    for make, name in ((weights.wan, "wan"), (weights.ltx, "ltx")):
        weights.added(make, folder / "scratch", "video", f"tiny-{name}")
        maker = provider(f"{name}:tiny-{name}")
        assert isinstance(maker, Local)
        with entered(Run(folder / "run")):
            begun = time.monotonic()
            hashes = [_hash(maker.frames(_asked(maker, folder, 9, (64, 64), seed))) for seed in (7, 7, 8)]
            maker.close()
        told.tell(f"tiny {name}, loaded and run three times, s", round(time.monotonic() - begun, 2))
        told.judge(f"tiny {name}: equal seeds, equal frames", held=hashes[0] == hashes[1])
        told.judge(f"tiny {name}: other seeds, other frames", held=hashes[0] != hashes[2])


def medium(folder: Path, told: Measured, layers: int, frames: int, size: tuple[int, int], steps: int) -> None:
    """A Wan of the size of the smallest that is published."""
    _made(folder, told, layers, size, steps)
    maker = provider("wan:medium")
    assert isinstance(maker, Local)
    request = _asked(maker, folder, frames, size)
    declared = maker.card.vram / 1e9
    told.tell("medium, declared on its card, GB", round(declared, 2))
    _peak()
    hashes, heard = [], Steps()
    for turn in range(2):
        heard = Steps()
        with heard.run(folder / "run"):
            begun = time.monotonic()
            hashes.append(_hash(maker.frames(request)))
        told.tell(f"medium, run {turn + 1} of {frames} frames at {size[0]} × {size[1]}, s", _since(begun))
        told.tell(f"medium, run {turn + 1}, each step, s", heard.seconds)
    peaks = _peak()
    told.tell("medium, most that was held and in use, GB", peaks)
    told.judge("medium: equal seeds, equal frames", held=hashes[0] == hashes[1])
    told.judge("medium: no more held than declared", held=peaks[0] <= declared)
    _taken_back(maker, request, folder, told)
    maker.close()
    told.tell("medium, held after it was closed, GB", _held())
    told.judge("medium: nothing held after it was closed", held=_held() < 0.3)


def _since(begun: float) -> float:
    return round(time.monotonic() - begun, 2)


def _made(folder: Path, told: Measured, layers: int, size: tuple[int, int], steps: int) -> None:
    import torch

    begun = time.monotonic()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.set_default_dtype(torch.bfloat16)
    try:
        with torch.device(device):
            options = {"steps": steps, "fewest": 0, "pixels": size[0] * size[1]}
            weights.added(
                weights.wan, folder / "scratch", "video", "medium", options,
                layers=layers, heads=_HEADS, dim=_DIM, ffn=8960, vae=_VAE,
            )  # fmt: skip
    finally:
        torch.set_default_dtype(torch.float32)
    told.tell("medium, made and put into the store, s", _since(begun))
    _peak()


def _taken_back(maker: Local, request: Request, folder: Path, told: Measured) -> None:
    """Take a run back in the middle of its second step."""
    heard = Steps(cancel_after=1)
    try:
        with heard.run(folder / "run"):
            maker.frames(request)
    except Cancelled:
        took = time.monotonic() - heard.at
        _wait()
        idle = time.monotonic() - heard.at
        told.tell("medium, taken back: ended after, card idle after, s", [round(took, 3), round(idle, 3)])
        told.judge(f"medium: taken back within {_SOON:g} s", held=idle <= _SOON)
    else:
        told.judge(f"medium: taken back within {_SOON:g} s", held=False)


def _held() -> float:
    import torch

    return round(torch.cuda.memory_reserved() / 1e9, 2) if torch.cuda.is_available() else 0.0


def offloaded(folder: Path, told: Measured, frames: int, size: tuple[int, int]) -> None:
    """The same with less room on the card, and no more to be had: a part at a time, a layer at a time."""
    import torch

    there = devices.found
    for how in _LESS:
        maker = provider("wan:medium")
        assert isinstance(maker, Local)
        free = devices.needed(maker.weights.parameters, maker.published.room, how)
        devices.found = lambda free=free: replace(there(), free=free)  # type: ignore[misc]
        torch.cuda.set_per_process_memory_fraction(free / there().total)
        heard, held = Steps(), ""
        try:
            _peak()
            with heard.run(folder / "run"):
                begun = time.monotonic()
                maker.frames(_asked(maker, folder, frames, size))
            told.tell(f"medium, {how} at a time, run of {frames} frames, s", _since(begun))
            held = maker._held.how if maker._held else ""
        except StudioError as failed:
            told.tell(f"medium, {how} at a time, failed", failed.message)
        finally:
            devices.found = there
            torch.cuda.set_per_process_memory_fraction(1.0)
            maker.close()
        peaks = _peak()
        told.tell(f"medium, {how} at a time, each step, s", heard.seconds)
        told.tell(f"medium, {how} at a time: declared, held, in use, GB", [round(free / 1e9, 2), *peaks])
        told.judge(f"medium: {how} at a time within what is declared", held=held == how)


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--out", type=Path, help="a file for what was measured, as JSON")
    words.add_argument("--on", choices=("gpu", "cpu"), default="gpu")
    words.add_argument("--only", choices=("medium",))
    words.add_argument("--layers", type=int, default=_LAYERS)
    words.add_argument("--frames", type=int, default=81)
    words.add_argument("--size", type=int, nargs=2, default=(832, 480))
    words.add_argument("--steps", type=int, default=4)
    given = words.parse_args()
    import diffusers
    import torch

    told, size = Measured(), (given.size[0], given.size[1])
    told.tell("torch, diffusers", [torch.__version__, diffusers.__version__])
    devices.configure(choice=given.on)
    told.tell(
        "device", [(found := devices.found()).called, round(found.total / 1e9, 1), round(found.free / 1e9, 1)]
    )
    with tempfile.TemporaryDirectory(prefix="bench-generate-") as made:
        folder = Path(made)
        home.configure(home=folder / "home")
        try:
            if given.only != "medium":
                tiny(folder, told)
            medium(folder, told, given.layers, given.frames, size, given.steps)
            if given.on == "gpu":
                offloaded(folder, told, given.frames, size)
        finally:
            if given.out:
                given.out.write_text(json.dumps(told.found, indent=1))
    print("all held" if not told.missed else f"missed: {'; '.join(told.missed)}")
    return 1 if told.missed else 0


if __name__ == "__main__":
    sys.exit(main())
