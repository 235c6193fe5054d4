"""A sentence becomes a plan of exactly its length, which a person may change and nobody overwrites."""

from itertools import combinations, pairwise
from pathlib import Path

import pytest
from tests import clips, films, sounds

import studio
from studio.core.errors import BadInput, NotFound, Refused
from studio.models.voice import chosen
from studio.models.voice.casting import natural
from studio.render.music import MOODS
from studio.store.films import FilmFolder
from studio.story.grammar import Storyboard, Voice

CAFE = "A 12 second ad for a lighthouse café that bakes its own bread"


def board(folder: str) -> Storyboard:
    return FilmFolder(Path(folder)).storyboard(Storyboard)


@pytest.mark.parametrize(
    ("brief", "more", "frames", "language"),
    [
        ("A 6 second ad for a bakery", {}, 144, "en"),
        ("Sieben Sekunden für eine Bäckerei", {}, 168, "de"),
        ("Uno spot di 15 secondi per una panetteria", {}, 360, "it"),
        ("Medio minuto para una panadería", {}, 720, "es"),
        ("Une pub de 61 secondes pour une boulangerie", {}, 1464, "fr"),
        ("An ad for a bakery, half a minute", {}, 720, "en"),
        ("An ad for a bakery, 1:15", {}, 1800, "en"),
        ("An ad for a bakery", {}, 720, "en"),
        ("A 30 second ad for a bakery", {"duration": 7}, 168, "en"),
        ("A 10 second ad for a bakery", {"fps": 29.97}, 300, "en"),
    ],
)
def test_it_is_as_long_as_the_words_say(
    brief: str, more: dict[str, float], frames: int, language: str
) -> None:
    planned = studio.film.plan(brief, folder=Path("film"), voice="none", **more)  # type: ignore[arg-type]
    assert (planned.frames, planned.language) == (frames, language)
    assert sum(picture.frames for picture in board("film").pictures) == frames


@pytest.mark.parametrize(
    ("aspect", "size", "expected"),
    [
        ("auto", "auto", (1280, 720)),
        ("9:16", "auto", (720, 1280)),
        ("auto", "1080p", (1920, 1080)),
        ("1:1", "360p", (360, 360)),
        ("4:5", "480p", (480, 600)),
    ],
)
def test_it_has_the_shape_and_the_size_that_were_asked_for(
    aspect: str, size: str, expected: tuple[int, int]
) -> None:
    studio.film.plan(CAFE, folder=Path("film"), voice="none", aspect=aspect, size=size)  # type: ignore[arg-type]
    brief = board("film").brief
    assert (brief.width, brief.height) == expected


@pytest.mark.parametrize(
    ("tier", "lines", "effort"), [("fast", 480, "draft"), ("standard", 720, "good"), ("high", 1080, "best")]
)
def test_what_nobody_asks_for_is_what_suits_the_machine(
    monkeypatch: pytest.MonkeyPatch, tier: str, lines: int, effort: str
) -> None:
    monkeypatch.setenv("STUDIO_QUALITY", tier)
    studio.film.plan(CAFE, folder=Path("film"), voice="none")
    found = board("film")
    assert (found.brief.height, found.finish.effort) == (lines, effort)
    # Whatever is asked for goes before it, in the brief or beside it.
    studio.film.plan(f"{CAFE}, 2160p", folder=Path("words"), voice="none")
    assert board("words").brief.height == 2160
    studio.film.plan(CAFE, folder=Path("options"), voice="none", size="360p", effort="good")
    found = board("options")
    assert (found.brief.height, found.finish.effort) == (360, "good")
    studio.film.plan(CAFE, folder=Path("unseen"), voice="none", hardware_check=False)
    found = board("unseen")
    assert (found.brief.height, found.finish.effort) == (720, "good")


