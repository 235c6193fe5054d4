"""What a storyboard names that there is not is told where it stands, with what was meant."""

from pathlib import Path

import pytest
from tests import films

import studio
from studio.core.errors import BadInput
from studio.store.films import FilmFolder
from studio.story import written

KITCHEN = "    place: kitchen\n"


@pytest.mark.parametrize(
    ("wrong", "kind", "meant"),
    [
        ("    place: kichen\n", "place", "kitchen"),
        (KITCHEN + "    style: papr\n", "style", "paper"),
        (KITCHEN + "    camera: {move: drift-rigth}\n", "move of the camera", "drift-right"),
        (KITCHEN + "    cast: [{prop: bred}]\n", "thing", "bread"),
        (KITCHEN + "    cast: [{product: botle}]\n", "product", "bottle"),
        (KITCHEN + "    cast: [{person: baker, action: carrry}]\n", "action", "carry"),
        (KITCHEN + "    words: {headline: Now, move: ris}\n", "move of type", "rise"),
        (KITCHEN + "  atmosphere: kichen\n", "atmosphere", "kitchen"),
        (KITCHEN + "  effects: [{sound: bel}]\n", "sound", "bell"),
        (KITCHEN + "  cut: {kind: disolve, frames: 2}\n", "transition", "dissolve"),
        (KITCHEN + "  provider: buildin\n", "provider of video", "builtin"),
    ],
)
def test_a_name_nobody_knows_is_told_with_its_place(wrong: str, kind: str, meant: str) -> None:
    folder = films.folder()
    films.changed(folder, KITCHEN, wrong)
    with pytest.raises(BadInput) as told:
        written.opened(FilmFolder(folder))
    text = Path("film/storyboard.yaml").read_text().splitlines()
    line = next(number for number, one in enumerate(text, 1) if one == wrong.splitlines()[-1])
    assert told.value.message.startswith(f"film/storyboard.yaml:{line}:")
    assert f"there is no {kind} called " in told.value.message
    assert told.value.hint == f"did you mean {meant}?"


def test_a_mood_of_music_is_told_before_anything_is_made() -> None:
    folder = films.folder()
    films.changed(folder, "pictures:", "music: {mood: wram}\npictures:")
    with pytest.raises(BadInput, match="there is no mood of music called wram") as told:
        studio.film.take(folder, shot="01")
    assert told.value.hint == "did you mean warm?"
    assert not (folder / "shots").exists()


def test_a_vocabulary_that_is_not_there_is_told() -> None:
    folder = films.folder()
    films.changed(folder, "pictures:", "vocabulary: ours\npictures:")
    with pytest.raises(BadInput, match=r"storyboard.yaml:\d+:\d+: .*ours has neither packs nor places"):
        written.opened(FilmFolder(folder))


def test_names_of_the_users_own_are_known() -> None:
    folder = films.folder()
    films.changed(folder, KITCHEN, KITCHEN + "    style: ours\n")
    films.changed(folder, "pictures:", "vocabulary: own\npictures:")
    (folder / "own/packs").mkdir(parents=True)
    (folder / "own/packs/ours.yaml").write_text("title: Ours\n")
    assert written.opened(FilmFolder(folder)).pictures[1].shot.style == "ours"
