"""Everybody has a voice of their own, as they are, and none that is taken for another."""

from dataclasses import dataclass, field, replace
from itertools import combinations
from pathlib import Path

import pytest
from tests.models.voice.vowels import RATE, vowel

from studio.models.voice import Speech, Spoken, VoiceCard, casting, delivery, espeak
from studio.models.voice.casting import APART, KINDS, Kind, Manner, cast, natural
from studio.models.voice.pitch import usual
from studio.models.voice.recordings import read

CHILDREN: tuple[Kind, ...] = "girl", "boy"


@dataclass
class Choir:
    """A provider whose voices are as high as is said."""

    heights: dict[str, float]
    asked: list[str] = field(default_factory=list)

    @property
    def card(self) -> VoiceCard:
        return VoiceCard(f"choir {self.heights}", "1", "", {"en": tuple(self.heights)}, exact=True, rank=1)

    def refuse(self, voice: str) -> None:
        """Nobody asks for one that it has not."""

    def speak(self, speech: Speech, out: Path) -> Spoken:
        self.asked.append(speech.voice)
        delivery.write(out, delivery.resampled(vowel(self.heights[speech.voice]), RATE))
        return Spoken(out, 0.6, (), (), "choir", speech.voice)


FOUR = {"anna": 195.0, "otto": 105.0, "marta": 215.0, "karl": 128.0}


@pytest.mark.parametrize("heights", [FOUR, {"anna": 195.0, "otto": 105.0}, {"anna": 195.0}, {"otto": 105.0}])
@pytest.mark.parametrize("kind", KINDS)
def test_nobody_is_taken_for_the_narrator(kind: Kind, heights: dict[str, float]) -> None:
    choir = Choir(heights)
    for name in heights:
        narrator = natural(choir, name, "en")
        made = cast(kind, choir, "en", [narrator])
        far = max(made.height / narrator.height, narrator.height / made.height)
        # Of one and the same voice also the throat is another.
        assert made.voice != name or abs(made.throat - 1) >= 0.045
        assert far >= APART or (made == natural(choir, made.voice, "en") and made.voice != name)
        assert made.height == pytest.approx(heights[made.voice] * made.pitch, rel=0.01)


def test_women_men_children_and_the_old_are_told_from_one_another() -> None:
    choir = Choir(FOUR)
    others = [natural(choir, "anna", "en")]
    found: dict[Kind, Manner] = {}
    for kind in KINDS:
        found[kind] = cast(kind, choir, "en", others)
        others.append(found[kind])
    for child in CHILDREN:
        assert found[child].height > 1.1 * max(
            one.height for kind, one in found.items() if kind not in CHILDREN
        )
        assert found[child].throat < 0.9
    assert found["man"].height < found["woman"].height / 1.3
    assert all(found[kind].speed < 1 for kind in ("old-woman", "old-man"))
    for (kind, one), (other, two) in combinations(found.items(), 2):
        far = max(one.height / two.height, two.height / one.height)
        assert far >= 1.1 or one.voice != two.voice or one.speed != two.speed, (kind, other)


def test_who_may_have_a_voice_as_it_is_has_it_so() -> None:
    choir = Choir(FOUR)
    anna, otto = (natural(choir, name, "en") for name in ("anna", "otto"))
    assert cast("man", choir, "en", [anna]) == otto
    assert cast("man", choir, "en", [anna, otto]) == natural(choir, "karl", "en")
    assert cast("woman", choir, "en", [otto]) == anna


def test_the_same_cast_is_the_same_and_each_voice_is_heard_once() -> None:
    choir = Choir({"berta": 180.0, "hans": 110.0})
    narrator = natural(choir, "berta", "en")
    assert len({cast("girl", choir, "en", [narrator]) for _ in range(3)}) == 1
    assert sorted(choir.asked) == ["berta", "hans"]


def test_an_accent_is_that_of_the_narrator() -> None:
    choir = Choir({"en-us+m7": 105.0, "en-us+f2": 180.0, "en-gb+m7": 104.0, "en-gb+f2": 181.0})
    narrator = natural(choir, "en-gb+m7", "en")
    assert all(cast(kind, choir, "en", [narrator]).voice.startswith("en-gb+") for kind in KINDS)


@pytest.mark.parametrize("language", ["en", "de", "fr", "it", "es"])
def test_they_are_heard_as_they_are_cast(language: str) -> None:
    provider = espeak.create()
    if provider is None:
        pytest.skip("no eSpeak NG")
    narrator = natural(provider, provider.card.voices(language)[0], language)
    for number, kind in enumerate(KINDS):
        manner = cast(kind, provider, language, [narrator])
        told = Speech(
            "1, 2, 3, 4.", language, manner.voice, manner.speed, pitch=manner.pitch, throat=manner.throat
        )
        samples, rate = read(provider.speak(told, Path(f"{number}.wav")).sound, "espeak")
        heard = usual(samples, rate)
        assert heard == pytest.approx(manner.height, rel=0.06)
        assert max(heard / narrator.height, narrator.height / heard) >= 1.15


def test_a_voice_in_which_no_pitch_is_heard_has_one_all_the_same() -> None:
    class Whisper(Choir):
        def speak(self, speech: Speech, out: Path) -> Spoken:
            delivery.write(out, 0 * vowel(100))
            return Spoken(out, 0.6, (), (), "choir", speech.voice)

    whisper = Whisper({"hush": 1.0})
    narrator = natural(whisper, "hush", "en")
    assert narrator.height == casting._UNHEARD
    assert cast("girl", whisper, "en", [narrator]) == replace(narrator, height=300.0, pitch=2.0, throat=0.8)
