"""What tests of the engine get: a house to order runs in."""

from collections.abc import Iterator

import pytest
from tests.engine.house import House

from studio.core.catalogue import Catalogue


@pytest.fixture
def house(trial: Catalogue) -> Iterator[House]:
    """A home whose runs are kept in a file."""
    house = House()
    yield house
    house.close()


@pytest.fixture
def any_house(trial: Catalogue, database: str) -> Iterator[House]:
    """A home whose runs are kept in a file, then on a server."""
    house = House()
    yield house
    house.close()