def test_the_machine_changes_neither_the_length_nor_what_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    told = []
    for tier in ("fast", "high"):
        monkeypatch.setenv("STUDIO_QUALITY", tier)
        studio.film.plan(CAFE, folder=Path(tier), voice="none")
        found = board(tier)
        shots = [(picture.id, picture.frames) for picture in found.pictures]
        told.append((found.brief.frames, shots, [line.text for line in found.lines], found.music))
    assert told[0] == told[1]


def test_a_film_is_called_after_the_client_or_the_product() -> None:
    assert studio.film.plan("An ad for a bakery called Crumb & Söhne", voice="none").folder == "crumb-sohne"
    assert Path("crumb-sohne/storyboard.yaml").is_file()


def test_lines_have_their_time_by_the_voice_that_speaks_them() -> None:
    planned = studio.film.plan(CAFE, folder=Path("film"), voice="espeak")
    lines = [line for line in board("film").lines if line.text]
    assert planned.lines == len(lines) > 1
    assert planned.voice.startswith("espeak")
    assert all(before.end <= after.start for before, after in pairwise(lines))
    assert lines[-1].end <= planned.frames - 12
    spoken = studio.film.narrate(Path("film"))
    planned_seconds = sum(line.end - line.start for line in lines) / 24
    assert spoken.speaks == pytest.approx(planned_seconds, rel=0.1)


def test_the_same_words_make_the_same_plan_and_another_seed_another() -> None:
    for folder, seed in (("a", 1), ("b", 1), ("c", 2)):
        studio.film.plan(CAFE, folder=Path(folder), voice="none", seed=seed)
    assert board("a") == board("b")
    assert board("a").pictures != board("c").pictures


def test_a_plan_that_was_changed_stays_as_it_is() -> None:
    studio.film.plan(CAFE, folder=Path("film"), voice="none")
    films.changed(Path("film"), "frames: 288", "frames: 288\n  name: Fyrhus")
    assert studio.film.plan(CAFE, folder=Path("film"), voice="none").title == "Fyrhus"
    with pytest.raises(Refused, match="holds another film"):
        studio.film.plan("An ad for a bakery", folder=Path("film"), voice="none")


def test_what_is_asked_for_outright_is_done() -> None:
    studio.film.plan(
        CAFE, folder=Path("film"), voice="none", style="ink", music="grand", captions="beside", effort="best"
    )
    planned = board("film")
    assert {picture.shot.style for picture in planned.pictures} == {"ink"}
    assert planned.music.mood == "grand"
    assert (planned.finish.captions, planned.finish.effort) == ("beside", "best")


QUOTED = (
    'A 12 second ad for a bakery. "We open at six," says the baker. "I come every day," says his grandmother.'
)


def test_who_is_quoted_has_a_voice_of_their_own_and_the_plan_says_which() -> None:
    pytest.importorskip("espeakng_loader")
    planned = studio.film.plan(QUOTED, folder=Path("film"), voice="espeak", duration=20)
    found = board("film")
    assert set(planned.speakers) == set(found.speakers) == {"baker", "old passer-by"}
    heights = [natural(chosen("espeak", "en"), found.narrator.voice, "en").height]
    for who, voice in found.speakers.items():
        heights.append(natural(chosen("espeak", "en"), voice.voice, "en").height * voice.pitch)
        assert planned.speakers[who].startswith(f"espeak {voice.voice}")
    for one, other in combinations(sorted(heights), 2):
        assert other / one >= 1.2
    studio.film.plan(QUOTED, folder=Path("again"), voice="espeak", duration=20)
    assert board("again").speakers == found.speakers


def test_it_is_said_who_has_which_voice() -> None:
    pytest.importorskip("espeakng_loader")
    wishes = ["the baker=espeak:en-gb+f2", "grandmother=narrator"]
    planned = studio.film.plan(QUOTED, folder=Path("film"), voice="espeak", duration=20, speaker=wishes)
    assert planned.speakers == {"baker": "espeak en-gb+f2"}
    assert board("film").speakers == {"baker": Voice(provider="espeak", voice="en-gb+f2")}
    again = studio.film.plan(QUOTED, folder=Path("film"), voice="espeak", duration=20, speaker=wishes)
    assert again == planned
    with pytest.raises(Refused, match="holds another film"):
        studio.film.plan(QUOTED, folder=Path("film"), voice="espeak", duration=20)
    studio.film.plan(QUOTED, folder=Path("girl"), voice="espeak", duration=20, speaker=["Baker=girl"])
    girl = board("girl").speakers["baker"]
    assert girl.throat < 0.9
    assert girl.pitch > 1.3


