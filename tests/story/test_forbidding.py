"""Words that a brief rules out are in no film, whoever tells its story."""

import json
from typing import Any

import pytest
from tests.models.text.unruly import saying, server
from tests.story.asking.stories import TEXT, changed, story

from studio.models.text import Access
from studio.models.text.openai import OpenAi
from studio.models.text.scripted import Scripted
from studio.render.shelf import shelf
from studio.story.brand.grammar import Kit
from studio.story.forbidding import forbidden_in, spared
from studio.story.grammar import Beat, Brief, Finish, Line, Narrator, Storyboard
from studio.story.planning import Means, planned
from studio.story.reading import understood
from studio.story.telling.grammar import bank

RULED_OUT = f'{TEXT} Never say "cheap" or "low price".'


def plan(brief: Brief, *answers: Any) -> tuple[Storyboard, Scripted]:
    model = Scripted(list(answers))
    means = Means(shelf(None), Narrator(), Finish(), Kit(), model=model if answers else None)
    return planned(brief, means), model


def told(board: Storyboard) -> str:
    """All that is said and written in a film."""
    said = [text for beat in board.beats for line in beat.lines for text in (line.text, *line.shorter)]
    written = [text for beat in board.beats for text in (beat.headline, beat.caption)]
    shown = [
        text
        for picture in board.pictures
        if (words := picture.shot.words)
        for text in (words.headline, words.line)
    ]
    return "\n".join([*said, *written, *shown]).casefold()


def test_a_model_is_told_what_is_forbidden_and_not_as_a_part_of_the_brief() -> None:
    brief = understood(RULED_OUT)
    _, model = plan(brief, story(brief))
    rules, asked = (message.text for message in model.asked[0])
    assert '"forbidden": [\n  "cheap",\n  "low price"\n ]' in asked
    assert "Never say" not in asked
    assert "`forbidden`" in rules


@pytest.mark.parametrize("line", ["Cheap bread, warm bread.", "Bread at a *low* price."])
def test_a_line_with_a_word_that_is_forbidden_is_asked_for_anew(line: str) -> None:
    brief = understood(RULED_OUT)
    board, model = plan(brief, changed(brief, 3, line=line), story(brief))
    assert len(model.asked) == 2
    assert "nobody is to say" in model.asked[1][-1].text
    assert board.planner == model.name
    assert not any("is left out" in note for note in board.notes)


def test_a_server_is_asked_anew_as_well() -> None:
    brief = understood(RULED_OUT)
    wrong = json.dumps(changed(brief, 3, line="Cheap bread."))
    with server(saying(wrong), saying(json.dumps(story(brief)))) as unruly:
        model = OpenAi.of(Access(unruly.url, "tiny"))
        board = planned(brief, Means(shelf(None), Narrator(), Finish(), Kit(), model=model))
    assert len(unruly.asked) == 2
    assert "nobody is to say 'cheap'" in unruly.asked[1]["messages"][-1]["content"]
    assert board.planner == model.name
    assert "cheap" not in told(board)


def test_what_stays_forbidden_costs_its_line_and_not_the_story() -> None:
    brief = understood(RULED_OUT)
    wrong = changed(brief, 3, line="Cheap bread comes warm.", short="Cheap bread.", headline="Cheaper!")
    board, model = plan(brief, wrong, wrong, story(brief))
    assert len(model.asked) == 2
    assert board.planner == model.name
    assert "cheap" not in told(board)
    assert len(list(board.lines)) == 4
    assert "“Cheap bread comes warm.” is left out, for nobody is to say “cheap”" in board.notes


def test_a_shorter_wording_that_will_do_is_said_instead() -> None:
    brief = understood(RULED_OUT)
    wrong = changed(brief, 3, line="Cheap bread comes warm.", short="Bread comes warm.")
    board, _ = plan(brief, wrong, wrong)
    assert "Bread comes warm." in [line.text for line in board.lines]
    assert (
        "“Cheap bread comes warm.” is said as “Bread comes warm.”, for nobody is to say “cheap”"
        in board.notes
    )


@pytest.mark.parametrize("seed", range(1, 8))
def test_rules_tell_a_story_without_them_as_well(seed: int) -> None:
    brief = understood(
        'A 30 second ad for a bakery called Oats. Do not use "oven", "loaf" or "time".', seed=seed
    )
    board, _ = plan(brief)
    assert not [word for word in ("oven", "loaf", " time") if word in told(board)]
    assert len([line for line in board.lines if line.text]) >= 5
    every = str(bank("bakery", "en")).casefold()
    assert all(word in every for word in ("oven", "loaf", " time"))


def test_what_the_brief_itself_says_with_such_a_word_is_left_out_and_noted() -> None:
    board, _ = plan(understood('A 30 second ad for a bakery. It sells cheap rye. Never say "cheap".'))
    assert "cheap" not in told(board)
    assert "“It sells cheap rye.” is left out, for nobody is to say “cheap”" in board.notes
    assert not any("want of time" in note for note in board.notes)


@pytest.mark.parametrize(
    ("language", "word", "text", "is_in"),
    [
        ("en", "cheap", "The Cheapest bread.", True),
        ("en", "art", "An artisan.", False),
        ("en", "art", "Arts and bread.", True),
        ("en", "low price", "A low, low-price loaf.", True),
        ("en", "don't", "Don’t wait.", True),
        ("de", "billig", "Spottbillige Brote.", True),
        ("de", "Rabatt", "Mengenrabatte gibt es.", True),
        ("en", "golden", "Golden Crust bakes.", False),
        ("en", "golden", "Golden Crust bakes golden bread.", True),
    ],
)
def test_a_word_is_known_in_its_forms(language: str, word: str, text: str, is_in: bool) -> None:
    brief = Brief(text="-", frames=24, language=language, name="Golden Crust", forbidden=[word])  # type: ignore[arg-type]
    assert forbidden_in(text, brief) == (word if is_in else "")


def test_a_story_without_such_words_stays_as_it_is() -> None:
    brief = Brief(text="-", frames=24, forbidden=["cheap"])
    beats = [
        Beat(id="1", role="hook", headline="Bread", lines=[Line(text="Warm bread.", shorter=["Bread."])])
    ]
    assert spared(beats, brief) == (beats, [])
