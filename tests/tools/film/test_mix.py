"""A film's sound has its length and loudness, music makes room for words, and nothing is mixed twice."""

import json
from pathlib import Path
from shutil import copyfile, copytree

import numpy as np
import pytest
from tests import films, once, sounds
from tests.media.sound import reference

import studio
from studio.core.errors import BadInput, NotFound
from studio.core.run import Run, entered
from studio.media import probe
from studio.media.sound import loudness
from studio.story.grammar import Beat, Mix, Music

RATE = 48_000
FRAMES = 193
SAMPLES = 386_000
WORDS = [(2.0, 2.5), (2.6, 3.2), (3.3, 4.0)]
TONE, VOICE = 2900, 500


def stem(name: str, expression: str, seconds: float = FRAMES / 24) -> Path:
    return sounds.wave(
        f"{name}-{seconds}", expression, seconds, layout="stereo" if "|" in expression else "mono"
    )


def voice(seconds: float = FRAMES / 24) -> Path:
    """A hum that goes on where the words are."""
    said = "+".join(f"between(t,{start},{end})" for start, end in WORDS)
    return stem("voice", f"0.2*sin(2*PI*{VOICE}*t)*(0.6+0.4*sin(25*t))*({said})", seconds)


def music(seconds: float = FRAMES / 24) -> Path:
    """One steady tone."""
    return stem("tone", f"0.3*sin(2*PI*{TONE}*t)|0.3*sin(2*PI*{TONE}*t+1)", seconds)


def air() -> Path:
    return stem("air", "0.02*(2*random(0)-1)|0.02*(2*random(1)-1)")


def film(name: str = "film", *, words: bool = True, mix: Mix | None = None, **stems: Path) -> Path:
    """A film of a little more than eight seconds with these stems in its folder."""
    board = films.board()
    brief = board.brief.model_copy(update={"frames": FRAMES})
    told = {
        "brief": brief,
        "beats": [Beat(id="hook", role="hook")],
        "pictures": [films.picture("01", "hook", FRAMES, place="coast")],
        "music": Music(bars=4),
        "mix": mix or Mix(),
    }
    folder = films.folder(name, board.model_copy(update=told))
    (folder / "audio").mkdir()
    for kind, path in stems.items():
        copyfile(path, folder / f"audio/{kind}.wav")
    if words and "narration" in stems:
        timed = [{"text": "word", "start": start, "end": end} for start, end in WORDS]
        (folder / "audio/words.json").write_text(json.dumps({"words": timed}))
    return folder


def whole(*, words: bool = True, mix: Mix | None = None) -> Path:
    return film(words=words, mix=mix, narration=voice(), music=music(), atmosphere=air())


def mixed() -> Path:
    """The same, mixed already: who mixes it again is told what was done."""
    return Path(copytree(once.made("films/mixed", _mix), "film"))


def _mix(place: Path) -> None:
    studio.film.mix(film(str(place), narration=voice(), music=music(), atmosphere=air()))


def heard(folder: Path) -> np.ndarray:
    found: np.ndarray = sounds.heard(folder / "audio/mix.wav")
    assert len(found) == SAMPLES
    return found


def true_peak(folder: Path) -> float:
    with entered(Run(Path("run"))):
        return loudness.measure(folder / "audio/mix.wav").true_peak or -200


def strength(samples: np.ndarray, pitch: float, start: float, end: float) -> float:
    return sounds.strength(samples[round(start * RATE) : round(end * RATE), 0], RATE, pitch)


def test_the_mix_is_as_long_and_as_loud_as_told() -> None:
    folder = mixed()
    made = studio.film.mix(folder)
    facts = probe.media(folder / made.sound).main_audio
    assert (facts.codec, facts.rate, facts.channels) == ("pcm_s24le", RATE, 2)
    assert reference.integrated(heard(folder)) == pytest.approx(-14, abs=0.2)
    assert made.loudness == pytest.approx(-14, abs=0.15)
    assert true_peak(folder) <= -1
    assert (made.stems, made.remark) == (("speech", "music", "air"), "")


@pytest.mark.parametrize(("preset", "level"), [("podcast", -16), ("broadcast", -23), ("web", -14)])
def test_presets(preset: str, level: float) -> None:
    folder = whole(mix=Mix(loudness=-20))
    studio.film.mix(folder, preset=preset)  # type: ignore[arg-type]
    assert reference.integrated(heard(folder)) == pytest.approx(level, abs=0.2)


def test_music_makes_room_for_words_and_comes_back() -> None:
    folder = mixed()
    made = studio.film.mix(folder)
    found = heard(folder)
    before, during, after = (strength(found, TONE, *span) for span in ((0.5, 1.5), (2.2, 3.8), (6, 7.5)))
    assert before - during == pytest.approx(made.ducked, abs=0.5)
    assert after == pytest.approx(before, abs=0.5)
    assert strength(found, TONE, 1.94, 2.04) < before - 0.8 * made.ducked, "before the first word"
    assert during + 2 < strength(found, TONE, 4.5, 4.8) < before - 1, "it takes its time to come back"
    assert 8 <= (made.speech_least or 0) <= (made.speech_over or 0) + 0.1 < 13


