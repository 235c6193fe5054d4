"""Music follows the beats in bars that fill the film; places and effects lie on their frames."""

import pytest
from tests import films

from studio.core.errors import BadInput
from studio.story import scoring
from studio.story.grammar import Beat, Effect, Music, Storyboard


def board(*told: tuple[str, int], bars: float = 12, fps: float = 24) -> Storyboard:
    """A film with a shot for each beat: its role, and its frames."""
    found = films.board()
    brief = found.brief.model_copy(update={"frames": sum(frames for _, frames in told), "fps": fps})
    beats = [Beat.model_validate({"id": f"{number}", "role": role}) for number, (role, _) in enumerate(told)]
    pictures = [
        films.picture(f"{number:02}", f"{number}", frames, place="coast")
        for number, (_, frames) in enumerate(told)
    ]
    return Storyboard(
        brief=brief, beats=beats, pictures=pictures, music=Music(mood="warm", bars=bars, seed=5)
    )


STORY = (("hook", 48), ("problem", 96), ("reveal", 144), ("benefit", 96), ("proof", 96), ("call", 96))


def test_sections_are_the_beats_in_bars() -> None:
    score = scoring.scored(board(*STORY))
    assert [section.role for section in score.sections] == [
        "intro",
        "calm",
        "lift",
        "build",
        "proof",
        "button",
    ]
    assert [section.bars for section in score.sections] == [1, 2, 3, 2, 2, 2]
    assert (score.seconds, score.tempo, score.mood, score.seed) == (24, 120, "warm", 5)


@pytest.mark.parametrize("bars", [0.5, 1, 3, 7, 12.5, 31])
def test_bars_fill_the_film_whatever_they_are(bars: float) -> None:
    score = scoring.scored(board(*STORY, bars=bars))
    assert score.bars == bars
    assert all(section.bars > 0 for section in score.sections)


def test_neighbours_that_are_alike_are_one_section() -> None:
    score = scoring.scored(board(("hook", 48), ("benefit", 48), ("benefit", 48), ("call", 48), bars=8))
    assert [(section.role, section.bars) for section in score.sections] == [
        ("intro", 2),
        ("lift", 4),
        ("button", 2),
    ]


def test_energy_is_the_beats() -> None:
    wild = board(*STORY)
    beats = [beat.model_copy(update={"energy": 1.0}) for beat in wild.beats]
    tame = scoring.scored(wild).sections
    for one, other in zip(
        tame, scoring.scored(wild.model_copy(update={"beats": beats})).sections, strict=True
    ):
        assert other.energy > one.energy


@pytest.mark.parametrize(
    ("fps", "frame", "sample"), [(24, 1, 2000), (23.976, 24, 48_048), (30, 7, 11_200), (25, 0, 0)]
)
def test_frames_are_exact_samples(fps: float, frame: int, sample: int) -> None:
    assert scoring.samples(board(("hook", 48), fps=fps), frame) == sample


def test_shots_in_one_place_share_its_sound() -> None:
    made = board(("hook", 24), ("reveal", 24), ("call", 24))
    pictures = [
        picture.model_copy(update={"atmosphere": name})
        for picture, name in zip(made.pictures, ("sea", "sea", "cafe"), strict=True)
    ]
    one, other = scoring.places(made.model_copy(update={"pictures": pictures}))
    assert (one.name, one.start, one.end) == ("sea", 0, 96_000)
    assert (other.name, other.start, other.end) == ("cafe", 96_000, 144_000)
    assert one.seed != other.seed


def with_sounds(**more: object) -> Storyboard:
    made = board(("hook", 24), ("call", 24))
    second = made.pictures[1].model_copy(update=more)
    return made.model_copy(update={"pictures": [made.pictures[0], second]})


def test_effects_lie_on_frames_of_the_film() -> None:
    made = with_sounds(effects=[Effect(sound="bell", at=6, volume=-4), Effect(sound="bell", at=9)])
    one, other = scoring.hits(made)
    assert (one.name, one.at, one.volume) == ("bell", 60_000, -4)
    assert other.at == 66_000
    assert one.seed != other.seed


def test_sounds_that_are_not_there_are_named() -> None:
    with pytest.raises(BadInput, match="shot 01 asks for the atmosphere 'se'") as wrong:
        scoring.places(with_sounds(atmosphere="se"))
    assert wrong.value.hint == "did you mean sea?"
    with pytest.raises(BadInput, match="shot 01 asks for the sound 'bel'") as wrong:
        scoring.hits(with_sounds(effects=[Effect(sound="bel")]))
    assert wrong.value.hint == "did you mean bell?"