NAMED = 'An ad for a bakery. Marta, the baker, says: "We bake at night." Jörg says: "Yes, we do."'


@pytest.mark.parametrize("who", ["Marta", "marta", "baker", "the baker", "Marta, the baker"])
def test_who_is_quoted_by_a_name_and_a_trade_has_a_voice_by_either(who: str) -> None:
    pytest.importorskip("espeakng_loader")
    planned = studio.film.plan(
        NAMED, folder=Path("film"), voice="espeak", duration=20, speaker=[f"{who}=espeak:en-gb+f2"]
    )
    assert planned.speakers["baker"] == "espeak en-gb+f2"


def test_two_who_are_quoted_have_the_voices_that_are_asked_for_each() -> None:
    pytest.importorskip("espeakng_loader")
    wishes = ["Marta=old-woman", "jörg=espeak:en-gb+m3"]
    planned = studio.film.plan(NAMED, folder=Path("film"), voice="espeak", duration=20, speaker=wishes)
    assert planned.speakers["customer"] == "espeak en-gb+m3"
    assert set(planned.speakers) == {"baker", "customer"}
    brief = 'An ad for a café. The woman says: "Good coffee." The man says: "Very good."'
    planned = studio.film.plan(
        brief, folder=Path("two"), voice="espeak", duration=20, speaker=["man=espeak:en-gb+m3"]
    )
    assert planned.speakers["customer"] == "espeak en-gb+m3"


def test_two_wishes_for_one_person_are_told() -> None:
    pytest.importorskip("espeakng_loader")
    wishes = ["Marta=espeak:en-gb+f2", "baker=boy"]
    planned = studio.film.plan(NAMED, folder=Path("film"), voice="espeak", duration=20, speaker=wishes)
    assert planned.speakers["baker"] == "espeak en-gb+f2"
    told = "baker does not speak as boy: the baker in the picture speaks as espeak:en-gb+f2"
    assert planned.notes.count(told) == 1


def test_whoever_names_somebody_else_is_told_who_is_quoted() -> None:
    pytest.importorskip("espeakng_loader")
    with pytest.raises(BadInput, match="nobody called chef says a line in this film") as told:
        studio.film.plan(NAMED, folder=Path("film"), voice="espeak", duration=20, speaker=["chef=girl"])
    assert told.value.hint.startswith("there are: baker")


@pytest.mark.parametrize(
    ("wishes", "more", "complaint"),
    [
        (["baker"], {}, "baker: no voice"),
        (["=girl"], {}, "=girl: no voice"),
        (["cook=girl"], {}, "nobody called cook says a line in this film"),
        (["baker=nobody"], {}, "eSpeak NG has no voice 'nobody'"),
        (["baker=girl"], {"voice": "none"}, "nobody speaks, so baker has no voice"),
    ],
)
def test_voices_that_nobody_can_have_are_told(
    wishes: list[str], more: dict[str, str], complaint: str
) -> None:
    pytest.importorskip("espeakng_loader")
    with pytest.raises(BadInput, match=complaint):
        studio.film.plan(QUOTED, folder=Path("film"), speaker=wishes, **{"voice": "espeak", **more})  # type: ignore[arg-type]
    assert not Path("film").exists()


@pytest.mark.parametrize("what", ["voice", "music"])
def test_what_is_to_be_heard_is_a_recording(what: str) -> None:
    Path("notes.txt").write_text("no sound")
    for file, told in (("notes.txt", "is damaged, or neither"), (str(clips.silent()), "holds no sound")):
        with pytest.raises(BadInput, match=told):
            studio.film.plan(CAFE, folder=Path("film"), **{"voice": "none", what: file})  # type: ignore[arg-type]
    assert not Path("film").exists()


