"""A storyboard is only taken where a film can be made of it."""

import pytest
from pydantic import ValidationError
from tests import films

from studio.story.grammar import Music, Picture, Storyboard


@pytest.mark.parametrize("id", ["01", "02b", "opening-shot", "größe_1"])
def test_shots_are_called_as_folders_can_be(id: str) -> None:
    assert films.picture(id, "hook", 24, place="coast").id == id


@pytest.mark.parametrize(
    "id", ["", ".", "..", "../../escape", "/tmp/escape", "a/b", "a\\b", "-rf", "a\nb", "01\n", "x" * 49]
)
def test_no_shot_lies_outside_its_film(id: str) -> None:
    told = {**films.picture("01", "hook", 24, place="coast").model_dump(), "id": id}
    with pytest.raises(ValidationError, match="should be letters, figures, - and _"):
        Picture.model_validate(told)


def test_shots_that_would_share_a_folder_are_refused() -> None:
    told = films.board().model_dump()
    told["pictures"][0]["id"], told["pictures"][1]["id"] = "a", "A"
    with pytest.raises(ValidationError, match="two shots have the same id"):
        Storyboard.model_validate(told)


@pytest.mark.parametrize("bars", [0, 1e-9, 1e9])
def test_music_has_a_number_of_bars_that_can_be_played(bars: float) -> None:
    with pytest.raises(ValidationError):
        Music(bars=bars)
