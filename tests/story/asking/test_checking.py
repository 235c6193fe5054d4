"""What a model may not say is found, and what it may say is let be."""

from typing import Any

import pytest
from tests.story.asking.stories import brief, changed, story

from studio.story.asking import _wanted
from studio.story.asking.checking import findings
from studio.story.asking.grammar import Answer
from studio.story.grammar import Brief
from studio.story.telling.beats import steps
from studio.story.telling.grammar import template


def wrong(asking: Brief, given: dict[str, Any]) -> list[str]:
    listed = steps(template(asking.template), asking.seconds)
    return findings(Answer.model_validate(given), asking, _wanted(asking, listed))


def test_nothing_is_wrong_with_a_good_story() -> None:
    asking = brief()
    assert wrong(asking, story(asking)) == []


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Since 1902 we bake.", "1902 is not in the brief"),
        ("Half price, 50% off.", "50 is not in the brief"),
        ("Bread for $ only.", "$ is not in the brief"), ("Award-winning bread.", "'Award' claims"),
        ("The best bread of the coast.", "'best' claims"), ("Baked by three sisters.", "'three' claims"),
        ("Organic bread, baked at sea.", "'Organic' claims"),
        ("See www.fyrhus.com now.", "'www.' cannot be said"),
        ("Bread <b>here</b>.", "'<' cannot be said"), ("Bread 🍞 here.", "cannot be said"),
        ("Bread #fresh here.", "'#' cannot be said"),
    ],
)  # fmt: skip
def test_what_the_brief_does_not_say_is_not_said(line: str, told: str) -> None:
    asking = brief()
    for place in ("line", "headline"):
        assert any(told in one for one in wrong(asking, changed(asking, 0, **{place: line})))


@pytest.mark.parametrize(
    ("text", "language", "line"),
    [
        ("Ein Spot für Fyrhus, seit 1902", "de", "Fyrhus, seit 1902."),
        ("Award-winning bread by Fyrhus", "en", "Fyrhus has won awards."),
        ("Fyrhus, from 6", "en", "Fyrhus opens at six."),
        ("Fyrhus, a sincere café", "en", "Fyrhus is sincere."),
        ("Fyrhus am Meer", "de", "An der Seite des Meeres steht Fyrhus."),
        ("Fyrhus, pain bio", "fr", "Fyrhus, du pain bio."),
    ],
)  # fmt: skip
def test_what_the_brief_does_say_may_be_said(text: str, language: str, line: str) -> None:
    asking = brief(text, language=language)
    found = [one for one in wrong(asking, changed(asking, 0, line=line)) if one.startswith("beat 1:")]
    assert not [one for one in found if "not in the brief" in one or "claims" in one]


def test_a_line_that_is_too_long_is_told_its_room() -> None:
    asking = brief()
    long = "Where the land ends and the sea begins there stands a café in which an oven is lit for bread."
    (told,) = [one for one in wrong(asking, changed(asking, 0, line=long)) if one.startswith("beat 1")]
    assert "has 20 words and room for" in told


def test_other_roles_are_not_taken() -> None:
    asking = brief()
    (told,) = wrong(asking, changed(asking, 0, role="proof"))
    assert told.startswith("the roles of the beats are proof")
    assert "they have to be hook" in told


def test_what_is_not_wanted_is_not_said() -> None:
    asking = brief(must_not=["wind"])
    found = wrong(asking, changed(asking, 0, line="The wind is cold."))
    assert "beat 1: the brief does not want 'wind'" in found


def test_the_name_has_to_be_said() -> None:
    asking = brief()
    given = story(asking)
    for beat in given["beats"]:
        beat.update(line=beat["line"].replace("Fyrhus", "The café"), headline="")
    assert "nobody says the name, Fyrhus" in wrong(asking, given)


def test_it_is_told_in_the_language_of_the_brief() -> None:
    asking = brief("Ein Spot für Fyrhus, ein Café am Meer, ab 6 Uhr", language="de")
    assert any("it is written in English; write it in German" in one for one in wrong(asking, story(asking)))


def test_no_line_is_said_twice() -> None:
    asking = brief()
    given = changed(asking, 0, line="Fyrhus bakes.")
    given["beats"][-1]["line"] = "Fyrhus bakes."
    assert "'Fyrhus bakes.' is said twice" in wrong(asking, given)
