"""The words of every subject, in every language: whole, true to their limits, and without slots."""

import re

import pytest

from studio.story.reading.grammar import subjects
from studio.story.telling.grammar import HERE, Bank, bank, phrases
from studio.story.telling.headlines import WIDEST
from studio.story.telling.slots import sentences_of

SUBJECTS = sorted(file.stem for file in (HERE / "subjects").glob("*.yaml"))
LANGUAGES = ("en", "de", "it", "es", "fr")


def lines(words: Bank) -> list[list[str]]:
    every = [*words.hook, *words.need, *words.detail, *words.close]
    return [[wording.strip() for wording in line.split("|")] for line in every]


def test_every_subject_has_its_words() -> None:
    assert set(SUBJECTS) == {*subjects(), "anything"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_subject_is_whole(subject: str, language: str) -> None:
    words = bank(subject, language)
    assert len(words.hook) >= 3
    assert len(words.detail) >= 4
    assert words.need
    assert len(words.close) >= 2
    for line in lines(words):
        assert len(line) == 3
        assert len(line[0]) >= len(line[1])
        for wording in line:
            assert sentences_of(wording).replace("\u00a0", " ") == wording
            assert not re.search(r"\d|[{}*]|  ", wording)
            assert len(wording.split()) <= 18
    heads = [head.strip() for head in words.heads.split("|")]
    assert len(heads) >= 6
    assert all(head.count("*") in (0, 2) and len(head.replace("*", "")) <= WIDEST for head in heads)
    assert len(set(heads)) == len(heads)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_subject_says_what_another_says(language: str) -> None:
    said = [line[0] for subject in SUBJECTS for line in lines(bank(subject, language))]
    assert len(said) == len(set(said))


@pytest.mark.parametrize("language", LANGUAGES)
def test_slots_have_names_that_are_filled(language: str) -> None:
    words = phrases(language)
    known = {"name", "a_product", "the_product", "mass", "place", "audience", "when", "it", "that", "does"}
    for line in (
        *words.reveal,
        *words.otherwise,
        *words.predicate,
        *words.clause,
        *words.audience,
        *words.when,
        *words.sign,
    ):
        assert set(re.findall(r"\{(\w+)\}", line)) <= known
        assert all("{" in wording for wording in line.split("|"))


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("de", "Fass es an."),
        ("it", "Ascolta questa crosta."),
        ("it", "Che cosa mostreresti per prima?"),
        ("it", "Gira pagina."),
        ("es", "Míralos de todos modos."),
        ("es", "¿Qué enseñarías primero?"),
        ("es", "Vuelve a sonreír."),
        ("fr", "Fiez-vous au pouce."),
    ],
)
def test_lines_that_address_people_are_known(language: str, line: str) -> None:
    assert re.search(phrases(language).ours, line, re.IGNORECASE)


@pytest.mark.parametrize(
    ("language", "line"), [("it", "Si gira una pagina."), ("es", "Se levanta la vista.")]
)
def test_lines_that_address_nobody_are_kept(language: str, line: str) -> None:
    assert not re.search(phrases(language).ours, line, re.IGNORECASE)


@pytest.mark.parametrize("language", LANGUAGES[1:])
@pytest.mark.parametrize("subject", SUBJECTS)
def test_enough_is_left_for_those_addressed_otherwise(subject: str, language: str) -> None:
    words = bank(subject, language)
    ours = re.compile(phrases(language).ours, re.IGNORECASE)

    def left(lines: list[str]) -> int:
        return sum(any(not ours.search(wording) for wording in line.split("|")) for line in lines)

    assert left(words.hook) >= 1
    assert left(words.detail) >= 2
