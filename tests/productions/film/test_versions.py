"""The versions of a film are made of its own takes where they can be, whole, and checked."""

import json
import os
import signal
from pathlib import Path
from shutil import copyfile

import av
import pytest
from tests import clips, films
from tests.command import SOON, alive, below, started, studio, until
from tests.films import prints

import studio as studio_api
from studio.core.errors import BadCall, BadInput, Refused
from studio.media import probe
from studio.store.films import FilmFolder
from studio.store.ledger import Ledger
from studio.story import written
from studio.story.grammar import Storyboard


def test_each_is_as_long_and_as_large_as_asked_and_none_touches_the_film(film: Path) -> None:
    before = prints(film, "storyboard.yaml", "out/*", "shots/*/*/*", "audio/*")
    assert studio_api.film.versions(film, aspects="16:9,1:1", budget=5).faults == ()
    assert Ledger(film).account().budget == 5
    assert prints(film, "storyboard.yaml", "out/*", "shots/*/*/*", "audio/*") == before
    sizes = {}
    for made in sorted((film / "versions").glob("*.mp4")):
        facts = probe.media(made)
        sizes[made.name] = (facts.main_video.frames, facts.main_video.width, facts.main_video.height)
    assert sizes == {"fyrhus_2s_16x9.mp4": (48, 160, 90), "fyrhus_2s_1x1.mp4": (48, 90, 90)}
    table = json.loads((film / "versions/versions.json").read_text("utf-8"))
    assert [(one["film"], one["lent"], one["good"]) for one in table] == [
        ("fyrhus_2s_16x9.mp4", 3, True), ("fyrhus_2s_1x1.mp4", 0, True),
    ]  # fmt: skip


def test_a_take_of_the_film_is_lent_and_named_by_its_hash(film: Path) -> None:
    studio_api.film.versions(film)
    clips = prints(film, "shots/*/take-01/clip.mp4")
    version = film / "versions/fyrhus_2s_16x9"
    assert prints(version, "shots/*/take-01/clip.mp4") == clips
    for place, hash in clips.items():
        told = json.loads((version / place).with_name("meta.json").read_text("utf-8"))
        assert told["lent"] == {"film": "film", "clip": hash}
    Ledger(film).charge("01", "http:a", 0.5, "USD")
    Ledger(version).charge("01", "http:a", 0.2, "USD")
    told = studio_api.film.inspect(film / "versions/fyrhus_2s_16x9.mp4")
    assert (told.version_of, told.pictures, told.paid) == ("Fyrhus, 2 s", "as made", 0.2)
    copyfile(film / "versions/fyrhus_2s_16x9.mp4", "alone.mp4")
    studio_api.film.reproduce(Path("alone.mp4"))
    assert studio_api.video.compare(Path("alone.mp4"), with_=Path("alone/out/alone.mp4")).same


def test_a_clip_of_ones_own_is_cut_around_what_moves_in_it(film: Path) -> None:
    (film / "given").mkdir()
    dot = (
        "color=gray:s=320x180:r=24:d=2[b];color=red:s=30x30:r=24:d=2[d];[b][d]overlay=x=270:y=70+20*sin(9*t)"
    )
    copyfile(clips.made("dot.mp4", "-filter_complex", dot, "-pix_fmt", "yuv420p"), film / "given/02.mp4")
    films.changed(film, "- id: '02'\n  beat: hook\n", "- id: '02'\n  beat: hook\n  provider: given\n")
    folder = Path(studio_api.film.adapt(film, aspect="9:16").folder)
    studio_api.film.take(folder, shot="02")
    assert FilmFolder(folder).note("shots/02/take-01/meta")["provider"] == "given"
    with av.open(str(folder / "shots/02/take-01/clip.mp4")) as clip:
        frame = next(clip.decode(video=0)).to_ndarray(format="rgb24").astype(int)
    assert frame.shape[:2] == (160, 90)
    assert (frame[:, :, 0] - frame[:, :, 1] > 60).mean() > 0.03


def test_one_edit_of_the_film_makes_only_what_depends_on_it_again(film: Path) -> None:
    studio_api.film.versions(film, aspects="1:1")
    version = film / "versions/fyrhus_2s_1x1"
    before = prints(version, "shots/*/*/clip.mp4", "audio/*.wav")
    films.changed(film, "place: kitchen", "place: workshop")
    studio_api.film.versions(film, aspects="1:1")
    after = prints(version, "shots/*/*/clip.mp4", "audio/*.wav")
    assert {name for name in after if after[name] != before[name]} == {"shots/02/take-01/clip.mp4"}


def test_one_that_was_changed_by_hand_is_left_as_it_is_unless_asked_for_anew(film: Path) -> None:
    studio_api.film.versions(film)
    version = film / "versions/fyrhus_2s_16x9"
    films.changed(version, "the *bread* begins", "the bread begins")
    films.changed(film, "place: kitchen", "place: workshop")
    studio_api.film.versions(film)
    assert "the bread begins" in (version / "storyboard.yaml").read_text("utf-8")
    assert "kitchen" in (version / "storyboard.yaml").read_text("utf-8")
    studio_api.film.versions(film, anew=True)
    assert "workshop" in (version / "storyboard.yaml").read_text("utf-8")


