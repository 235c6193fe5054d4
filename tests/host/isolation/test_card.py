"""A real card, where one is: each layer catches what it claims, and who comes through is named."""

from collections.abc import Sequence

import pytest
from bench import _card
from bench._card import ALL, CARD, CLAIMS, INNOCENT, NOTHING, Reached

pytestmark = [
    pytest.mark.card,
    pytest.mark.skipif(not CARD.exists(), reason="no card of NVIDIA's is here"),
]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Sequence[Reached]:
    """What became of everybody who reached for it."""
    return _card.everything(tmp_path_factory.mktemp("reaching"))


@pytest.mark.parametrize("layer", CLAIMS)
def test_a_layer_catches_what_it_claims(found: Sequence[Reached], layer: str) -> None:
    assert [one for one in found if one.layer == layer and not one.as_claimed] == []


def test_with_nothing_in_the_way_the_card_is_reached(found: Sequence[Reached]) -> None:
    """Else everything above would prove nothing."""
    assert [one.deed for one in found if one.layer == NOTHING and one.reached and one.deed != INNOCENT]


def test_who_comes_through_is_named(found: Sequence[Reached]) -> None:
    assert [one for one in found if one.reached and one.deed != INNOCENT and not one.named] == []


def test_who_works_on_the_processor_may_and_is_not_named(found: Sequence[Reached]) -> None:
    (one,) = (one for one in found if one.deed == INNOCENT and one.layer == ALL)
    assert (one.reached, one.named) == (True, ""), one.told
