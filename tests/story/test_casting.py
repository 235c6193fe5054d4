"""Whoever is quoted has a voice as they look, and lines take the time that it takes with that voice."""

import pytest

from studio.render.figures.looks import look
from studio.render.shelf import shelf
from studio.story.brand.grammar import Kit
from studio.story.casting import Role, cast, kind_of
from studio.story.grammar import Finish, Narrator, Storyboard, Voice
from studio.story.planning import Means, planned
from studio.story.reading import understood
from studio.story.versions.adapting import adapted

SCHOOL = 'A 20 second ad for a school. "I learn to ask," says a child. "I listen," says the teacher.'
VOICES: dict[str, Voice] = {
    "girl": Voice(voice="a", pitch=1.8), "boy": Voice(voice="a", pitch=1.6), "woman": Voice(voice="b"),
    "man": Voice(voice="c"), "old-woman": Voice(voice="b", speed=0.5), "old-man": Voice(voice="c", speed=0.5),
}  # fmt: skip


class Speech:
    """A voice that is asked how long it takes."""

    def __init__(self) -> None:
        self.measured: list[tuple[str, float, Voice | None]] = []
        self.roles: list[Role] = []

    def takes(self, text: str, speed: float, voice: Voice | None) -> float:
        self.measured.append((text, speed, voice))
        return 0.3 * len(text.split()) / speed

    def voices(self, roles: list[Role]) -> dict[str, Voice]:
        self.roles = roles
        return {role.person: VOICES[role.kind] for role in roles}


def plan(brief: str, speech: Speech | None = None, seed: int = 1) -> Storyboard:
    speech = speech or Speech()
    narrator = Narrator(provider="espeak", voice="en")
    means = Means(shelf(None), narrator, Finish(), Kit(), measure=speech.takes, voices=speech.voices)
    return planned(understood(brief, seed=seed), means)


def test_everybody_who_says_something_has_a_voice_as_they_look() -> None:
    board = plan(SCHOOL)
    assert list(board.speakers) == ["pupil", "teacher"]
    for person, voice in board.speakers.items():
        things = (thing for picture in board.pictures for thing in picture.shot.cast)
        seen = {look(thing.person, thing.seed or 0) for thing in things if thing.person == person}
        assert len(seen) == 1
        assert voice == VOICES[kind_of(board, person)]
    assert kind_of(board, "pupil") in ("girl", "boy")
    assert kind_of(board, "teacher") in ("woman", "man", "old-woman", "old-man")


@pytest.mark.parametrize(
    ("brief", "kinds"),
    [
        ('A 12 s ad for a bakery. "We open at six," says the baker, and shows her oven.', {"woman"}),
        ('A 12 s ad for a bakery. "We open at six," says the baker, and shows his oven.', {"man"}),
        ("Ein Spot von 12 s für eine Bäckerei. „Wir öffnen um sechs“, sagt die Bäckerin.", {"woman"}),
        ("Ein Spot von 12 s für eine Bäckerei. „Wir öffnen um sechs“, sagt der Bäcker.", {"man"}),
        ("Un spot de 12 s pour une boulangerie. « On ouvre à six heures », dit la boulangère.", {"woman"}),
        ("Uno spot di 12 s per una panetteria. «Apriamo alle sei», dice il fornaio.", {"man"}),
        ("Un anuncio de 12 s para una panadería. «Abrimos a las seis», dice la panadera.", {"woman"}),
        ('A 12 s ad for a bakery. "I come every day," says his grandmother.', {"old-woman"}),
        ('A 12 s ad for a toy shop. "I want two of them!" says a girl.', {"girl"}),
        ('A 12 s ad for a toy shop. "I want two of them!" says a boy.', {"boy"}),
    ],
)
def test_a_woman_a_man_a_child_and_the_old_are_known_by_the_words(brief: str, kinds: set[str]) -> None:
    speech = Speech()
    board = plan(brief, speech)
    [person] = board.speakers
    # A trade may be somebody's who is old.
    assert kind_of(board, person).removeprefix("old-" if "old-woman" not in kinds else "") in kinds


def test_lines_take_the_time_of_whoever_says_them() -> None:
    speech = Speech()
    board = plan(SCHOOL, speech)
    by = {line.text: board.speakers.get(line.speaker) for line in board.lines}
    assert sum(voice is not None for voice in by.values()) == 2
    for text, voice in by.items():
        asked = [(speed, other) for told, speed, other in speech.measured if told == text]
        assert any(other == voice for _, other in asked), text
    assert {line.speaker for line in board.lines if line.speaker} == set(board.speakers)


def test_who_is_slow_is_measured_slowly() -> None:
    speech = Speech()
    board = plan('A 12 s ad for a bakery. "I come every day," says his grandmother.', speech)
    [line] = [line for line in board.lines if line.speaker]
    found = {
        speed for text, speed, voice in speech.measured if text == line.text and voice == VOICES["old-woman"]
    }
    assert board.narrator.speed * 0.5 in found
    assert (line.end - line.start) / 24 == pytest.approx(0.3 * 4 / (0.5 * board.narrator.speed), abs=0.1)


def test_who_is_named_by_no_trade_is_known_by_both_names() -> None:
    speech = Speech()
    plan('A 12 second ad for a barber called Fade. "No appointment needed!" says Marta, the owner.', speech)
    [role] = speech.roles
    assert role.person == "hairdresser"
    assert any("Marta" in name for name in role.names)


@pytest.mark.parametrize("brief", [f"{SCHOOL} No people.", "A 12 second ad for a bakery"])
def test_who_is_not_seen_has_no_voice(brief: str) -> None:
    assert plan(brief).speakers == {}


def test_where_nobody_speaks_nobody_is_cast() -> None:
    board = plan(SCHOOL)
    assert cast(board, None).voices == {}
    assert cast(board, None).voice("pupil") is None


def test_the_same_brief_gives_the_same_voices() -> None:
    assert plan(SCHOOL).speakers == plan(SCHOOL).speakers


def test_a_version_keeps_the_voices_of_those_who_still_speak() -> None:
    board = plan(SCHOOL)
    for seconds in (15, 8, 4):
        version = adapted(board, frames=seconds * 24, size=(1280, 720))
        said = {line.speaker for line in version.lines if line.speaker}
        assert version.speakers == {who: voice for who, voice in board.speakers.items() if who in said}