def test_another_take_of_the_film_is_seen_in_its_versions(film: Path) -> None:
    studio_api.film.versions(film)
    studio_api.film.retake(film, shot="02")
    studio_api.film.versions(film)
    version = film / "versions/fyrhus_2s_16x9"
    assert prints(version, "shots/02/take-02/clip.mp4") == prints(film, "shots/02/take-02/clip.mp4")


def test_after_a_kill_the_same_command_goes_on_and_makes_the_same(film: Path) -> None:
    with started("film", "versions", film, "--aspects", "1:1", "--jobs", "1") as child:
        until(lambda: list(film.glob("versions/*/shots/*/take-01/meta.json")) or child.poll() is not None)
        family = below(child)
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        until(lambda: not alive(family), SOON)
    kept = {path: path.stat().st_mtime_ns for path in film.glob("versions/*/shots/*/take-01/clip.mp4")}
    assert kept
    said = studio("film", "versions", film, "--aspects", "1:1", "--jobs", "1")
    assert (said.returncode, said.stderr) == (0, "")
    assert {path: path.stat().st_mtime_ns for path in kept} == kept
    assert (film / "versions/fyrhus_2s_1x1.mp4").is_file()


def test_a_part_of_a_take_is_seen_from_the_frame_that_is_told(film: Path) -> None:
    folder = FilmFolder(film)
    board = written.opened(folder)
    told = board.model_dump()
    told["brief"]["frames"] = 24
    told["pictures"] = [told["pictures"][1] | {"frames": 8}, told["pictures"][2]]
    told["pictures"][0]["part"] = {"first": 5, "frames": 16, "before": 2}
    folder.write(folder.board, written.storyboard(type(board).model_validate(told)))
    studio_api.film.render(film)
    with (
        av.open(str(film / "out/film.mp4")) as made,
        av.open(str(film / "shots/02/take-01/clip.mp4")) as clip,
    ):
        seen = [frame.to_ndarray().astype(int) for frame in made.decode(video=0)]
        taken = [frame.to_ndarray().astype(int) for frame in clip.decode(video=0)]
    assert (len(seen), len(taken)) == (24, 18)
    apart = [abs(seen[0][:60] - frame[:60]).mean() for frame in taken]
    assert apart.index(min(apart)) == 7


@pytest.mark.parametrize(
    ("lengths", "aspects", "told"),
    [
        ("30", "", "a version lasts 30 s, and its film 2 s"),
        ("soon", "", "soon is no length of a film"),
        ("", "wide", "wide is no shape of a picture"),
    ],
)
def test_what_cannot_be_made_is_said_before_anything_is(lengths: str, aspects: str, told: str) -> None:
    film = films.folder()
    with pytest.raises((BadCall, BadInput), match=told):
        studio_api.film.versions(film, lengths=lengths, aspects=aspects)
    assert not list(film.glob("versions/*/shots"))


def test_a_version_has_no_versions_and_the_command_says_so() -> None:
    version = Path(studio_api.film.adapt(films.folder(), aspect="1:1").folder)
    said = studio("film", "adapt", version, "--aspect", "9:16")
    assert said.returncode != 0
    assert "is a version itself" in said.stderr
    assert "Traceback" not in said.stderr


def test_what_a_shorter_version_has_no_time_for_is_in_its_result(monkeypatch: pytest.MonkeyPatch) -> None:
    quote = '"We never close," says the keeper.'
    board = films.board().model_dump()
    board["brief"] |= {"frames": 240, "claims": [quote]}
    line = {"text": "We never close.", "start": 70, "end": 110}
    board["beats"].insert(1, {"id": "proof", "role": "proof", "lines": [line]})
    proof = films.picture("04", "proof", 60, place="coast").model_dump()
    first, second, card = board["pictures"]
    board["pictures"] = [first, second | {"frames": 44}, proof, card | {"frames": 120}]
    film = films.folder(made=Storyboard.model_validate(board))

    def made(folder: Path) -> None:
        version = FilmFolder(folder)
        version.write(version.out / "film.mp4", "a film")
        version.keep("out/film", "key", {"out/film.mp4": version.out / "film.mp4"})

    monkeypatch.setattr("studio.productions.film.versions.proven", made)
    found = studio_api.film.versions(film, lengths="10,2")
    assert found.left_out == (f"fyrhus_2s_16x9: {quote}",)


def test_one_that_fails_is_told_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    film = films.folder()
    failing = {"fyrhus_2s_1x1"}

    def made(folder: Path) -> None:
        if folder.name in failing:
            raise Refused("the budget has nothing left", hint="say a larger --budget")
        version = FilmFolder(folder)
        version.write(version.out / "film.mp4", "a film")
        version.keep("out/film", "key", {"out/film.mp4": version.out / "film.mp4"})

    monkeypatch.setattr("studio.productions.film.versions.proven", made)
    found = studio_api.film.versions(film, aspects="1:1,9:16")
    assert [Path(one.film).name for one in found.versions] == ["film.mp4"]
    assert found.faults == ("fyrhus_2s_1x1: the budget has nothing left; say a larger --budget",)
    failing.add("fyrhus_2s_9x16")
    with pytest.raises(Refused, match=r"^fyrhus_2s_1x1: the budget has nothing left \(and 1 more") as failed:
        studio_api.film.versions(film, aspects="1:1,9:16")
    assert failed.value.hint == "say a larger --budget"
