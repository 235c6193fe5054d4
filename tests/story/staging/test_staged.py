"""Any brief becomes a storyboard whose shots fill it to the frame, show what is told, and vary."""

import time
from collections import Counter
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.story.films import NAMES, beats, film, reading

from studio.core.errors import BadInput
from studio.render.lettering import timing
from studio.render.lettering.setting import Text
from studio.render.lexicon.reading import read
from studio.render.shelf import Shelf
from studio.story.brand.grammar import EndCard, Kit
from studio.story.grammar import Beat, Brief, Line, Picture, Role, Storyboard
from studio.story.staging import spaced, staged

SHELF = Shelf()
RATES = (24.0, 25.0, 30.0, 60.0, 24000 / 1001)
ROLES: tuple[Role, ...] = ("hook", "problem", "reveal", "benefit", "proof", "call")


def board(name: str, /, **more: Any) -> Storyboard:
    brief, told = film(name, **more)
    return staged(brief, told, reading(brief), SHELF)


def look_of(picture: Picture) -> tuple[Any, ...]:
    """All that tells one picture from another to the eye."""
    shot = picture.shot
    cast = tuple(thing.model_dump_json(exclude_defaults=True) for thing in shot.cast)
    camera = (shot.camera.size, shot.camera.on, shot.camera.move)
    return shot.place, shot.time, camera, cast, tuple(shot.params.items())


def test_a_car_is_seen_where_cars_stand() -> None:
    text = "A city at night: a taxi driver in his car, a bar called Blue Note"
    places = set()
    for seed in range(4):
        brief = Brief(text=text, frames=600, fps=24, name="Blue Note", seed=seed)
        told = [
            Beat(id=role, role=role, energy=0.5, lines=[Line(text="The car waits.")], shows=["car"])
            for role in ROLES
        ]
        found = staged(brief, told, read(text, "en"), SHELF)
        things = [(one.shot.place, thing) for one in found.pictures for thing in one.shot.cast]
        places |= {(place, thing.at) for place, thing in things if thing.prop == "car"}
    assert ("street", "kerb") in places
    assert all(at == "kerb" for place, at in places if place == "street")


@settings(max_examples=40, deadline=None)
@given(
    seconds=st.one_of(st.floats(2, 120), st.floats(120, 900)),
    fps=st.sampled_from(RATES),
    energies=st.lists(st.floats(0, 1), min_size=1, max_size=9),
    seed=st.integers(0, 999),
)
def test_every_frame_of_any_film_belongs_to_a_shot(
    seconds: float, fps: float, energies: list[float], seed: int
) -> None:
    brief = Brief(text="A café by the sea", frames=round(seconds * fps), fps=fps, name="Nord", seed=seed)
    told = [
        Beat(
            id=str(at),
            role=ROLES[at % 6],
            energy=energy,
            headline="Bread, baked by the sea" if at % 2 else "",
            lines=[Line(text="A *lighthouse*, a café, and bread.")],
        )
        for at, energy in enumerate(energies)
    ]
    made = staged(brief, told, read(brief.text, "en"), SHELF)
    assert sum(picture.frames for picture in made.pictures) == brief.frames
    bar = brief.frames / made.music.bars
    for start, picture in zip(made.starts, made.pictures, strict=True):
        half = round(start / bar * 2)
        assert start == round(half * brief.frames / made.music.bars / 2), "a cut off the bars"
        assert picture.frames == picture.shot.frames
        assert readable(picture, fps)
    for one, other in pairwise(made.pictures):
        assert (one.shot.camera.size, one.shot.camera.move) != (
            other.shot.camera.size,
            other.shot.camera.move,
        )
        assert not (one.cut.frames and other.cut.frames), "two special cuts in a row"
        assert one.cut.after <= one.frames
        assert one.cut.before <= other.frames


def readable(picture: Picture, fps: float) -> bool:
    """Whether the words of a shot stand long enough; a film of few seconds has no longer."""
    words = picture.shot.words
    if not words:
        return True
    end = picture.frames / fps if words.end is None else words.end
    needed = timing.needed(Text.marked(words.headline, words.line))
    return end - words.start >= needed - 0.06 or picture.shot.seconds < 2.9


def test_no_film_begins_out_of_focus() -> None:
    moves = [
        [picture.shot.camera.move for picture in board(name, seed=seed).pictures]
        for name in NAMES
        for seed in range(4)
    ]
    assert "rack" not in {first for first, *_ in moves}
    assert "rack" in {move for _, *others in moves for move in others}


