"""A text becomes a recording, by the best voice there is."""

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from tests import sounds
from tests.conftest import Said

from studio.core.errors import BadInput, Refused, Unavailable
from studio.core.outside import into
from studio.models import voice
from studio.models.voice import espeak
from studio.models.voice.pitch import usual
from studio.tools.audio.speak import speak


@pytest.fixture(autouse=True)
def _only_espeak(monkeypatch: pytest.MonkeyPatch) -> None:
    if not espeak.create():
        pytest.skip("no eSpeak NG")
    monkeypatch.setattr(voice, "PROVIDERS", {"espeak": voice.PROVIDERS["espeak"]})


def test_a_text_is_heard_and_every_word_has_its_time(studio: Callable[..., Said]) -> None:
    said = studio("audio", "speak", "Fresh bread, by the sea.", "--words", "--json", "--out", "ad.wav")
    assert (said.code, said.err) == (0, "")
    made = json.loads(said.out)["result"]
    assert [one["word"] for one in made["words"]] == ["Fresh", "bread,", "by", "the", "sea."]
    assert (made["voice"], made["language"], made["exact"]) == ("espeak:en-us+m7", "en", True)
    found = sounds.heard(Path("ad.wav"))[:, 0]
    assert len(found) / 48_000 == pytest.approx(made["duration"], abs=0.001)
    assert sounds.rate_of(Path("ad.wav")) == 48_000
    for word in made["words"]:
        inside = found[round(word["start"] * 48_000) : round(word["end"] * 48_000)]
        assert sounds.decibels(inside) > -35


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Das Brot ist frisch und warm.", "de"),
        ("Il pane è fresco e buono.", "it"),
        ("El pan de la abuela es muy bueno.", "es"),
        ("Le pain est frais et chaud.", "fr"),
        ("Хлеб свежий.", "ru"),
        ("Bread.", "en"),
    ],
)
def test_the_language_is_that_of_the_words(text: str, language: str) -> None:
    made = speak(text)
    assert (made.language, made.words) == (language, None)
    assert made.voice.startswith("espeak:")


def test_voices_are_chosen_by_name() -> None:
    assert speak("Bread.", voice="espeak:en-gb+f2").voice == "espeak:en-gb+f2"
    with into("other"):
        assert speak("Bread.", language="en-GB", voice="espeak").voice == "espeak:en-gb+m7"


def test_a_voice_is_made_that_of_a_child() -> None:
    heights = []
    for number, (pitch, throat) in enumerate([(1.0, 1.0), (1.5, 0.82)]):
        with into(str(number)):
            made = speak("I want two of them!", voice="espeak:en-us+f2", pitch=pitch, throat=throat)
        found = sounds.heard(made.sound)[:, 0]
        heights.append(usual(found, 48_000))
        assert made.duration == pytest.approx(len(found) / 48_000, abs=0.001)
    assert heights[1] / heights[0] == pytest.approx(1.5, rel=0.03)


def test_who_auto_is_counts_for_what_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    assert speak.depends
    given = speak.checked({"text": "Bread."})
    assert speak.depends(given).startswith("espeak ")
    monkeypatch.setattr(voice, "PROVIDERS", {"other": f"{__name__}:other"})
    assert speak.depends(given) == "other 7"


def other(_voice: str) -> object:
    """Somebody else who speaks English."""
    card = voice.VoiceCard("other", "7", "", {"en": ("it",)}, exact=True, rank=50)
    return SimpleNamespace(card=card)


def test_what_cannot_be_said_is_refused() -> None:
    for nothing in ("", "  \n ", "😀 … !"):
        with pytest.raises(BadInput, match="no words"):
            speak(nothing)
    with pytest.raises(Refused, match="10,000 words"):
        speak("word " * 10_000)
    with pytest.raises(Refused, match="no word"):
        speak("x" * 201)
    with pytest.raises(BadInput, match="nobody here speaks 'tlh'"):
        speak("nuqneH", language="tlh")
    for wrong in ("Radwerk", "Radwerk=", "=x", "Radwerk=[[<break/>]]"):
        with pytest.raises(BadInput, match=r"pronunciation|sound"):
            speak("Radwerk.", pronounce=[wrong])


def test_without_a_voice_it_says_how_to_get_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voice, "PROVIDERS", {})
    with pytest.raises(Unavailable) as refused:
        speak("Bread.")
    assert refused.value.hint == "pip install 'animation-ai-studio[voice]'"
