"""A film is cut down to what carries its message, exactly as long as asked; its takes stay its own."""

from itertools import pairwise

import pytest
from tests import films

from studio.core.errors import BadInput
from studio.render.shots.grammar import Shot
from studio.story.grammar import Beat, Brief, Cut, Line, Picture, Storyboard
from studio.story.telling import guessed
from studio.story.versions import adapted, naming
from studio.story.versions.choosing import ranked

FPS = 24


def beat(role: str, text: str, *shorter: str, **told: str) -> Beat:
    return Beat.model_validate(
        {"id": role, "role": role, "lines": [{"text": text, "shorter": list(shorter)}], **told}
    )


def shot(number: int, role: str, frames: int, cut: Cut | None = None, **told: object) -> Picture:
    made = Shot.model_validate({"place": "shop", "seed": number + 1, **told})
    return Picture(id=f"{number:02}", beat=role, frames=frames, cut=cut or Cut(), shot=made)


def film(**more: object) -> Storyboard:
    """Half a minute about a workshop: six beats, eight shots, twelve bars."""
    brief = Brief(
        text="A bicycle workshop", frames=720, fps=FPS, width=1280, height=720, name="Kettenwerk",
        product="bicycle workshop", claims=["repairs in 24 hours", "open on Saturdays"],
    )  # fmt: skip
    dissolve = Cut(kind="dissolve", frames=12)
    told = {
        "brief": brief,
        "beats": [
            beat("hook", "Two wheels, and the whole city is yours to see.", "Two wheels."),
            beat("problem", "But the chain has been creaking since the spring.", "It creaks."),
            beat(
                "reveal", "Kettenwerk: a bicycle workshop by the canal.", "Kettenwerk.",
                headline="Kettenwerk", caption="Bicycle workshop",
            ),
            Beat(id="soft", role="benefit", lines=[Line(text="Oil smells of work that is done well.")]),
            Beat(id="strong", role="benefit", lines=[Line(text="Repairs in 24 hours.")]),
            beat("call", "Kettenwerk, open on Saturdays.", "Kettenwerk."),
        ],
        "pictures": [
            shot(1, "hook", 120, words={"headline": "Two wheels are enough for everybody here"}),
            shot(2, "problem", 60),
            shot(3, "problem", 60, dissolve),
            shot(4, "reveal", 120, words={"headline": "Kettenwerk", "line": "Bicycle workshop"}),
            shot(5, "soft", 120),
            shot(6, "strong", 60),
            shot(7, "strong", 60),
            shot(8, "call", 120, ending=True, name="Kettenwerk"),
        ],
        **more,
    }  # fmt: skip
    return Storyboard.model_validate(told)


def cut(seconds: float, size: tuple[int, int] = (1280, 720)) -> Storyboard:
    return adapted(
        film(), frames=round(seconds * FPS), size=size, film="../..",
        measure=lambda text, speed, _: guessed(text, "en", speed),
    )  # fmt: skip


def test_what_a_person_says_goes_before_a_hook_and_is_said_by_nobody_who_is_gone() -> None:
    board = film()
    assert [one.role for one in ranked(board)[:3]] == ["call", "reveal", "hook"]
    board.beats[3].lines[0] = board.beats[3].lines[0].model_copy(update={"speaker": "mechanic"})
    assert [one.id for one in ranked(board)[:4]] == ["call", "reveal", "soft", "hook"]
    short = adapted(board, frames=480, size=(640, 360))
    [line] = next(one for one in short.beats if one.id == "soft").lines
    assert (line.text, line.speaker) == ("Oil smells of work that is done well.", "")


def test_the_strongest_claim_comes_before_a_mood_and_a_problem() -> None:
    assert [one.id for one in ranked(film())] == ["call", "reveal", "hook", "strong", "soft", "problem"]


def test_a_way_of_telling_says_what_it_needs_most() -> None:
    told = film().model_copy(update={"brief": film().brief.model_copy(update={"template": "announcement"})})
    assert [one.id for one in ranked(told)][:3] == ["call", "reveal", "strong"]


@pytest.mark.parametrize("seconds", [20, 15, 10, 6, 3])
def test_it_is_exactly_as_long_as_asked_and_ends_with_the_end_card(seconds: float) -> None:
    board = cut(seconds)
    assert sum(picture.frames for picture in board.pictures) == board.brief.frames == seconds * FPS
    assert board.pictures[-1].shot == film().pictures[-1].shot
    assert all(line.end <= board.brief.frames for line in board.lines)


