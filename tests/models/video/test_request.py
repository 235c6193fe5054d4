"""A request is held against the card before anything is made."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.models.video.striped import CARD, request

from studio.core.errors import BadInput, NotFound
from studio.models.video import PROVIDERS, provider
from studio.models.video.request import Request, accepted

OUT = Path("clip.mp4")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (replace(request(OUT), end=0), "frames 0 to 0 are none"),
        (replace(request(OUT), first=-4), "frames -4 to 21 are none"),
        (request(OUT, 20), r"a chunk of 20 frames is not among 5 to 81 frames \(4n\+1\)"),
        (replace(request(OUT), prompt=""), "works from words, and is given nothing"),
        (replace(request(OUT), width=63), "no frames of 63 × 64"),
        (replace(request(OUT), ends_with=OUT), "cannot be told what to end on"),
    ],
)
def test_what_the_card_does_not_offer_is_refused(asked: Request, told: str) -> None:
    with pytest.raises(BadInput, match=told) as refused:
        accepted(CARD, asked)
    assert refused.value.hint


def test_a_rate_the_provider_has_not_is_refused() -> None:
    with pytest.raises(BadInput, match="does not work at 24 frames a second"):
        accepted(replace(CARD, fps=(16.0,)), request(OUT))


def test_the_best_kind_that_both_know_is_taken() -> None:
    both = replace(CARD, kinds=frozenset({"t2v", "i2v"}))
    assert accepted(both, request(OUT)) == "t2v"
    assert accepted(both, replace(request(OUT), begins_with=OUT)) == "i2v"


def test_every_provider_of_the_table_is_there_and_has_its_name() -> None:
    for name in PROVIDERS.keys() - {"http"}:
        assert provider(name).card.name == name


def test_a_provider_on_the_web_is_no_one_without_its_file() -> None:
    with pytest.raises(NotFound, match="say which HTTP provider: http:NAME"):
        provider("http")


def test_a_provider_nobody_knows_is_named_with_the_nearest() -> None:
    with pytest.raises(NotFound, match="called builtn") as refused:
        provider("builtn")
    assert refused.value.hint == "did you mean builtin?"