@pytest.mark.parametrize("name", NAMES)
def test_the_end_card_names_the_client_long_enough(name: str) -> None:
    made = board(name)
    last = made.pictures[-1]
    assert last.shot.words
    said = f"{last.shot.name} {last.shot.words.headline} {last.shot.words.line}"
    assert made.brief.name in said
    assert made.brief.call in said
    assert last.frames >= 2.5 * made.brief.fps
    assert readable(last, made.brief.fps)
    assert last.shot.camera.move == "still"


@pytest.mark.parametrize("name", NAMES)
def test_words_never_stand_on_two_shots_in_a_row_unless_a_beat_has_no_other(name: str) -> None:
    made = board(name)
    alone = Counter(picture.beat for picture in made.pictures)
    for one, other in pairwise(made.pictures):
        if one.shot.words and other.shot.words:
            assert 1 in (alone[one.beat], alone[other.beat])
            assert one.shot.words.headline != other.shot.words.headline


@pytest.mark.parametrize(
    ("name", "beat", "shown"),
    [
        ("bakery", "2-problem", "bread"), ("bakery", "3-reveal", "baker"), ("bicycles", "1-hook", "bicycle"),
        ("bicycles", "3-benefit", "mechanic"), ("ferry", "2-reveal", "ship"), ("museum", "3-benefit", "ship"),
        ("run", "4-benefit", "heart"), ("software", "2-reveal", "laptop or phone or screen"),
        ("dentist", "3-benefit", "doctor"), ("seeds", "4-benefit", "gardener"),
        ("repair", "3-benefit", "bicycle"),
    ],
)  # fmt: skip
def test_shots_show_what_their_line_speaks_of(name: str, beat: str, shown: str) -> None:
    shots = [picture.shot for picture in board(name).pictures if picture.beat == beat]
    cast = {thing.prop or thing.person or thing.kind for shot in shots for thing in shot.cast}
    # A harbour has its ship without a cast.
    cast |= {"ship" for shot in shots if shot.place == "harbour" and shot.params.get("scene") == "sea"}
    assert set(shown.split(" or ")) & cast


def test_somebody_who_comes_again_is_the_same_person() -> None:
    seeds: dict[str, set[int | None]] = {}
    for picture in board("seeds", seconds=180).pictures:
        for thing in picture.shot.cast:
            if thing.person:
                seeds.setdefault(thing.person, set()).add(thing.seed)
    assert {"gardener", "pupil"} <= set(seeds)
    assert all(len(one) == 1 and None not in one for one in seeds.values())


@pytest.mark.parametrize("wish", ["no people", "people"])
def test_nobody_is_shown_where_nobody_may_be(wish: str) -> None:
    made = board("bakery", seconds=90, must_not=[wish])
    assert not [thing for picture in made.pictures for thing in picture.shot.cast if thing.person]
    assert [thing for picture in made.pictures for thing in picture.shot.cast if thing.prop == "bread"]


def test_what_is_ruled_out_is_not_shown() -> None:
    made = board("repair", seconds=90, must_not=["Fahrräder"])
    props = {thing.prop for picture in made.pictures for thing in picture.shot.cast}
    assert "lamp" in props
    assert "bicycle" not in props


def test_films_of_ten_clients_look_like_ten() -> None:
    made = [board(name) for name in NAMES]
    assert {one.pictures[0].shot.style for one in made} == {"dusk", "paper", "ink"}
    for one in made:
        assert len({picture.shot.style for picture in one.pictures}) == 1
        assert len({str(picture.shot.brand) for picture in one.pictures}) == 1
    assert len({one.pictures[0].shot.brand["accent"] for one in made}) >= 8
    assert len({one.music.bars / one.brief.seconds for one in made}) >= 7


def test_the_brand_of_a_client_is_kept() -> None:
    brief, told = film("bakery")
    end = EndCard(headline="Morgenrot & Co.", line="morgenrot.example")
    kit = Kit(colours={"accent": "#123456"}, logo="logo.svg", end=end, music="grand", type="bookish")
    made = staged(brief, told, reading(brief), SHELF, kit=kit)
    assert {picture.shot.brand["accent"] for picture in made.pictures} == {"#123456"}
    assert {picture.shot.type for picture in made.pictures} == {"bookish"}
    last = made.pictures[-1].shot
    assert (last.ending, last.logo, last.name) == (True, "logo.svg", brief.name)
    assert last.words
    assert (last.words.headline, last.words.line) == ("Morgenrot & Co.", "morgenrot.example")
    assert last.words.label == "Open from six."
    assert made.music.mood == "grand"


