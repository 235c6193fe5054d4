"""What a film says of itself is read back as it was written, and believed only where it may be."""

import base64
import hashlib
import json
import zlib
from typing import Any

import pytest
from tests import films

from studio.core.errors import BadInput
from studio.story.grammar import Storyboard
from studio.story.provenance.collecting import collected
from studio.story.provenance.grammar import Manifest
from studio.story.provenance.packing import TAG, found, inside, packed, unpacked


def manifest(board: Storyboard | None = None) -> Manifest:
    notes = {"01": {"provider": "builtin", "version": "9", "seed": 4, "seconds": 3.5}}
    return collected(board or films.board(), notes, {}, lambda place: {place: "ab" * 16}, "code", ("p", "s"))


def forged(change: dict[str, Any]) -> str:
    """The manifest of somebody who knows how they are sealed."""
    plain = json.dumps({**manifest().model_dump(mode="json"), **change}).encode()
    return f"{hashlib.sha256(plain).hexdigest()}:{base64.b64encode(zlib.compress(plain)).decode()}"


def test_it_comes_back_as_it_was() -> None:
    text = packed(manifest())
    assert text.isascii()
    assert "\n" not in text
    assert unpacked(text, "film.mp4") == manifest()


def test_it_is_found_however_its_name_is_spelled() -> None:
    assert found({"title": "x", TAG.upper(): "it"}) == "it"
    assert found({"title": "x"}) == ""


def test_equal_films_say_the_same_and_nothing_of_when_and_where() -> None:
    board = films.board()
    voice = board.narrator.model_copy(update={"file": "/clients/anna/voice.wav"})
    kit = board.brief.model_copy(update={"brand": "/clients/anna/kit.yaml"})
    told = manifest(board.model_copy(update={"narrator": voice, "brief": kit}))
    assert "anna" not in told.model_dump_json()
    assert told.files == {"brought/abababab-voice.wav": "ab" * 16}
    assert told.storyboard.narrator.file == "brought/abababab-voice.wav"
    assert "3.5" not in told.model_dump_json()


def test_a_changed_letter_breaks_the_seal() -> None:
    seal, _, body = packed(manifest()).partition(":")
    plain = zlib.decompress(base64.b64decode(body)).replace(b"lighthouse", b"lighthousf")
    changed = f"{seal}:{base64.b64encode(zlib.compress(plain)).decode()}"
    with pytest.raises(BadInput, match="does not match its seal"):
        unpacked(changed, "film.mp4")


@pytest.mark.parametrize("text", ["", "no", "ab:!!!", "ab:" + base64.b64encode(b"no zlib").decode()])
def test_what_is_no_manifest_cannot_be_read(text: str) -> None:
    with pytest.raises(BadInput, match=r"film\.mp4: the plan in it"):
        unpacked(text, "film.mp4")


def test_a_bomb_is_not_unpacked() -> None:
    bomb = base64.b64encode(zlib.compress(bytes(200_000_000), 9)).decode()
    with pytest.raises(BadInput, match="too large, or cut off"):
        unpacked("ab:" + bomb, "film.mp4")


@pytest.mark.parametrize(
    "change",
    [
        {"format": 2},
        {"more": 1},
        {"storyboard": {"brief": {"text": "x", "frames": 10**12}}},
        {"takes": [{"shot": "01", "provider": "x", "version": "1", "seed": 1, "take": -1}]},
        {"files": "all"},
    ],
)
def test_a_plan_that_is_none_of_ours_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(BadInput, match="no plan of ours"):
        unpacked(forged(change), "film.mp4")


def test_what_never_ends_is_refused() -> None:
    plain = b"[" * 100_000
    text = f"{hashlib.sha256(plain).hexdigest()}:{base64.b64encode(zlib.compress(plain)).decode()}"
    with pytest.raises(BadInput, match="cannot be read"):
        unpacked(text, "film.mp4")


@pytest.mark.parametrize(
    "place", ["/etc/passwd", "../up", "a/../../b", "C:\\x", "..\\x", "a\0b", "\\\\host\\x"]
)
def test_a_file_outside_the_folder_is_refused(place: str) -> None:
    assert not inside(place)
    with pytest.raises(BadInput, match="outside its folder"):
        unpacked(forged({"files": {place: "ab"}}), "film.mp4")


@pytest.mark.parametrize("place", ["/etc/passwd", "../../secret.png"])
def test_a_shot_that_shows_one_is_refused(place: str) -> None:
    told = manifest().model_dump(mode="json")["storyboard"]
    told["pictures"][1]["shot"]["cast"] = [{"picture": {"file": place}}]
    with pytest.raises(BadInput, match="outside its folder"):
        unpacked(forged({"storyboard": told}), "film.mp4")


def test_names_in_folders_are_inside() -> None:
    assert all(map(inside, ("logo.svg", "brought/ab-käse & brot.png", "a b/..c/d")))


def test_the_folder_of_the_film_that_a_version_comes_from_is_not_told_and_not_believed() -> None:
    origin = {"film": "../..", "name": "Fyrhus", "frames": 720}
    board = Storyboard.model_validate({**films.board().model_dump(), "origin": origin})
    told = manifest(board).storyboard.origin
    assert told
    assert (told.film, told.name) == ("", "Fyrhus")
    with pytest.raises(BadInput, match="names the folder of another film"):
        unpacked(forged({"storyboard": board.model_dump(mode="json")}), "film.mp4")
