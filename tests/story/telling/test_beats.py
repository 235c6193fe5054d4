"""A brief becomes beats that say what it says, once each, in the time there is."""

import pytest

from studio.story.grammar import Beat
from studio.story.reading import understood
from studio.story.telling import guessed, told

LIGHTHOUSE = "A 30 second ad for a lighthouse café that bakes its own bread"


def lines(beats: list[Beat]) -> list[str]:
    return [line.text for beat in beats for line in beat.lines]


def test_the_brief_is_told() -> None:
    beats = told(understood(LIGHTHOUSE))
    assert beats[0].role == "hook"
    assert beats[-1].role == "call"
    assert "A lighthouse café that bakes its own bread." in lines(beats)
    assert len({beat.id for beat in beats}) == len(beats)


def test_the_same_brief_and_seed_tell_the_same() -> None:
    assert told(understood(LIGHTHOUSE)) == told(understood(LIGHTHOUSE))


def test_other_seeds_tell_it_otherwise() -> None:
    ways = {tuple(lines(told(understood(LIGHTHOUSE, seed=seed)))) for seed in range(8)}
    assert len(ways) >= 6


@pytest.mark.parametrize(("seconds", "least", "most"), [(6, 2, 3), (15, 4, 5), (30, 5, 7), (60, 8, 11)])
def test_a_longer_film_has_more_beats(seconds: float, least: int, most: int) -> None:
    assert least <= len(told(understood(LIGHTHOUSE, duration=seconds))) <= most


@pytest.mark.parametrize("seconds", [10, 15, 20, 30, 45, 60])
def test_speech_leaves_room_and_is_no_trickle(seconds: float) -> None:
    brief = understood(LIGHTHOUSE, duration=seconds)
    share = sum(guessed(line, "en") for line in lines(told(brief))) / seconds
    assert 0.5 <= share <= 0.8


def test_ten_minutes_do_not_repeat_themselves() -> None:
    beats = told(understood(LIGHTHOUSE, duration=600))
    assert len(beats) > 50
    said = lines(beats)
    assert len(said) == len(set(said)) > 8
    assert sum(not beat.lines for beat in beats) > 20


@pytest.mark.parametrize(
    "brief",
    [
        "A 20 second ad for a bakery in Kiel. No text.",
        "Ein Spot von 20 Sekunden für eine Bäckerei in Kiel, ohne Text.",
        "Uno spot di 20 secondi per un forno a Kiel, senza scritte.",
        "Un anuncio de 20 segundos para una panadería en Kiel, sin texto.",
        "Un spot de 20 secondes pour une boulangerie à Kiel, sans texte.",
    ],
)
def test_what_may_not_be_written_is_not(brief: str) -> None:
    beats = told(understood(brief))
    assert not [beat for beat in beats if beat.headline or beat.caption]
    assert lines(beats)


def test_where_nobody_may_speak_nobody_does() -> None:
    beats = told(understood("A 20 second ad for a bakery in Kiel without narration"))
    assert not lines(beats)
    assert [beat for beat in beats if beat.headline]


def test_what_a_person_changed_in_the_brief_is_told() -> None:
    brief = understood(LIGHTHOUSE).model_copy(
        update={
            "name": "Fyrhus",
            "claims": ["Open from the first ferry."],
            "call": "Come by boat.",
            "audience": "sailors",
        }
    )
    said = lines(told(brief))
    assert any("Fyrhus" in line for line in said)
    assert "Open from the first ferry." in said
    assert said[-1] == "Come by boat."
    assert "For sailors." in said
    assert not any("its own bread" in line for line in said)