def test_beats_have_their_frames_before_a_line_is_spoken() -> None:
    brief, told = film("ferry")
    left, spans = spaced(brief, told, reading(brief))
    made = staged(brief, told, reading(brief), SHELF)
    assert left == made.beats
    assert spans == [made.span(beat.id) for beat in left]
    assert (spans[0][0], spans[-1][1]) == (0, brief.frames)


def test_light_changes_over_a_film() -> None:
    for name in NAMES:
        times = [picture.shot.time for picture in board(name).pictures]
        assert len(set(times)) >= 2
        changes = sum(one != other for one, other in pairwise(times))
        assert changes <= len({picture.beat for picture in board(name).pictures})


def test_ten_minutes_are_planned_at_once_without_a_repetition() -> None:
    begun = time.process_time()
    made = board("seeds", seconds=600)
    took = time.process_time() - begun
    assert took < 30
    assert len(made.pictures) > 120
    counts = Counter(map(look_of, made.pictures))
    assert max(counts.values()) == 1, counts.most_common(3)


def test_the_same_film_is_staged_the_same_and_another_seed_otherwise() -> None:
    assert board("ferry") == board("ferry")
    one, other = board("ferry"), board("ferry", seed=99)
    assert [look_of(picture) for picture in one.pictures] != [look_of(picture) for picture in other.pictures]


def test_a_film_that_nothing_shows_says_it_in_type() -> None:
    brief = Brief(text="Zorblatt. Quuxify your frobnication.", frames=480, name="Zorblatt", seed=4)
    told = beats(
        0.5, [{"role": role, "line": "Quuxify, and frobnicate."} for role in ("hook", "benefit", "call")]
    )
    made = staged(brief, told, reading(brief), SHELF)
    bare = [one for one in made.pictures if one.shot.place == "abstract" and not one.shot.cast]
    assert all(one.shot.words for one in bare)
    assert not {thing.prop for one in made.pictures for thing in one.shot.cast} - {""}


def test_a_story_without_beats_is_refused() -> None:
    brief, _ = film("bakery")
    with pytest.raises(BadInput, match="no story"):
        staged(brief, [], reading(brief), SHELF)


def test_beats_too_many_for_their_time_are_left_out_and_said() -> None:
    made = board("bakery", seconds=2)
    assert made.brief.frames == 48
    assert made.notes
    assert made.beats[-1].role == "call"


def test_an_hour_is_staged_to_the_frame() -> None:
    made = board("museum", seconds=3600, fps=24000 / 1001)
    assert sum(picture.frames for picture in made.pictures) == round(3600 * 24000 / 1001)
    assert len({picture.id for picture in made.pictures}) == len(made.pictures)


def test_signs_carry_the_name_of_a_client_that_is_only_described() -> None:
    named = board("repair", name="")
    assert "Repair-Café" in {picture.shot.name for picture in named.pictures}
    nameless = board(
        "seeds", name="", text="A gentle film for a library of seeds.", product="library of seeds"
    )
    assert {picture.shot.name for picture in nameless.pictures} == {""}
    assert not [picture for picture in nameless.pictures if picture.shot.camera.on == "sign"]


def test_things_do_not_lie_about_where_they_do_not_belong() -> None:
    for name in NAMES:
        for picture in board(name, seconds=90).pictures:
            held = {thing.prop for thing in picture.shot.cast}
            if picture.shot.place not in ("sweep", "abstract"):
                assert not held & {"heart", "tooth", "rocket", "ship", "house"}, picture.id
            if picture.shot.place == "museum":
                assert not held & {"cup", "lamp", "book"}


def test_what_hangs_hangs_whole_over_its_podium() -> None:
    brief = film("bakery", text="A film for a cable car.", name="Seilbahn", product="cable car", seconds=40)[
        0
    ]
    told = beats(
        0.4, [{"role": role, "line": "The cable car goes up."} for role in ("hook", "benefit", "call")]
    )
    shots = [picture.shot for picture in staged(brief, told, reading(brief), SHELF).pictures]
    hanging = [(shot, thing) for shot in shots for thing in shot.cast if thing.prop == "cable_car"]
    assert hanging
    for shot, thing in hanging:
        _, top, _, height = SHELF.drawing("props/cable_car").box
        assert shot.camera.size == "wide"
        assert isinstance(thing.at, tuple)
        assert thing.at[1] + (top + height) * thing.size < 0


