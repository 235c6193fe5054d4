"""A film is made again from nothing but itself, to the last bit."""

import dataclasses
import json
import shutil
from pathlib import Path

import pytest
import yaml
from PIL import Image
from tests import clips, films, once
from tests.command import studio

import studio as package
from studio.core.errors import BadInput, NotFound, Refused
from studio.media import probe
from studio.store.films import FilmFolder
from studio.story import written
from studio.story.grammar import Storyboard
from studio.story.provenance.packing import TAG, found


@pytest.fixture
def delivered() -> Path:
    """A film with a logo, and nothing of what it was made of."""
    return once.made("films/delivered", _deliver) / "alone/film.mp4"


def _deliver(folder: Path) -> None:
    film = FilmFolder(films.taken(str(folder / "film")))
    Image.new("RGBA", (64, 64), (200, 40, 30, 255)).save(folder / "client.png")
    board = films.board()
    last = board.pictures[2]
    ending = last.shot.model_copy(update={"logo": str(folder / "client.png"), "words": None})
    shown = [*board.pictures[:2], last.model_copy(update={"shot": ending})]
    film.write(film.board, written.storyboard(board.model_copy(update={"pictures": shown})))
    package.film.render(film.path)
    (folder / "alone").mkdir()
    (film.path / "out/film.mp4").rename(folder / "alone/film.mp4")
    (folder / "clients").mkdir()
    (folder / "client.png").rename(folder / "clients/another name.png")
    shutil.rmtree(film.path)


def test_it_says_who_made_it(delivered: Path) -> None:
    told = package.film.inspect(delivered)
    assert (told.brief, told.name) == (films.board().brief.text, "Fyrhus")
    assert (told.frames, told.duration, told.planner) == (48, 2.0, "rules")
    assert (told.planned_frames, told.planned) == (48, 2.0)
    assert [(one.shot, one.take, one.provider) for one in told.shots] == [
        ("01", 1, "builtin"), ("02", 1, "builtin"), ("03", 1, "builtin"),
    ]  # fmt: skip
    assert (told.told, told.pictures, told.sound, told.here) == ("film", "as made", "as made", True)
    assert [place.split("-", 1)[1] for place in told.files] == ["client.png"]


def test_from_itself_it_is_the_same_to_the_last_bit(delivered: Path) -> None:
    shutil.copy(delivered, "given.mp4")
    said = studio(
        "film",
        "reproduce",
        "given.mp4",
        "--sources",
        delivered.parent.parent / "clients",
        "--jobs",
        "1",
        "--json",
    )
    assert (said.returncode, said.stderr) == (0, "")
    assert package.video.compare(delivered, with_=Path("given/out/given.mp4")).same
    assert json.loads(said.stdout.splitlines()[-1])["name"] == "run.done"


def test_a_file_that_is_not_here_is_named_by_its_hash(delivered: Path) -> None:
    Path("empty").mkdir()
    with pytest.raises(NotFound, match=r"client\.png \([0-9a-f]{12} …\)"):
        package.film.restore(delivered, folder=Path("again"), sources=Path("empty"))
    assert not Path("again").exists()


def test_the_folder_can_be_changed_and_another_film_is_not_written_over(delivered: Path) -> None:
    clients = delivered.parent.parent / "clients"
    package.film.restore(delivered, folder=Path("again"), sources=clients)
    assert len(FilmFolder(Path("again")).storyboard(Storyboard).pictures) == 3
    films.changed(Path("again"), "place: kitchen", "place: workshop")
    with pytest.raises(Refused, match="again holds another film"):
        package.film.restore(delivered, folder=Path("again"), sources=clients)


