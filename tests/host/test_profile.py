"""A machine is as good as its weakest part, says why, and can be told not to be looked at."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.host.samples import card

from studio.host import diskspeed, hardware, profile
from studio.host.diskspeed import DiskSpeed
from studio.host.profile import TIERS, USUAL
from studio.host.profile import profile as judged

GB = 10**9
QUICK = DiskSpeed(500e6, 1.0)


@pytest.mark.parametrize(
    ("cores", "memory", "disk", "tier", "reason"),
    [
        (1, 64 * GB, QUICK, "fast", "1 core; standard begins at 2 cores"),
        (2, 64 * GB, QUICK, "standard", "2 cores; high begins at 8 cores"),
        (8, 16 * GB, QUICK, "high", "8 cores, 16 GB of memory and a disk that writes 500 MB/s"),
        (8, 2 * GB, QUICK, "fast", "2 GB of memory; standard begins at 4 GB of memory"),
        (
            4, 8 * GB, QUICK, "standard",
            "4 cores and 8 GB of memory; high begins at 8 cores and 15 GB of memory",
        ),
        (
            8, 16 * GB, DiskSpeed(3e6, 1.0), "fast",
            "a disk that writes 3 MB/s; standard begins at a disk that writes 5 MB/s",
        ),
        (8, 16 * GB, None, "high", "8 cores and 16 GB of memory"),
    ],
)  # fmt: skip
def test_the_weakest_part_decides(
    cores: int, memory: int, disk: DiskSpeed | None, tier: str, reason: str
) -> None:
    found = judged(cores, memory, disk, ())
    assert (found.tier, found.reason, found.disk) == (tier, reason, disk)


def test_the_best_machine_has_a_hundred_points() -> None:
    assert judged(64, 512 * GB, QUICK, (card(50),)).score == 100
    assert judged(64, 512 * GB, None, (card(50),)).score == 100


def test_cards_add_to_the_score_and_not_to_the_tier() -> None:
    without, beside = judged(2, 8 * GB, QUICK, ()), judged(2, 8 * GB, QUICK, (card(50),))
    assert beside.score == without.score + 15
    assert beside.tier == without.tier


@given(
    cores=st.integers(1, 256),
    memory=st.integers(1 << 28, 1 << 42),
    rate=st.floats(1e5, 1e11),
    more=st.integers(0, 2),
)
def test_more_of_anything_is_never_worse(cores: int, memory: int, rate: float, more: int) -> None:
    before = judged(cores, memory, DiskSpeed(rate, 1.0), ())
    after = judged(
        cores * (2 if more == 0 else 1), memory * (2 if more == 1 else 1),
        DiskSpeed(rate * (2 if more == 2 else 1), 1.0), (),
    )  # fmt: skip
    assert after.score >= before.score
    assert TIERS.index(after.tier) >= TIERS.index(before.tier)
    assert 0 <= before.score <= 100


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine of eight cores, with plenty of memory and a quick disk."""
    monkeypatch.setattr(hardware, "usable_cores", lambda: 8)
    monkeypatch.setattr(hardware, "memory", lambda: hardware.Memory(32 * GB, 32 * GB, 20 * GB, "machine"))
    monkeypatch.setattr(diskspeed, "_written", lambda _: 400e6)
    monkeypatch.setattr(profile, "_choice", profile._Choice())
    return tmp_path


def test_the_machine_decides_unless_somebody_does(machine: Path) -> None:
    assert profile.chosen() == USUAL, "nobody said where its disk is"
    profile.configure(home=str(machine), quality="auto")
    assert profile.chosen() == "high"
    profile.configure(home=str(machine), quality="fast")
    assert profile.chosen() == "fast"


def test_this_machine_is_judged_whole(machine: Path) -> None:
    found = profile.of(hardware.look(machine), machine)
    assert found.tier == "high"
    assert found.disk
    assert found.disk.written == 400e6