def test_a_recording_speaks_for_the_lines_and_has_to_fit() -> None:
    recording = sounds.speech(3)
    made = studio.film.plan(CAFE, folder=Path("film"), voice=str(recording))
    assert made.voice == f"brought/{recording.name}"
    assert Path("film", made.voice).read_bytes() == recording.read_bytes()
    assert "captions show the lines of the storyboard" in " ".join(made.notes)
    with pytest.raises(BadInput, match=r"lasts 3.00 s, and the film 2.00 s"):
        studio.film.plan(CAFE, folder=Path("short"), duration=2, voice=str(recording))
    assert not Path("short").exists()


def test_who_speaks_for_a_client_keeps_its_pace() -> None:
    Path("slow.yaml").write_text("voice: {provider: espeak, speed: 0.8}\n")
    Path("fast.yaml").write_text("voice: {provider: espeak, speed: 2}\n")
    ends = {}
    for pace in ("slow", "fast"):
        studio.film.plan(CAFE, folder=Path(pace), brand=Path(f"{pace}.yaml"))
        narrator = board(pace).narrator
        first = next(board(pace).lines)
        ends[pace] = narrator.speed, (first.end - first.start) / len(first.text)
    assert 0.8 <= ends["slow"][0] < 0.9
    assert ends["fast"][0] == 2
    assert ends["fast"][1] < 0.9 * ends["slow"][1]


def test_a_brand_kit_is_heeded() -> None:
    Path("kit.yaml").write_text(
        "name: Fyrhus\ncolours: {accent: '#0a6b5d'}\nmusic: tender\n"
        "end: {headline: Fyrhus, line: Open from six}\n"
    )
    studio.film.plan(CAFE, folder=Path("film"), voice="none", brand=Path("kit.yaml"))
    planned = board("film")
    last = planned.pictures[-1].shot
    assert planned.brief.name == "Fyrhus"
    assert {picture.shot.brand["accent"] for picture in planned.pictures} == {"#0a6b5d"}
    assert planned.music.mood == "tender"
    assert last.words is not None
    assert (last.name, last.ending, last.words.line) == ("Fyrhus", True, "Open from six")


@pytest.mark.parametrize(
    ("brief", "more", "error", "told"),
    [
        ("", {}, BadInput, "the brief is empty"),
        ("🍞🥐", {}, BadInput, "there are no words in the brief"),
        ("bread " * 10_000, {}, BadInput, "the brief has 10,000 words"),
        ("A 0 second ad for a bakery", {}, BadInput, "too short for a film"),
        ("A three hour film about bread", {}, BadInput, "too long for one film"),
        ("A 30 second ad, 45 seconds long", {}, BadInput, "two lengths at once"),
        (CAFE, {"template": "nope"}, NotFound, "no way of telling called nope"),
        (CAFE, {"style": "nope"}, NotFound, "no style called nope"),
        (CAFE, {"music": "wram"}, NotFound, "no music called wram"),
        (CAFE, {"voice": "nope"}, NotFound, "no voice called nope"),
    ],
)
def test_what_cannot_be_made_is_refused_before_anything_is_written(
    brief: str, more: dict[str, str], error: type[Exception], told: str
) -> None:
    with pytest.raises(error, match=told) as refused:
        studio.film.plan(brief, folder=Path("film"), **more)  # type: ignore[arg-type]
    assert refused.value.hint  # type: ignore[attr-defined]
    assert not Path("film").exists()


def test_a_slip_in_a_mood_is_put_right_by_its_hint() -> None:
    with pytest.raises(NotFound) as refused:
        studio.film.plan(CAFE, folder=Path("film"), music="wram")
    assert "warm" in refused.value.hint
    assert "warm" in MOODS
