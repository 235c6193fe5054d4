"""How long a brief says that its film is, in five languages."""

from pathlib import Path

import pytest
import yaml

from studio.core.errors import BadInput
from studio.story.reading import understood
from studio.story.reading.lengths import lengths
from studio.story.reading.numbers import MOST, spelled

CASES = [
    (language, brief, seconds)
    for language, briefs in yaml.safe_load(
        (Path(__file__).parent / "lengths.yaml").read_text("utf-8")
    ).items()
    for brief, seconds in briefs
]


@pytest.mark.parametrize(("language", "brief", "seconds"), CASES)
def test_a_length_is_understood(language: str, brief: str, seconds: float | None) -> None:
    found = {one.seconds for one in lengths(brief, language)}
    assert found == ({seconds} if seconds is not None else set())


def test_there_are_cases_enough() -> None:
    assert len(CASES) >= 120
    assert {language for language, _, _ in CASES} == {"en", "de", "it", "es", "fr"}


@pytest.mark.parametrize("language", ["en", "de", "it", "es", "fr"])
def test_no_two_numbers_are_written_alike(language: str) -> None:
    said = spelled(language)
    assert set(said.values()) == set(range(MOST + 1))


@pytest.mark.parametrize(
    ("brief", "frames"),
    [
        ("A 6 second ad for a bakery", 144),
        ("A 7 s spot about a ferry", 168),
        ("A fifteen-second spot about a ferry", 360),
        ("An ad for a bakery", 720),
        ("An ad for a bakery, 61 seconds", 1464),
        ("Half a minute about a ferry, 25 fps", 750),
        ("A film about a ferry, 1:15, 23.976 fps", 1798),
    ],
)
def test_a_length_is_so_many_frames(brief: str, frames: int) -> None:
    assert understood(brief).frames == frames


def test_what_somebody_asks_for_beside_the_brief_goes_first() -> None:
    assert understood("A 15 second ad for a bakery, 30 seconds", duration=7).frames == 168


@pytest.mark.parametrize(
    ("brief", "told"),
    [
        ("A 15 second ad for a bakery, 30 seconds", "“15 second” and “30 seconds”"),
        ("Ein 20-Sekunden-Spot für eine Bäckerei, Länge: eine Minute", "“20-Sekunden” and “eine Minute”"),
        ("A 0 second ad for a bakery", "“0 second” is too short"),
        ("A 3 hour film about a bakery", "“3 hour” is too long"),
        ("Uno spot di due ore per un forno", "“due ore” is too long"),
    ],
)
def test_a_length_that_cannot_be_is_refused_with_its_words(brief: str, told: str) -> None:
    with pytest.raises(BadInput, match=told) as refused:
        understood(brief)
    assert refused.value.hint


def test_a_length_that_is_not_meant_exactly_may_grow() -> None:
    assert understood("A spot of about 20 seconds for a bakery").mode == "soft"
    assert understood("A spot of 20 seconds for a bakery").mode == "hard"
