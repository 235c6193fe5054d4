"""Which cards may be used is understood as it is written, or refused."""

import pytest

from studio.core.cards import ALL, Wanted, wanted
from studio.core.errors import BadInput
from studio.core.settings import load


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("all", (Wanted(ALL),)),
        ("all:2", (Wanted(ALL, 2),)),
        ("none", ()),
        ("0", (Wanted("0"),)),
        ("0, 2:3", (Wanted("0"), Wanted("2", 3))),
        ("GPU-5d1a,MIG-77:2,1.0", (Wanted("GPU-5d1a"), Wanted("MIG-77", 2), Wanted("1.0"))),
    ],
)
def test_it_is_understood(written: str, meant: tuple[Wanted, ...]) -> None:
    assert wanted(written) == meant


@pytest.mark.parametrize("written", ["", "0,", "0:0", "0:x", "0,0", "none,1", "0 1", "0:1:2"])
def test_what_says_nothing_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="cards are written as all, none, or numbers"):
        wanted(written)


def test_the_setting_is_checked_when_it_is_read() -> None:
    assert load(["--gpus=0:2"], environment={}).settings.gpus == "0:2"
    with pytest.raises(BadInput, match="cards are written as"):
        load(["--gpus=0,0"], environment={})
