"""eSpeak NG speaks: apart, exactly, and the same every time."""

import os
import signal
import time
import wave
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from studio.core.errors import BadInput
from studio.models import voice
from studio.models.voice import Speech, Spoken
from studio.models.voice import espeak as speaking
from studio.models.voice.espeak_process import Conversation

TEXT = "Every morning, the *lighthouse* café bakes its own bread. Follow the smell of the sea!"


@pytest.fixture
def provider() -> speaking.Espeak:
    if not (found := speaking.create()):
        pytest.skip("no eSpeak NG")
    return found


def samples_of(path: Path) -> Any:
    with wave.open(str(path)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (48_000, 1, 2)
        return np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(float) / 32768


def spoken(provider: speaking.Espeak, text: str, name: str = "said.wav", **more: Any) -> Spoken:
    return provider.speak(Speech(text, **more), Path(name))


def test_words_are_those_of_the_text_in_their_order(provider: speaking.Espeak) -> None:
    made = spoken(provider, TEXT)
    assert " ".join(word.text for word in made.words) == TEXT.replace("*", "")
    assert all(TEXT[word.offset :].startswith(word.text) for word in made.words)
    edges = [time for word in made.words for time in (word.start, word.end)]
    assert edges == sorted(edges)
    assert all(word.end - word.start > 0.04 for word in made.words)
    assert made.seconds == len(samples_of(made.sound)) / 48_000


def test_every_sound_lies_in_a_word_and_is_heard(provider: speaking.Espeak) -> None:
    made = spoken(provider, TEXT, polish=False)
    found = samples_of(made.sound)
    for phone in made.phones:
        assert any(word.start - 1e-5 <= phone.start < phone.end <= word.end + 1e-5 for word in made.words)
    heard = [found[round(word.start * 48_000) : round(word.end * 48_000)].std() for word in made.words]
    assert min(heard) > 0.02
    pause = found[round((made.words[8].end + 0.1) * 48_000) : round((made.words[9].start - 0.05) * 48_000)]
    assert np.abs(pause).max() < 0.002, "between sentences it is silent"


@pytest.mark.parametrize("other", ["harbour", "doughnuts", "pancakes"])
def test_a_word_begins_where_two_texts_begin_to_differ(provider: speaking.Espeak, other: str) -> None:
    one = spoken(provider, "Follow the smell of bread.", "one.wav", polish=False)
    two = spoken(provider, f"Follow the smell of {other}.", "two.wav", polish=False)
    first, second = samples_of(one.sound), samples_of(two.sound)
    length = min(len(first), len(second))
    apart = int(np.argmax(np.abs(first[:length] - second[:length]) > 0.01)) / 48_000
    # A sound leans a little towards the next one before that begins.
    assert one.words[4].start - 0.04 < apart < one.words[4].start + 0.02


def test_the_same_call_makes_the_same_bytes_whatever_was_said_before(provider: speaking.Espeak) -> None:
    first = spoken(provider, TEXT).sound.read_bytes()
    spoken(provider, "Something else entirely.", voice="de+f2")
    assert spoken(provider, TEXT, "other.wav").sound.read_bytes() == first


def test_a_voice_that_breathes_says_the_same_at_another_time_of_day(provider: speaking.Espeak) -> None:
    asked = {"voice": "en+f2", "rate": 160, "pitch": 50, "range": 60, "volume": 65, "text": "Six o'clock."}
    place = provider.place
    _, first = Conversation(place.library, place.data).ask(asked)
    begun = int(time.time())
    while int(time.time()) == begun:
        time.sleep(0.02)
    _, second = Conversation(place.library, place.data).ask(asked)
    assert second == first


def test_what_is_asked_for_is_heard(provider: speaking.Espeak) -> None:
    usual = spoken(provider, TEXT)
    quick = spoken(provider, TEXT, speed=1.5)
    assert quick.seconds == pytest.approx(usual.seconds / 1.5, rel=0.12)
    calm = spoken(provider, TEXT, pauses=2)
    assert calm.seconds - usual.seconds == pytest.approx(0.17 + 0.42, abs=0.01)
    strong = {word.text: word.end - word.start for word in usual.words}
    weak = {word.text: word.end - word.start for word in spoken(provider, TEXT.replace("*", "")).words}
    assert strong["lighthouse"] > 1.05 * weak["lighthouse"]
    assert strong["bakes"] == pytest.approx(weak["bakes"], rel=0.05)


@pytest.mark.parametrize("voice_", ["en-us+m7", "en-us+f2", "de+m7", "fr+f2"])
def test_nothing_clips_or_clicks(provider: speaking.Espeak, voice_: str) -> None:
    text = "*Every* *loud* *morning*, *roar*! *Aha*? Ah."
    made = spoken(provider, text, voice=voice_, language=voice_[:2], polish=False)
    found = samples_of(made.sound)
    assert np.abs(found).max() < 0.98
    assert not found[:200].any()
    assert not found[-200:].any()
    edges = [round(at * 48_000) for word in made.words for at in (word.start - 0.02, word.end + 0.06)]
    quiet = [edge for edge in edges if np.abs(found[edge - 48 : edge + 48]).max() < 0.005]
    assert quiet, "phrases end in silence"
    assert max(np.abs(np.diff(found[edge - 480 : edge + 48])).max() for edge in quiet) < 0.05


def test_names_are_said_as_they_are_told(provider: speaking.Espeak) -> None:
    def sounds(**names: str) -> str:
        return "".join(phone.symbol for phone in spoken(provider, "Radwerk.", pronunciations=names).phones)

    assert sounds(Radwerk="rahd verk") != sounds()
    assert sounds(radwerk="[[r'A:dvE@k]]") == "ɹˈɑːdvɛək"


@pytest.mark.parametrize(
    ("language", "text", "sounds"),
    [
        ("en", "Bread for $4.50.", "bɹˈɛd fɔːɹ fˈɔːɹdˈɑːlɚzfˈɪfti"),
        ("de", "Am 3. Oktober.", "am dɾˈɪtən ɔktˈoːbɜ"),
        ("it", "Buongiorno!", "bʊondʒˈɔrno"),
        ("es", "Pan y vino.", "pˈan i βˈino"),
        ("fr", "Bonjour !", "bɔ̃ʒˈuʁ"),
    ],
)
def test_languages_sound_like_themselves(
    provider: speaking.Espeak, language: str, text: str, sounds: str
) -> None:
    made = spoken(provider, text, language=language)
    assert "".join(phone.symbol for phone in made.phones) == sounds.replace(" ", "")
    assert made.voice.startswith(language)


@pytest.mark.parametrize(("language", "rise"), [("en", 1.2), ("de", 1.3), ("it", 1.3)])
def test_questions_rise_at_the_end(provider: speaking.Espeak, language: str, rise: float) -> None:
    told, asked = (
        pitch_at_the_end(spoken(provider, f"Das ist dein Brot{mark}", language=language, polish=False))
        for mark in ".?"
    )
    assert asked > rise * told


def pitch_at_the_end(made: Spoken) -> float:
    """Of the last twentieth of a second that is voiced."""
    found = samples_of(made.sound)
    parts = [found[at : at + 2400] for at in range(0, len(found) - 2400, 600)]
    part = [part for part in parts if part.std() > 0.03][-1]
    likeness = np.correlate(part, part, "full")[len(part) - 1 :]
    return 48_000 / float(np.argmax(likeness[300:960]) + 300)


@pytest.mark.parametrize(
    "text",
    [
        '<speak><voice name="x">Hello</voice></speak>',
        "[[h@l'oU]] & <break time='3600s'/> \x00\x07\x1b[31m word",
        "😀 Bread 🥖 and 👩‍👩‍👧 fun",
        "a\u202eb \ud800 c \ufeff d",
        "你好 bread",
        "%s {x} $(reboot) `ls` ../../etc",
        "x" * 150,
    ],
)
def test_hostile_text_is_read_as_text(provider: speaking.Espeak, text: str) -> None:
    made = spoken(provider, text)
    assert made.words
    assert made.seconds < 40
    assert samples_of(made.sound).std() > 0.01


def test_voices_that_are_not_there_are_refused(provider: speaking.Espeak) -> None:
    for wrong in ("xx", "en-us+nobody", "../../etc/passwd", "en-us+../../x"):
        with pytest.raises(BadInput, match="no v"):
            spoken(provider, "Hello.", voice=wrong)
    with pytest.raises(BadInput, match="does not speak"):
        spoken(provider, "Hello.", language="tlh")


def test_its_voices_are_known_without_starting_it(provider: speaking.Espeak) -> None:
    languages = provider.card.languages
    assert languages["en"][0] == "en-us+m7"
    assert {"en-gb+f2", "en-gb+m7"} <= set(languages["en"])
    assert {"de", "it", "es", "fr", "ja", "en-gb", "pt-br"} <= set(languages)
    assert len(languages) > 100
    assert voice.chosen("espeak", "en-GB".lower()).card.voices("en-gb")[0] == "en-gb+m7"


def test_one_process_speaks_for_all_and_is_replaced_when_it_dies(provider: speaking.Espeak) -> None:
    conversation = Conversation(provider.place.library, provider.place.data)
    request = {"voice": "gmw/en", "rate": 160, "volume": 65, "pitch": 50, "range": 50, "text": "Hello."}
    before = conversation.ask(request)
    child = conversation._child
    assert child
    assert conversation.ask(request) == before
    assert conversation._child is child
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    assert conversation.ask(request) == before
    assert conversation._child is not child
    conversation._end()


def test_it_ends_when_nobody_is_left_to_talk_to(provider: speaking.Espeak) -> None:
    conversation = Conversation(provider.place.library, provider.place.data)
    assert conversation.greeted().startswith("1.")
    child = conversation._child
    assert child
    assert child.stdin
    child.stdin.close()
    deadline = time.monotonic() + 10
    while child.poll() is None and time.monotonic() < deadline:
        time.sleep(0.02)
    assert child.returncode == 0
    conversation._end()


def test_the_product_itself_loads_nothing_of_it(provider: speaking.Espeak) -> None:
    spoken(provider, "Hello.")
    maps = Path("/proc/self/maps")
    if maps.exists():
        assert "espeak" not in maps.read_text()
