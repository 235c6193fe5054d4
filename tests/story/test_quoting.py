"""Whoever a brief quotes says it in the picture, seen near, and nobody reads out marks or who says it."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.errors import BadInput
from studio.render.figures.looks import look
from studio.render.shelf import shelf
from studio.story.brand.grammar import Kit
from studio.story.grammar import Beat, Brief, Finish, Line, Narrator, Storyboard
from studio.story.planning import Means, planned
from studio.story.quoting import departures, present, quoted, seated
from studio.story.reading import understood
from studio.story.staging.speakers import callings
from studio.story.telling.unsaid import left_out

BRIEFS = {
    "en": (
        'A 12 second ad for a bakery called Morgenrot: "We bake while you dream," says the baker.',
        "We bake while you dream.",
    ),
    "de": (
        "Ein Werbespot von 12 Sekunden für die Bäckerei Morgenrot."
        " „Wir backen, während Sie träumen“, sagt die Bäckerin.",
        "Wir backen, während Sie träumen.",
    ),
    "fr": (
        "Un spot de 12 secondes pour la boulangerie Aurore. « Nous cuisons pendant que vous rêvez », dit la"
        " boulangère.",
        "Nous cuisons pendant que vous rêvez.",
    ),
    "es": (
        "Un anuncio de 12 segundos para la panadería Aurora. «Horneamos mientras sueñas», dice la panadera.",
        "Horneamos mientras sueñas.",
    ),
    "it": (
        "Uno spot di 12 secondi per la panetteria Aurora. «Inforniamo mentre sogni», dice la fornaia.",
        "Inforniamo mentre sogni.",
    ),
}


def plan(brief: str, duration: float | None = None, seed: int = 1) -> Storyboard:
    return planned(
        understood(brief, duration=duration, seed=seed), Means(shelf(None), Narrator(), Finish(), Kit())
    )


def spoken(board: Storyboard) -> list[tuple[str, str]]:
    """What people of the picture say, and who says it."""
    return [(line.text, line.speaker) for line in board.lines if line.speaker]


def sees(board: Storyboard, speaker: str) -> list[str]:
    """How near a person is seen in the beats in which they speak."""
    beats = {beat.id for beat in board.beats if any(line.speaker == speaker for line in beat.lines)}
    shots = [picture.shot for picture in board.pictures if picture.beat in beats]
    return [shot.camera.size for shot in shots if any(thing.person == speaker for thing in shot.cast)]


@pytest.mark.parametrize("language", BRIEFS)
def test_who_is_quoted_speaks_and_is_seen_near(language: str) -> None:
    brief, said = BRIEFS[language]
    board = plan(brief)
    assert board.brief.language == language
    assert spoken(board) == [(said, "baker")]
    assert set(sees(board, "baker")) & {"medium", "close"}
    read_out = [line.text for line in board.lines] + [
        words.headline for picture in board.pictures if (words := picture.shot.words)
    ]
    assert not [text for text in read_out if re.search(r"[\"“”„«»]", text)]
    assert left_out(board) == []


def test_who_is_named_by_no_trade_is_whoever_is_at_work_there() -> None:
    board = plan('A 12 second ad for a barber called Fade. "No appointment needed!" says Marta, the owner.')
    assert spoken(board) == [("No appointment needed!", "hairdresser")]
    assert sees(board, "hairdresser")


def test_who_comes_there_is_not_who_works_there() -> None:
    board = plan('An ad for a dentist. "I was never afraid again," says a patient. 12 seconds.')
    assert spoken(board) == [("I was never afraid again.", "customer")]
    assert sees(board, "customer")


def test_where_nobody_may_be_seen_the_narrator_says_the_quote_alone() -> None:
    board = plan(f"{BRIEFS['en'][0]} No people.")
    assert spoken(board) == []
    assert BRIEFS["en"][1] in [line.text for line in board.lines]


def test_a_film_without_time_for_claims_begins_with_the_quote() -> None:
    board = plan(f"{BRIEFS['en'][0].replace('12', '8')} It sells rolls. It has two cats.")
    assert board.beats[0].lines[0].speaker == "baker"
    assert left_out(board) == ["It sells rolls.", "It has two cats."]


def test_a_quote_is_on_no_sign() -> None:
    board = plan('A 20 second ad for a school. "I learn to ask," says a child. "I listen," says the teacher.')
    assert spoken(board) == [("I learn to ask.", "pupil"), ("I listen.", "teacher")]
    assert {picture.shot.name for picture in board.pictures} == {""}


WITHIN = {
    "en": '30 s ad where the baker says "We bake while you dream", in a bakery',
    "de": "Ein 20-Sekunden-Spot, in dem die Bäckerin „Wir backen, wenn Sie träumen“ sagt, in einer Bäckerei",
    "fr": "Un spot de 20 secondes où la boulangère dit « Nous cuisons la nuit », dans une boulangerie à Lyon",
    "it": "Uno spot di 20 secondi in cui la fornaia dice «Inforniamo di notte», in una panetteria a Lecce",
    "es": "Un anuncio de 20 segundos donde la panadera dice «Horneamos de noche», en una panadería",
}


@pytest.mark.parametrize("language", WITHIN)
def test_who_is_quoted_within_a_sentence_says_it_as_well(language: str) -> None:
    board = plan(WITHIN[language])
    said = re.search(r'["„«]\s*(.+?)\s*["“»]', WITHIN[language])
    assert said
    assert board.brief.language == language
    assert spoken(board) == [(f"{said[1]}.", "baker")]
    assert [line.text for line in board.lines if said[1] in line.text] == [f"{said[1]}."]
    assert said[1] not in board.brief.name
    assert re.search("baker|Bäckerei|boulangerie|panetteria|panadería", board.brief.product)
    assert not re.search(r"\b(?:ad|[Ss]pot|anuncio)\b", " ".join(line.text for line in board.lines))


@pytest.mark.parametrize(
    ("text", "name", "said", "speaker"),
    [
        ('"We never sleep." A 20 s ad for a bakery.', "", "We never sleep.", ""),
        ('A 20 s ad for a bakery. "Come in"', "", "Come in.", ""),
        ('A 20 s ad for a bakery called "Oak Bakery". "Come in!"', "Oak Bakery", "Come in!", ""),
        ('Oak Bakery. 20 s. Anna says "Come in".', "Oak Bakery", "Come in.", "baker"),
        ("Werbung für die Bäckerei Korn, 20 Sekunden. „Kommen Sie rein!“", "Korn", "Kommen Sie rein!", ""),
        ("Une pub de 20 secondes pour la boulangerie Aurore. « Entrez ! »", "Aurore", "Entrez\u00a0!", ""),
        ("Uno spot di 20 secondi per la panetteria Aurora. «Entrate»", "Aurora", "Entrate.", ""),
        ("Un anuncio de 20 segundos para la panadería Aurora. «Pasen»", "Aurora", "Pasen.", ""),
    ],
)
def test_a_quote_is_no_client_and_hides_none(text: str, name: str, said: str, speaker: str) -> None:
    board = plan(text)
    assert board.brief.name == name
    assert [(line.text, line.speaker) for line in board.lines if line.text == said] == [(said, speaker)]
    assert said.rstrip(".!\u00a0") not in {picture.shot.name for picture in board.pictures}


@pytest.mark.parametrize("text", ['A 20 s ad for "Oak Bakery"', 'A 20 s ad for a bakery called "Oak Bakery"'])
def test_a_name_in_quotation_marks_is_the_client(text: str) -> None:
    board = plan(text)
    assert board.brief.name == "Oak Bakery"
    assert "Oak Bakery." in [line.text for line in board.lines]


def test_what_people_say_of_lengths_and_shapes_is_none_of_the_film() -> None:
    board = plan('A 20 s ad for a bakery. "Ready in 15 seconds, upright 9:16!" says the baker.')
    assert (board.brief.seconds, board.brief.width) == (20, 1280)
    assert spoken(board) == [("Ready in 15 seconds, upright 9:16!", "baker")]


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize(
    ("text", "woman"),
    [
        ('An ad for a bakery. "We bake at night," says the baker, her hands in dough.', True),
        ('An ad for a bakery. "We baked at night," says his grandmother.', True),
        ('An ad for a bakery. "We baked at night," says her grandfather.', False),
        ('An ad for a dentist. "I was never afraid again," says a mother.', True),
        ('An ad for a barber. "No appointment needed!" says Marc, a father and the owner.', False),
        ("Ein Spot für eine Bäckerei. „Wir backen nachts“, sagt die Bäckerin.", True),
        ("Ein Spot für eine Bäckerei. „Wir backen nachts“, sagt der Bäcker.", False),
        ("Un spot pour une boulangerie. « Nous cuisons la nuit », dit la boulangère.", True),
        ("Uno spot per una panetteria. «Inforniamo di notte», dice il fornaio.", False),
        ("Un anuncio para una panadería. «Horneamos de noche», dice la panadera.", True),
    ],
)
def test_who_is_quoted_is_the_woman_or_the_man_the_words_tell_of(text: str, woman: bool, seed: int) -> None:
    board = plan(text, duration=12, seed=seed)
    [(_, speaker)] = spoken(board)
    cast = [thing for picture in board.pictures for thing in picture.shot.cast if thing.person == speaker]
    assert {look(thing.person, thing.seed or 0).woman for thing in cast} == {woman}


CAFE = 'An ad for a café. The woman says: "Good coffee." The man says: "Very good."'
BAKERY = 'An ad for a bakery. Marta says: "We bake at night." Jörg says: "Yes, we do."'


@pytest.mark.parametrize("seconds", [10, 20, 30])
def test_two_who_are_quoted_are_two_people(seconds: int) -> None:
    board = plan(CAFE, duration=seconds)
    assert spoken(board) == [("Good coffee.", "passer-by"), ("Very good.", "customer")]
    women = {
        thing.person: look(thing.person, thing.seed or 0).woman
        for picture in board.pictures
        for thing in picture.shot.cast
        if thing.person in ("passer-by", "customer")
    }
    assert women == {"passer-by": True, "customer": False}
    assert not [note for note in board.notes if "one person" in note]
    assert spoken(plan(BAKERY, duration=seconds)) == [
        ("We bake at night.", "baker"),
        ("Yes, we do.", "customer"),
    ]


@pytest.mark.parametrize("seconds", [8, 10, 12, 15, 20, 30])
def test_who_answers_does_so_after_the_question(seconds: int) -> None:
    quotes = ["Have you eaten?", "No.", "Then go to Pizza Roma."]
    board = plan(
        f'An ad for a restaurant. Mother: "{quotes[0]}" Son: "{quotes[1]}" Mother: "{quotes[2]}"', seconds
    )
    said = [line.text for line in board.lines if line.text in quotes]
    assert said == [quote for quote in quotes if quote in said]
    by = dict(spoken(board))
    assert {by.get(quotes[0]), by.get(quotes[2])} & {by.get(quotes[1], "nobody")} == set()


@pytest.mark.parametrize(
    ("first", "other", "people"),
    [
        ("Marta", "Marta, the owner", 1),
        ("the baker", "Marta, the baker", 1),
        ("Frau Huber", "Frau Maier", 2),
        ("the woman", "the man", 2),
        ("Marta, the baker", "Jörg, the baker", 2),
    ],
)
def test_lines_call_two_people_by_two_names(first: str, other: str, people: int) -> None:
    told = brief(f'"We bake," says {first}.', f'"We sell," says {other}.')
    assert len(set(callings(told).values())) == people


def test_where_two_are_one_person_or_somebody_is_not_seen_the_plan_says_so() -> None:
    board = plan(BAKERY, duration=20)
    alone = [
        beat.model_copy(
            update={
                "lines": [
                    line.model_copy(update={"speaker": line.speaker and "baker"}) for line in beat.lines
                ]
            }
        )
        for beat in board.beats
    ]
    merged = board.model_copy(update={"beats": alone})
    assert list(departures(merged)) == ["“Marta” and “Jörg” are one person in the picture, the baker"]
    assert list(departures(board)) == []
    unseen = plan(f"{BRIEFS['en'][0]} No people.")
    assert f"the narrator says “{BRIEFS['en'][1]}”, for “the baker” is not seen then" in unseen.notes


MARKS = "\"“”„«»‹›‘’‚'"
SCRAPS = [
    *MARKS, "\n", " ", ", ", ". ", ": ", "! ", "\x1b[31m", "\x00", "\u202e", "Anna says ", "she adds",
    "says the baker", "Come in", "We bake at night", "called ", "in a bakery", "where ", "a baker who says ",
    "sagt die Bäckerin", "dit la boulangère", "l'", "un po' ", "the sign says ", "Golden Crust", "Slogan: ",
    "don't", '27"', "15 seconds",
]  # fmt: skip
HIDDEN = r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\ue000-\uf8ff]|\[31m"


@settings(max_examples=40, deadline=None)
@given(text=st.lists(st.sampled_from(SCRAPS), max_size=14).map("".join))
def test_no_brief_leaves_a_mark_or_a_control_character_in_what_is_told(text: str) -> None:
    board = plan(f"An ad for a bakery. {text}", duration=12)
    brief = board.brief
    told = [brief.name, brief.product, brief.call, brief.place]
    told += [text for line in board.lines for text in (line.text, *line.shorter)]
    told += [text for beat in board.beats for text in (beat.headline, beat.caption)]
    for shot in (picture.shot for picture in board.pictures):
        words = shot.words
        told += [shot.name, *((words.headline, words.line, words.label) if words else ())]
    # Apostrophes and inches are no quotation marks.
    plain = [re.sub(r"(?<=\w)[‘’']|[‘’'](?=\d\d)|(?<=\d)\"", "", text) for text in told]
    assert not [text for text in plain if re.search(rf"[{MARKS}]|{HIDDEN}", text)]


def brief(*claims: str) -> Brief:
    return Brief(text=" ".join(claims), frames=240, claims=list(claims))


def told(text: str, **more: object) -> Beat:
    line = Line.model_validate({"text": text, "optional": True, **more})
    return Beat(id="one", role="benefit", lines=[line], shows=[text, "bread"])


def test_a_beat_shows_who_is_quoted_in_it_and_is_changed_once() -> None:
    claim = '"We bake. You dream." says the baker.'
    [beat] = once = quoted([told(claim)], brief(claim))
    [line] = beat.lines
    assert (line.text, line.shorter, line.speaker) == ("We bake. You dream.", ["We bake."], "baker")
    assert not line.optional
    assert beat.shows == ["the baker", "bread"]
    assert quoted(once, brief(claim)) == once


def test_a_story_that_tells_the_quote_alone_has_it_said_by_who_the_brief_says() -> None:
    claim = 'The owner says: "It is open!"'
    [beat] = quoted([told("It is open!")], brief(claim))
    assert beat.lines[0].speaker == "The owner"
    [other] = quoted([told("It is new!")], brief(claim))
    assert other.lines[0].speaker == ""


def test_whoever_is_not_there_says_nothing() -> None:
    board = plan(BRIEFS["en"][0])
    assert seated(board) == board == present(board)
    empty = [
        picture.model_copy(update={"shot": picture.shot.model_copy(update={"cast": []})})
        for picture in board.pictures
    ]
    alone = board.model_copy(update={"pictures": empty})
    assert spoken(seated(alone)) == spoken(present(alone)) == []


def test_what_nobody_is_to_say_is_neither_said_nor_shown_and_the_plan_tells_so() -> None:
    board = plan('A 20 second ad for a bakery. Never say "Cheap Bread". Nobody says "I hate bread".')
    assert spoken(board) == []
    told = board.model_dump_json(include={"beats", "pictures"}).casefold()
    assert "cheap" not in told
    assert "hate" not in told
    assert [note for note in board.notes if "Never say" in note and "Nobody says" in note]
    with pytest.raises(BadInput, match="nothing but what nobody is to say"):
        plan('Never say "cheap".')


def test_what_is_not_to_be_shown_is_no_clients_name() -> None:
    board = plan('A 20 second ad for a bakery. Do not show "Sale". No headline "Best Price".')
    assert board.brief.name == ""
