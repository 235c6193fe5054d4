"""Voices that are programs of the machine: stand-ins whose times are known, and the real ones if here."""

import wave
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests import voices

from studio.core.errors import BadInput, NotFound, ToolFailed, Unavailable
from studio.models import voice
from studio.models.voice import Speech, Spoken, espeak
from studio.store.filing import home

TEXT = "Fresh bread, baked *here*. Come and see!"
Put = Callable[..., Path]


@pytest.fixture
def bin_(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder that programs are found in."""
    folder = tmp_path / "usr" / "bin"
    folder.mkdir(parents=True)
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(home, "_told", tmp_path / "home")
    monkeypatch.setattr("studio.models.voice.festival._FOLDERS", ())
    return folder


@pytest.fixture
def only_tones(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tones are not like anything that another voice says."""
    monkeypatch.setattr(espeak, "create", lambda _voice="": None)


def put(name: str, folder: Path) -> None:
    if name == "piper":
        voices.piper(folder, home.home())
    else:
        getattr(voices, name)(folder)


def samples_of(made: Spoken) -> Any:
    with wave.open(str(made.sound)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (48_000, 1, 2)
        return np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(float) / 32768


@pytest.mark.usefixtures("only_tones")
@pytest.mark.parametrize("name", ["flite", "festival", "piper"])
def test_words_are_heard_when_it_is_said_they_are(name: str, bin_: Path) -> None:
    put(name, bin_)
    provider = voice.chosen(name, "en")
    made = provider.speak(Speech(TEXT, polish=False), Path("said.wav"))
    assert " ".join(word.text for word in made.words) == TEXT.replace("*", "")
    assert (made.provider, made.exact) == (name, name != "piper")
    letters = [len(word.text.strip(",.!")) for word in made.words]
    tolerance = 0.002 if made.exact else 0.02
    phrases = made.words[:2], made.words[2:4], made.words[4:]
    starts = [0.05, 0.05 + 10 * voices.LETTER + 0.17, 0.05 + 19 * voices.LETTER + 0.17 + 0.42]
    for words, start in zip(phrases, starts, strict=True):
        assert words[0].start == pytest.approx(start, abs=tolerance)
    for word, count in zip(made.words, letters, strict=True):
        if made.exact:
            assert word.end - word.start == pytest.approx(count * voices.LETTER, abs=tolerance)
    found = samples_of(made)
    for before, after in pairwise(phrases):
        start, end = before[-1].end + 0.07, after[0].start - 0.03
        assert np.abs(found[round(start * 48_000) : round(end * 48_000)]).max() < 1e-3


@pytest.mark.usefixtures("only_tones")
@pytest.mark.parametrize("name", ["flite", "festival", "piper"])
def test_emphasis_is_louder(name: str, bin_: Path) -> None:
    put(name, bin_)
    made = voice.chosen(name, "en").speak(Speech("Fresh *bread* here.", polish=False), Path("said.wav"))
    found = samples_of(made)
    levels = [
        found[round((word.start + 0.05) * 48_000) : round((word.end - 0.05) * 48_000)].std()
        for word in made.words
    ]
    assert levels[1] / levels[0] == pytest.approx(10 ** (2.5 / 20), rel=0.1)


@pytest.mark.parametrize("name", ["flite", "festival"])
def test_letters_they_do_not_know_are_passed_over(name: str, bin_: Path) -> None:
    put(name, bin_)
    made = voice.chosen(name, "en").speak(Speech('Bread "хлеб" 面包 (here).', polish=False), Path("said.wav"))
    assert [word.text for word in made.words] == ["Bread", '"хлеб"', "面", "包", "(here)."]
    assert made.words[-1].end - made.words[-1].start == pytest.approx(4 * voices.LETTER, abs=0.01)
    with pytest.raises(ToolFailed, match="could say nothing"):
        voice.chosen(name, "en").speak(Speech("面包。"), Path("said.wav"))


def test_the_best_of_the_machine_comes_first(bin_: Path) -> None:
    for name in ("festival", "flite", "piper"):
        put(name, bin_)
    names = [provider.card.name for provider in voice.available("en")]
    assert names == ["piper", "flite", "festival", *(["espeak"] if espeak.create() else [])]
    assert voice.chosen("auto", "de").card.name == "piper"
    assert voice.chosen("auto", "en-gb").card.voices("en-gb") == ("en_GB-alan-low",)
    assert "piper" not in [provider.card.name for provider in voice.available("fr")]


def test_a_program_for_mice_is_no_voice(bin_: Path) -> None:
    put("piper", bin_)
    (bin_ / "piper").write_text("#!/bin/sh\necho 'Usage: piper [--version]'\n")
    with pytest.raises(Unavailable, match="piper is not on this machine") as refused:
        voice.chosen("piper", "en")
    assert "piper-tts" in refused.value.hint


def test_a_voice_of_piper_may_lie_anywhere(bin_: Path, tmp_path: Path) -> None:
    put("piper", bin_)
    (tmp_path / "mine.onnx").touch()
    with pytest.raises(NotFound, match="no voice of Piper"):
        voice.chosen(f"piper:{tmp_path}/mine.onnx", "it")
    (tmp_path / "mine.onnx.json").write_text('{"espeak": {"voice": "it"}}')
    named = f"{tmp_path}/mine.onnx"
    provider = voice.chosen(f"piper:{named}", "it")
    made = provider.speak(Speech("Buon giorno.", "it", named), Path("said.wav"))
    assert (made.voice, len(made.words)) == (named, 2)


def test_what_they_cannot_do_is_said(bin_: Path) -> None:
    for name in ("flite", "festival", "piper"):
        put(name, bin_)
        provider = voice.chosen(name, "en")
        with pytest.raises(BadInput, match=f"{name} cannot be told sounds"):
            provider.speak(Speech("Radwerk.", pronunciations={"Radwerk": "[[r'A:d]]"}), Path("said.wav"))
        with pytest.raises(BadInput, match="no voice 'nobody'"):
            provider.speak(Speech("Hello.", voice="nobody"), Path("said.wav"))
        with pytest.raises(BadInput, match="does not speak 'xx'"):
            voice.chosen(name, "xx")
    with pytest.raises(NotFound, match="no voice called flight"):
        voice.chosen("flight", "en")


@pytest.mark.parametrize("name", ["flite", "festival", "piper"])
def test_programs_that_fail_are_told_of(name: str, bin_: Path) -> None:
    put(name, bin_)
    provider = voice.chosen(name, "en")
    (bin_ / name).write_text("#!/bin/sh\nexit 3\n")
    with pytest.raises(ToolFailed):
        provider.speak(Speech("Hello."), Path("said.wav"))
    (bin_ / name).write_text("#!/bin/sh\nexit 0\n")
    with pytest.raises(ToolFailed, match=f"{name} (wrote no|said)"):
        provider.speak(Speech("Hello."), Path("said.wav"))


@pytest.mark.parametrize("name", ["flite", "festival"])
def test_the_real_one_speaks(name: str) -> None:
    try:
        provider = voice.chosen(name, "en")
    except Unavailable:
        pytest.skip(f"no {name}")
    text = "Since 1902, the *lighthouse* café bakes its own bread. It's $4.50 — isn't it?"
    made = provider.speak(Speech(text, polish=False), Path("said.wav"))
    assert " ".join(word.text for word in made.words) == text.replace("*", "")
    found = samples_of(made)
    for word in made.words:
        assert found[round(word.start * 48_000) : round(word.end * 48_000)].std() > 0.01, word
        assert 0.05 < word.end - word.start < 1.6, word
    again = provider.speak(Speech(text, polish=False), Path("again.wav"))
    assert again.sound.read_bytes() == made.sound.read_bytes()
    quick = provider.speak(Speech(text, speed=1.4), Path("quick.wav"))
    assert quick.seconds == pytest.approx(made.seconds / 1.4, rel=0.12)
