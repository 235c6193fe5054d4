"""A shot in words for models of pictures: what weighs most first, no moves of a camera, nothing negated."""

import pytest

from studio.models.image import prompting
from studio.render.shots.grammar import Shot, Thing

BAKER = Thing(person="baker", action="knead")
SHOT = Shot(place="kitchen", time="dusk", weather="rain", cast=[BAKER, Thing(prop="bread_basket")])
WORDS = (
    "The baker, a man with brown hair, who kneads dough. A kitchen with a long counter. Warm low evening"
    " light, lamps coming on. Medium shot, slow push in. Cut paper collage. No text."
)


def test_words_that_were_written_are_kept_but_for_what_no_still_can_show() -> None:
    told = prompting.still(SHOT, WORDS).words
    assert told.startswith("The baker, a man with brown hair, who kneads dough, A kitchen")
    assert "Medium shot" in told
    assert "push in" not in told
    assert "text" not in told.lower()


def test_a_plan_is_told_by_subject_place_time_camera_and_style() -> None:
    told = prompting.still(SHOT).words
    assert told == ("a baker, knead, a bread basket, kitchen, at dusk in the rain, wide shot, dusk style")


def test_the_same_shot_is_told_the_same() -> None:
    assert prompting.still(SHOT, WORDS) == prompting.still(SHOT.model_copy(update={"seed": 9}), WORDS)


def test_no_more_is_told_than_is_taken_in() -> None:
    told = prompting.still(SHOT, ", ".join(f"thing number {count} here" for count in range(100))).words
    assert told.startswith("thing number 0 here")
    assert len(told.split()) <= prompting.MOST_WORDS


@pytest.mark.parametrize(
    ("shot", "there", "not_there"),
    [(SHOT, "extra fingers", "people"), (Shot(place="coast"), "people", "extra fingers")],
)
def test_what_is_not_to_be_seen_depends_on_who_is_in_it(shot: Shot, there: str, not_there: str) -> None:
    for told in (prompting.still(shot).unwanted, prompting.unwanted(shot)):
        parts = told.split(", ")
        assert "text" in parts
        assert there in parts
        assert not_there not in parts


def test_a_film_is_told_with_its_camera_unless_somebody_wrote_it() -> None:
    pushed = SHOT.model_copy(update={"camera": SHOT.camera.model_copy(update={"move": "push-in"})})
    assert prompting.moving(pushed).endswith("dusk style, camera: push in")
    assert prompting.moving(pushed, WORDS) == WORDS
    assert prompting.moving(None) == ""


def test_films_are_not_to_stand_still_or_jump() -> None:
    assert {"static", "jump cut"} <= set(prompting.unwanted(SHOT).split(", "))
    assert "static" not in prompting.still(SHOT).unwanted
