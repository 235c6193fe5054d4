"""What tests of whole films begin with."""

from pathlib import Path

import pytest
from tests import films


@pytest.fixture
def film() -> Path:
    """A film that is made."""
    return films.rendered()
