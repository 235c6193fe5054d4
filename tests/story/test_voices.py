"""Each line is said with the voice of whoever says it; who is given none is heard as the narrator."""

import pytest
import yaml
from tests import films
from tests.story.test_speaking import board

from studio.core.errors import BadInput
from studio.store.films import FilmFolder
from studio.story import written
from studio.story.grammar import Line, Narrator, Storyboard, Voice
from studio.story.voices import asked, described, own, voice_of

NARRATOR = Narrator(provider="flite", voice="slt", speed=1.04)
CHILD = Voice(provider="espeak", voice="en-us+f2", pitch=1.6, throat=0.8, speed=0.9)


def film(**speakers: Voice) -> Storyboard:
    return board().model_copy(update={"narrator": NARRATOR, "speakers": speakers})


def said(line: Line, **speakers: Voice) -> Voice:
    return voice_of(film(**speakers), line)


def test_who_has_a_voice_speaks_with_it_at_the_pace_of_the_film() -> None:
    line = Line(text="Bread.", speaker="Baker")
    expected = CHILD.model_copy(update={"speed": pytest.approx(0.9 * 1.04)})
    assert said(line, baker=CHILD) == expected
    assert asked(said(line, baker=CHILD)) == "espeak:en-us+f2"


@pytest.mark.parametrize("line", [Line(text="Bread."), Line(text="Bread.", speaker="Baker")])
def test_others_are_heard_as_the_narrator(line: Line) -> None:
    assert said(line, waiter=CHILD) == Voice(provider="flite", voice="slt", speed=1.04)
    assert said(line) == said(line, baker=Voice()) if line.speaker else said(line, baker=CHILD)


def test_what_is_left_out_of_a_voice_is_the_narrators() -> None:
    line = Line(text="Bread.", speaker="baker")
    assert said(line, baker=Voice(pitch=1.3)) == Voice(provider="flite", voice="slt", pitch=1.3, speed=1.04)
    assert said(line, baker=Voice(voice="rms")) == Voice(provider="flite", voice="rms", speed=1.04)
    assert asked(said(line, baker=Voice(provider="espeak"))) == "espeak"


@pytest.mark.parametrize(
    ("voice", "expected"), [("rms", "flite:rms"), ("espeak:de+f2", "espeak:de+f2"), ("espeak", "espeak")]
)
def test_a_line_may_have_a_voice_of_its_own(voice: str, expected: str) -> None:
    assert asked(said(Line(text="Bread.", voice=voice))) == expected


def test_a_voice_of_a_line_is_one_of_whoever_says_it() -> None:
    found = said(Line(text="Bread.", speaker="baker", voice="de+m7"), baker=CHILD)
    assert found == Voice(provider="flite", voice="de+m7", speed=found.speed)


def test_it_is_told_in_words() -> None:
    assert described(CHILD) == "espeak en-us+f2, 1.6 times as high, 0.8 times the throat, 0.9 times as fast"
    assert described(Voice(provider="flite", voice="rms")) == "flite rms"
    assert own({"Old Baker": CHILD}, "old baker") == CHILD
    assert own({"": CHILD}, "") is None


def test_it_is_written_and_read_and_a_plan_without_it_is_as_before() -> None:
    text = written.storyboard(film(baker=CHILD))
    assert yaml.safe_load(text)["speakers"] == {"baker": CHILD.model_dump()}
    assert Storyboard.model_validate(yaml.safe_load(text)).speakers == {"baker": CHILD}
    assert "speakers" not in written.storyboard(film())


def test_a_voice_for_whom_nobody_casts_is_told_where_it_stands() -> None:
    place = films.folder(made=film(bakr=CHILD))
    with pytest.raises(BadInput) as refused:
        written.opened(FilmFolder(place))
    assert "nobody called bakr is in the cast of a shot" in str(refused.value)


@pytest.mark.parametrize("told", [{"pitch": 9}, {"throat": 0.1}, {"speed": 7}, {"loud": 1}])
def test_a_voice_of_nobody_is_refused(told: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="1 validation error"):
        Voice.model_validate(told)