def test_speech_is_where_it_was_and_so_is_the_end() -> None:
    folder = mixed()
    studio.film.mix(folder)
    found = heard(folder)
    assert strength(found, VOICE, 2.6, 3.2) > strength(found, VOICE, 0.5, 1.5) + 25
    assert strength(found, TONE, 7.6, 7.95) == pytest.approx(strength(found, TONE, 6, 7), abs=0.3)
    assert np.abs(found[-1]).max() < 1e-3


def test_words_are_listened_for_where_nobody_wrote_them_down() -> None:
    folder = whole(words=False)
    made = studio.film.mix(folder)
    found = heard(folder)
    assert strength(found, TONE, 0.5, 1.4) - strength(found, TONE, 2.2, 3.8) > 5
    assert (made.speech_least or 0) >= 8


def test_words_of_another_narration_are_not_believed() -> None:
    folder = whole()
    note = {"files": {"audio/narration.wav": "0"}, "fingerprint": "0"}
    (folder / "audio/words.json").write_text('{"words": [{"text": "x", "start": 6, "end": 7}]}')
    (folder / "audio/narration.json").write_text(json.dumps(note))
    studio.film.mix(folder)
    found = heard(folder)
    assert strength(found, TONE, 6.2, 6.8) > strength(found, TONE, 2.2, 3.8) + 5


@pytest.mark.parametrize("there", ["narration", "music", "atmosphere"])
def test_any_stem_alone_is_a_mix(there: str) -> None:
    copyfile({"narration": voice, "music": music, "atmosphere": air}[there](), film() / f"audio/{there}.wav")
    folder = Path("film")
    made = studio.film.mix(folder)
    assert len(made.stems) == 1
    assert reference.integrated(heard(folder)) == pytest.approx(-14, abs=0.2)
    assert made.speech_over is None
    assert made.ducked == 0 or there == "narration"


def test_nothing_to_be_heard_is_no_mix() -> None:
    folder = mixed()
    studio.film.mix(folder)
    for name in ("narration", "music", "atmosphere"):
        (folder / f"audio/{name}.wav").unlink()
    made = studio.film.mix(folder)
    assert (made.sound, made.stems, made.loudness) == ("", (), None)
    assert not (folder / "audio/mix.wav").exists()


@pytest.mark.parametrize("seconds", [3.0, 20.0])
def test_music_of_another_length_is_made_to_fit(seconds: float) -> None:
    folder = film(narration=voice(), music=music(seconds))
    studio.film.mix(folder)
    assert strength(heard(folder), TONE, 5, 5.5) > -40


def test_a_voice_longer_than_the_film_is_refused_with_both_lengths() -> None:
    folder = film(narration=voice(9.0))
    with pytest.raises(BadInput, match=r"lasts 9\.00 s, and the film 8\.04 s"):
        studio.film.mix(folder)


def test_a_shorter_voice_is_followed_by_silence() -> None:
    folder = film(narration=voice(4.5), music=music())
    studio.film.mix(folder)
    assert strength(heard(folder), VOICE, 5, 7) < -60


def test_it_is_mixed_once() -> None:
    folder = whole()
    first = studio.film.mix(folder)
    before = (folder / "audio/mix.wav").stat().st_mtime_ns
    assert studio.film.mix(folder) == first
    assert (folder / "audio/mix.wav").stat().st_mtime_ns == before
    stems = {path.name: path.read_bytes() for path in (folder / "audio").glob("*.wav")}
    studio.film.mix(folder, preset="broadcast")
    assert (folder / "audio/mix.wav").stat().st_mtime_ns > before
    assert {"narration.wav", "music.wav", "atmosphere.wav"} <= set(stems)
    assert all(
        (folder / f"audio/{name}.wav").read_bytes() == stems[f"{name}.wav"] for name in ("narration", "music")
    )


def test_the_note_says_what_was_done() -> None:
    folder = mixed()
    made = studio.film.mix(folder)
    note = json.loads((folder / "audio/mix.json").read_text())
    assert note["samples"] == SAMPLES
    assert note["target"] == {"loudness": -14, "true_peak": -1}
    assert note["loudness"] == made.loudness
    assert note["phrases"] == 1
    assert note["talking"] == pytest.approx(1.8)
    assert set(note["gains"]) == {"speech", "music", "air"}


def test_peaks_that_leave_no_room_are_said() -> None:
    folder = film(
        music=stem("clicks", "if(lt(mod(n,12000),1),0.9,0)|if(lt(mod(n,12000),1),0.9,0)"),
        mix=Mix(loudness=-6),
    )
    made = studio.film.mix(folder)
    assert "below the target" in made.remark
    assert true_peak(folder) <= -0.9


def test_words_that_cannot_be_read_and_films_that_are_none() -> None:
    folder = whole()
    (folder / "audio/words.json").write_text('{"words": [{"text": "x"}]}')
    with pytest.raises(BadInput, match="no words with times"):
        studio.film.mix(folder)
    with pytest.raises(NotFound, match="holds no film"):
        studio.film.mix(Path())