def test_a_storyboard_that_says_the_same_in_other_words_is_the_same_film(delivered: Path) -> None:
    clients = delivered.parent.parent / "clients"
    package.film.restore(delivered, folder=Path("again"), sources=clients)
    board = Path("again/storyboard.yaml")
    plain = yaml.safe_load(board.read_text("utf-8"))
    board.write_text("# My own.\n" + yaml.safe_dump(plain, sort_keys=True, allow_unicode=True), "utf-8")
    before = board.read_bytes()
    package.film.restore(delivered, folder=Path("again"), sources=clients)
    assert board.read_bytes() == before
    board.write_text("brief: [", "utf-8")
    with pytest.raises(Refused, match="again holds another film"):
        package.film.restore(delivered, folder=Path("again"), sources=clients)


def test_a_film_that_was_just_planned_and_made_is_that_of_its_folder() -> None:
    film = package.film.make("A 2 second ad for a bakery", folder=Path("oven"), size="360p", fps=12).film
    assert package.film.restore(Path(film), folder=Path("oven")).folder == "oven"
    with pytest.raises(Refused, match="would be compared with itself"):
        package.film.reproduce(Path(film), folder=Path("oven"))


def test_in_its_own_folder_it_is_not_compared_with_itself() -> None:
    film = films.rendered("cafe") / "out/cafe.mp4"
    for words in ((), ("--folder", "./cafe/")):
        foretold = studio("film", "reproduce", film, *words, "--dry-run")
        assert foretold.stdout == f"{film} ✗ {film} lies in cafe, and would be compared with itself\n"
        said = studio("film", "reproduce", film, *words)
        assert said.returncode == 1
        assert "cafe.mp4 lies in " in said.stderr.splitlines()[0]
        assert "name another folder with --folder" in said.stderr.splitlines()[1]


def test_encoded_again_it_still_says_so_and_what_it_was() -> None:
    smaller = package.video.convert(films.rendered() / "out/film.mp4", width=80, quality=30).film
    told = package.film.inspect(smaller)
    assert (told.pictures, told.name) == ("encoded again", "Fyrhus")


def test_a_part_of_it_says_its_own_length_before_that_of_the_whole() -> None:
    part = package.video.trim(films.rendered() / "out/film.mp4", start=0.5, end=1.25).clip
    told = package.film.inspect(part)
    assert (told.frames, told.planned_frames, told.planned) == (18, 48, 2.0)
    assert told.duration == pytest.approx(0.75, abs=0.05)
    names = [field.name for field in dataclasses.fields(told)]
    assert names.index("duration") < names.index("planned")


def test_of_a_film_that_is_cut_off_it_is_said() -> None:
    made = films.rendered() / "out/film.mp4"
    assert package.film.inspect(made).end == "there"
    Path("cut.mp4").write_bytes(made.read_bytes()[: made.stat().st_size * 3 // 4])
    told = package.film.inspect(Path("cut.mp4"))
    assert (told.end, told.frames) == ("cut off", 48)


def test_who_does_not_want_it_has_it_beside_the_film_alone() -> None:
    film = films.rendered()
    films.changed(film, "beats:", "finish: {metadata: false}\nbeats:")
    package.film.render(film)
    made = film / "out/film.mp4"
    assert not found(probe.media(made).metadata)
    assert package.film.inspect(made).told == "file beside it"
    shutil.copy(made, "bare.mp4")
    with pytest.raises(NotFound, match=r"bare\.mp4 does not say what it was made of"):
        package.film.inspect(Path("bare.mp4"))


def test_a_tampered_plan_is_refused() -> None:
    made = films.rendered() / "out/film.mp4"
    seal, _, body = found(probe.media(made).metadata).partition(":")
    worse = clips.made(
        "worse.mp4", "-i", made.absolute(), "-c", "copy", "-movflags", "+use_metadata_tags",
        "-metadata", f"{TAG}={'0' * len(seal)}:{body}",
    )  # fmt: skip
    for tool in (package.film.inspect, package.film.restore):
        with pytest.raises(BadInput, match="does not match its seal"):
            tool(worse)
    said = studio("film", "reproduce", worse)
    assert said.returncode == 1
    assert "does not match its seal" in said.stderr
    assert "Traceback" not in said.stderr