def test_a_run_for_a_hospital_is_no_film_of_a_clinic_and_strangers_run_in_running_clothes() -> None:
    brief = film(
        "run", text="A film for a charity run for the children's hospital.", name="Steps",
        product="charity run", seconds=60,
    )[0]  # fmt: skip
    lines = ("Ten kilometres for the children's hospital.", "Everybody runs.", "Sign up.")
    told = beats(0.9, [{"role": role, "line": line} for role, line in zip(ROLES[::2], lines, strict=True)])
    shots = [picture.shot for picture in staged(brief, told, reading(brief), SHELF).pictures]
    assert "course" in {shot.place for shot in shots}
    assert "clinic" not in {shot.place for shot in shots}
    people = {thing.person for shot in shots for thing in shot.cast if shot.place == "course"} - {""}
    assert people <= {"runner", "pupil", "friend"}
    assert "shoe" in {thing.prop for shot in shots for thing in shot.cast}


def test_a_ferry_lies_or_sails_in_the_harbour_and_is_never_put_on_a_podium() -> None:
    brief = film("ferry", text="A film for a ferry line, with bicycles on board.", name="Wave",
                 product="ferry line", seconds=60)[0]  # fmt: skip
    told = beats(
        0.4, [{"role": role, "line": "The ferry leaves the harbour."} for role in ("hook", "reveal", "call")]
    )
    shots = [picture.shot for picture in staged(brief, told, reading(brief), SHELF).pictures]
    assert {"harbour"} <= {shot.place for shot in shots}
    assert "sea" in {shot.params.get("scene") for shot in shots}
    assert not [
        shot for shot in shots for thing in shot.cast if thing.prop == "ship" and shot.place == "sweep"
    ]


def test_a_large_line_of_the_kit_stands_below_a_logo_and_alone_without_one() -> None:
    brief, told = film("bakery")
    end = EndCard(headline="Morgenrot & Co.")
    with_logo, without = (
        staged(brief, told, reading(brief), SHELF, kit=Kit(logo=logo, end=end)).pictures[-1].shot
        for logo in ("logo.svg", "")
    )
    assert with_logo.words
    assert (with_logo.words.headline, with_logo.words.line) == ("Morgenrot & Co.", "Open from six.")
    assert without.name == "Morgenrot & Co."


@pytest.mark.parametrize("name", NAMES)
def test_an_end_card_speaks_at_once(name: str) -> None:
    last = staged(*film(name), reading(film(name)[0]), SHELF).pictures[-1].shot
    assert last.ending or (last.words and last.words.start <= 0.1)


def test_boards_of_those_who_have_no_name_say_what_they_are() -> None:
    brief, told = film("bakery", name="", product="bakery", text="An ad for a bakery", language="en")
    signs = [
        picture.shot.sign
        for picture in staged(brief, told, reading(brief), SHELF).pictures
        if picture.shot.place in ("shop", "street") and not picture.shot.name
    ]
    assert signs
    assert {sign["text"] for sign in signs if sign} == {"Bakery"}
    named, lines = film("bakery")
    assert not any(one.shot.sign for one in staged(named, lines, reading(named), SHELF).pictures)


def test_the_window_of_a_shop_shows_bread_for_those_alone_who_sell_it() -> None:
    windows = {
        name: {
            picture.shot.params.get("goods", "")
            for picture in board(name, seconds=90).pictures
            if picture.shot.place == "street"
        }
        for name in NAMES
    }
    assert set().union(*windows.values()) == {"", "bread"}
    assert windows["bicycles"] <= {""}


def test_a_landmark_that_is_spoken_of_is_seen_whole_where_it_stands() -> None:
    brief = film(
        "bakery", text="An ad for a lighthouse café that bakes its own bread", name="", language="en",
        product="lighthouse café",
    )[0]  # fmt: skip
    line = "The light of the lighthouse comes round. The sea is still there."
    told = beats(0.4, [{"role": role, "line": line} for role in ("hook", "reveal", "call")])
    made = staged(brief, told, reading(brief), SHELF)
    seen = [picture for picture in made.pictures if "thing:lighthouse" in picture.entities[:1]]
    assert seen
    for picture in seen:
        assert (picture.shot.place, picture.shot.camera.size) == ("coast", "wide")
        assert picture.shot.camera.move in ("still", "drift-left", "drift-right")