def test_fifteen_seconds_keep_hook_thing_claim_and_card() -> None:
    board = cut(15)
    assert {"hook", "reveal", "strong", "call"} <= {one.id for one in board.beats}
    assert "problem" not in {one.id for one in board.beats}
    assert "Repairs in 24 hours." in [line.text for line in board.lines]


def test_six_seconds_keep_the_hook_the_thing_and_the_card() -> None:
    board = cut(6)
    assert [one.id for one in board.beats] == ["hook", "reveal", "call"]
    assert "cut down from 30 s without problem, soft, strong" in board.notes
    texts = [line.text for line in board.lines]
    assert len(set(texts)) == len(texts)
    assert any("24 hours" in note for note in board.notes if note.startswith("left out for want of time"))


def test_lines_have_their_time_and_do_not_run_into_one_another() -> None:
    for seconds in (20, 15, 10, 6):
        lines = list(cut(seconds).lines)
        assert all(one.start < one.end for one in lines)
        assert all(one.end <= other.start for one, other in pairwise(lines))


def test_bars_are_never_longer_than_those_of_the_film_so_that_takes_suffice() -> None:
    for seconds in (20, 15, 10, 6):
        board = cut(seconds)
        assert seconds / board.music.bars <= 30 / 12 + 1e-9
        assert all(picture.part for picture in board.pictures if not picture.shot.words)


def test_its_shots_are_parts_of_the_takes_of_the_film() -> None:
    whole = film()
    for picture in cut(15).pictures:
        place = next(number for number, one in enumerate(whole.pictures) if one.id == picture.id)
        assert picture.part
        made = (picture.part.before, picture.part.frames, picture.part.after)
        assert made == whole.made(place)
        assert picture.shot.seed == whole.pictures[place].shot.seed


def test_words_that_nobody_could_read_in_the_time_go() -> None:
    hook = cut(6).pictures[0]
    assert (hook.id, hook.shot.words) == ("01", None)
    assert cut(15).pictures[-1].shot == film().pictures[-1].shot


def test_a_shot_without_words_shows_what_its_camera_arrives_at() -> None:
    for seconds in (15, 6):
        for picture in cut(seconds).pictures[:-1]:
            if picture.part and picture.shot.words is None:
                assert picture.part.first + picture.frames == picture.part.frames


def test_the_thing_is_said_before_a_hook_is() -> None:
    lines = {one.id: [line.text for line in one.lines] for one in cut(6).beats}
    assert lines["reveal"][0].startswith("Kettenwerk: ")


def test_another_shape_alone_changes_nothing_but_the_size() -> None:
    board = adapted(film(), frames=720, size=(720, 1280))
    assert (board.brief.width, board.brief.height) == (720, 1280)
    assert (board.beats, board.pictures, board.notes) == (film().beats, film().pictures, film().notes)
    assert board.origin
    assert (board.origin.name, board.origin.frames) == ("Kettenwerk", 720)


def test_a_recording_of_the_whole_film_is_not_cut_off() -> None:
    board = adapted(film(narrator={"file": "brought/voice.wav"}), frames=360, size=(1280, 720))
    assert board.narrator.file == ""
    assert any("recording" in note for note in board.notes)


@pytest.mark.parametrize(("frames", "said"), [(721, "its film 30 s"), (24, "too short for a version")])
def test_what_cannot_be_is_refused(frames: int, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        adapted(film(), frames=frames, size=(1280, 720))


def test_the_shortest_film_can_still_be_of_another_shape() -> None:
    assert adapted(films.board(), frames=48, size=(90, 160)).pictures == films.board().pictures


@pytest.mark.parametrize(
    ("shape", "size"),
    [
        ("16:9", (1280, 720)),
        ("9:16", (720, 1280)),
        ("1:1", (720, 720)),
        ("4:5", (720, 900)),
        ("21:9", (1680, 720)),
    ],
)
def test_the_shorter_side_stays(shape: str, size: tuple[int, int]) -> None:
    assert naming.sized(1280, 720, shape) == size


@pytest.mark.parametrize("shape", ["wide", "16x9", "0:1", "1:", ":1"])
def test_what_is_no_shape_is_refused(shape: str) -> None:
    with pytest.raises(BadInput, match="is no shape of a picture"):
        naming.sized(1280, 720, shape)


def test_a_size_that_is_odd_on_purpose_stays_that_of_the_film() -> None:
    assert naming.sized(854, 480, "16:9") == (854, 480)


def test_its_name_says_whose_how_long_and_which_shape() -> None:
    assert naming.called(cut(7.5).brief, "9:16") == "kettenwerk_7.5s_9x16"
