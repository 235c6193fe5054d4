"""Workers without a GPU cannot touch one, what comes of trying is told, and those meant for one can."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from tests.host.isolation.test_devices import may_divide

from studio.assembly import WORKER
from studio.core.catalogue import Catalogue
from studio.core.settings import Settings
from studio.engine.neighbour.leases import Claim
from studio.engine.neighbour.terms import Terms
from studio.engine.workers.calls import Call, Message
from studio.engine.workers.pool import Pool
from studio.engine.workers.staff import Watchman
from studio.host.isolation import layers

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has mounts of one's own")

TERMS = Terms(usable=2, limit=1 << 34)
SETTINGS = Settings().model_dump(mode="json", exclude={"secrets"})
GPU = Claim(gpus=1)


@pytest.fixture
def dev(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that stands for /dev, on a machine whose owner uses its card."""
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "0")
    folder = tmp_path / "dev"
    folder.mkdir()
    (folder / "null").touch()
    return folder


@pytest.fixture
def card(dev: Path) -> Path:
    card = dev / "nvidia0"
    card.write_text("card ")
    return card


@contextmanager
def opened(dev: Path) -> Iterator[Pool]:
    watchman = Watchman(TERMS.keeper(1))
    with Pool(WORKER, size=1, settings=SETTINGS, hold=TERMS.held(1), watchman=watchman, dev=dev) as pool:
        yield pool


@pytest.fixture
def order(tmp_path: Path, trial: Catalogue) -> Callable[..., Call]:
    numbers = iter(range(100))

    def write(tool: str, text: object, claim: Claim = Claim(), **given: Any) -> Call:
        number = next(numbers)
        file = tmp_path / f"{number}.txt"
        file.write_text(str(text))
        scratch = str(tmp_path / "scratch" / str(number))
        return Call(number, tool, {"order": str(file), **given}, scratch, claim=claim)

    return write


def told(messages: Iterator[Message]) -> list[str]:
    finals = sorted((message for message in messages if message.final), key=lambda message: message.number)
    assert not [message.error for message in finals if message.error]
    return [Path(message.result).read_text() for message in finals]


@pytest.mark.parametrize("below", [False, True])
def test_a_card_is_out_of_reach(dev: Path, card: Path, order: Callable[..., Call], below: bool) -> None:
    if not may_divide():
        pytest.skip("this system lets nobody have mounts of his own")
    with opened(dev) as pool:
        (answer,) = told(pool.messages([order("lure.reach", card, below=below, wait=1.0)]))
        proof = pool.vouch("")
    assert any(reason in answer for reason in ("ENXIO", "EACCES", "No such device", "Permission denied"))
    assert proof.told == f"0 of {1 + below} processes touched a GPU (level: {layers.DEVICES})"


@pytest.mark.parametrize("below", [False, True])
def test_who_gets_at_one_all_the_same_is_named(dev: Path, order: Callable[..., Call], below: bool) -> None:
    """As where a card comes into being when the workers are there already."""
    with opened(dev) as pool:
        told(pool.messages([order("lure.reach", dev / "null")]))
        (dev / "nvidia0").write_text("card ")
        (answer,) = told(pool.messages([order("lure.reach", dev / "nvidia0", below=below, wait=1.5)]))
        proof = pool.vouch("")
    assert answer.split() == ["card"]
    assert proof.processes == 1 + below
    (touch,) = proof.touched
    assert touch.how == f"it had {dev}/nvidia0 open"
    assert ("kept = open" in touch.command) is below


def test_work_for_a_card_gets_it_and_is_not_held_against_anybody(
    dev: Path, card: Path, order: Callable[..., Call]
) -> None:
    with opened(dev) as pool:
        calls = [
            order("lure.reach", dev / "null"),
            order("lure.compute", card, GPU, wait=0.5),
            order("lure.reach", dev / "null"),
        ]
        before, on_card, after = told(pool.messages(calls))
        proof = pool.vouch("")
    assert (before, after) == ("", "")
    assert on_card.split() == ["card", "0"]
    assert proof.touched == ()


def test_what_was_refused_is_told(
    dev: Path, card: Path, order: Callable[..., Call], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cupy.py").write_text("raise SystemExit('on a card')\n")
    monkeypatch.setenv("PYTHONPATH", f"{os.environ['PYTHONPATH']}{os.pathsep}{tmp_path}")
    monkeypatch.syspath_prepend(tmp_path)
    with opened(dev) as pool:
        messages = list(pool.messages([order("lure.load", "cupy"), order("lure.load", "json")]))
    assert told(iter(messages)) == ["cupy works on a GPU alone, and this process may not touch one", "loaded"]
    refused = [(message.number, message.fields) for message in messages if message.event == "refused"]
    assert refused == [(0, {"gpu": "cupy works on a GPU alone"})]


def test_lanes_are_vouched_for_apart(dev: Path, order: Callable[..., Call]) -> None:
    with opened(dev) as pool:
        told(pool.messages([order("lure.reach", dev / "null")]))
        assert pool.vouch("another").processes == 0
        assert pool.vouch("").told == f"0 of 1 processes touched a GPU (level: {layers.ABSENT})"
