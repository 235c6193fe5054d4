"""Ten clients in five languages: what they wrote is heard, and all that is heard is well made."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from studio.story.grammar import Beat, Brief
from studio.story.reading import understood
from studio.story.telling import guessed, told
from studio.story.telling.headlines import WIDEST

BRIEFS: dict[str, dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "briefs.yaml").read_text("utf-8"))
CASES = [(name, language) for name, languages in BRIEFS.items() for language in languages]
SEEDS = (1, 2, 7)
EMPTY = re.compile(
    r"welcome to|discover the|number one|\bthe best\b(?! stories| part)"
    r"|willkommen|entdecken sie|bienvenu|descubr|scopri",
    re.IGNORECASE,
)
WRONG = {
    "en": [r"\ba [aeio]\w", r"\ban [^aeiou\s]\w", r"\b(?:a|an|the) (?:a|an|the)\b"],
    "de": [
        r"\b(?:ein|eine|der|die|das) (?:ein|eine|einen|einem|einer|der|das|dem|den)\b",
        r"\b(?:von|zu|in|an) dem\b",
    ],
    "it": [
        r"\b(?:di|a|da|in) (?:il|lo|la|gli)\b",
        r"\b(?:il|lo|la|un|una) (?:il|lo|la|un|una)\b",
        r"\b(?:lo|la|una) [aeiou]",
        r"\bil (?:s[^aeiou\s]|z)",
    ],
    "es": [r"\b(?:de|a) el\b", r"\b(?:el|la|un|una) (?:el|la|un|una)\b", r"\by i\w"],
    "fr": [
        r"\b(?:de|à) les?\b(?! \w+[,.])",
        r"\b(?:le|la|de|que|ne|je|ce) [aeiouéèêâîôû]",
        r"\b(?:un|une|le|la) (?:un|une|le|la)\b",
    ],
}
"""What no sentence has: two articles, one before the wrong sound, a preposition that was not merged."""


def brief(name: str, language: str, **wishes: Any) -> Brief:
    return understood(BRIEFS[name][language]["say"], **wishes)


def said(beats: list[Beat]) -> list[str]:
    return [text for beat in beats for line in beat.lines for text in (line.text, *line.shorter)]


@pytest.mark.parametrize(("name", "language"), CASES)
def test_what_the_brief_says_is_heard(name: str, language: str) -> None:
    read = brief(name, language)
    assert read.language == language
    for seed in SEEDS:
        beats = told(read.model_copy(update={"seed": seed}))
        text = " ".join(line.text for beat in beats for line in beat.lines).casefold()
        assert not [words for words in BRIEFS[name][language]["hear"] if words.casefold() not in text]


@pytest.mark.parametrize(("name", "language"), CASES)
def test_every_line_is_well_made(name: str, language: str) -> None:
    for seed in SEEDS:
        lines = said(told(brief(name, language, seed=seed)))
        own = BRIEFS[name][language]["say"].casefold()
        for line in lines:
            assert not re.search(r"  |[{}|*]|\s[,.]|\.\.", line), line
            assert re.match(r"[A-ZÀ-Þ¿¡«\"„0-9]", line), line
            assert line.endswith((".", "!", "?", "…")), line
            assert not EMPTY.search(line), line
            wrong = [match[0] for rule in WRONG[language] for match in re.finditer(rule, line, re.IGNORECASE)]
            assert all(words.casefold() in own for words in wrong), line
        # The bare name is what a reveal is cut down to at last; it may be how the film ends, too.
        once = [line for line in lines if line != f"{brief(name, language).name}."]
        assert len(once) == len(set(once))


@pytest.mark.parametrize(("name", "language"), CASES)
def test_no_figure_is_invented(name: str, language: str) -> None:
    own = set(re.findall(r"\d+", BRIEFS[name][language]["say"]))
    for beat in told(brief(name, language)):
        written = " ".join([*(line.text for line in beat.lines), beat.headline, beat.caption])
        assert set(re.findall(r"\d+", written)) <= own


@pytest.mark.parametrize(("name", "language"), CASES)
def test_speech_takes_its_part_of_the_film(name: str, language: str) -> None:
    read = brief(name, language)
    share = sum(guessed(line.text, language) for beat in told(read) for line in beat.lines) / read.seconds
    assert 0.5 <= share <= 0.8


@pytest.mark.parametrize(("name", "language"), CASES)
def test_headlines_are_short_and_not_what_is_said(name: str, language: str) -> None:
    for beat in told(brief(name, language)):
        plain = beat.headline.replace("*", "")
        assert all(len(line) <= WIDEST for line in plain.split("\n"))
        assert plain.rstrip(".?!") not in {line.text.rstrip(".?!") for line in beat.lines} - {
            brief(name, language).name
        }
        assert len(beat.caption) <= 2 * WIDEST
        assert not re.search(r"[{}|]|  ", plain + beat.caption)


@pytest.mark.parametrize(("name", "language"), CASES)
def test_what_is_shown_stands_in_the_brief(name: str, language: str) -> None:
    read = brief(name, language)
    for beat in told(read):
        assert beat.shows
        assert all(word.casefold() in read.text.casefold() or word in read.claims for word in beat.shows)


def test_ten_clients_are_told_ten_ways() -> None:
    for language in ("en", "de", "it", "es", "fr"):
        ways = [frozenset(said(told(brief(name, language)))) for name in BRIEFS]
        assert not any(one & other for at, one in enumerate(ways) for other in ways[at + 1 :])
