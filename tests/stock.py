"""Makes the files that examples name: pictures, recordings, films and texts of every kind a name may mean."""

import wave
from collections.abc import Callable
from functools import cache
from pathlib import Path
from shutil import copyfile, copytree

import numpy as np
from tests import clips, films, once, pictures

import studio
from studio.media import kinds, sequences
from studio.render.shelf import OURS

IN_A_FOLDER = 2
_FILMS = {"cafe"}
_OURS = {"cafe.mp4"}
RATE = 8000


def provide(name: str, kind: str) -> None:
    """Make a file of that name, or a folder with a few files of that kind."""
    path = Path(name)
    if sequences.is_pattern(path):
        _numbered(path)
        return
    if path.name == "our-style":
        _vocabulary(path)
        return
    if kind == "folder" and path.name in _FILMS:
        _planned(path)
        return
    if kind == "folder" and path.name in _FILLED:
        path.mkdir(parents=True, exist_ok=True)
        _numbered(path / _FILLED[path.name])
        return
    if name.endswith("/") or not path.suffix:
        for number in range(IN_A_FOLDER):
            provide(f"{name.rstrip('/')}/{number + 1}{_USUAL[kind]}", kind)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.name in _OURS:
        copyfile(next((_whole() / "out").glob("*.mp4")), path)
    elif not path.exists():
        _MAKERS[_kind_of(path)](path)


def models(*, kept: bool) -> None:
    """Two models as they were downloaded, or as they are kept."""
    folder, file = Path("wan2.2-ti2v-5b"), Path("ada.safetensors")
    folder.mkdir()
    (folder / "config.json").write_text("{}")
    file.write_bytes(b"weights")
    if kept:
        studio.weights.add(folder, kind="video")
        studio.weights.add(file, kind="lora_sdxl")


def _planned(folder: Path) -> None:
    """A film of our own, approved and put together, and a version of it."""
    if not folder.exists():
        copytree(_whole(), folder)


def _whole() -> Path:
    return once.made("films/stock/film", _make_whole)


def _make_whole(place: Path) -> None:
    whole = films.taken(str(place))
    studio.film.approve(whole)
    studio.film.edit(whole)
    version = Path(studio.film.adapt(whole).folder)
    for picture in films.board().pictures:
        studio.film.take(version, shot=picture.id)
    studio.film.edit(version)


def _kind_of(path: Path) -> str:
    suffix = path.suffix.lower()
    return next(
        kind
        for kind in ("image", "video", "audio", "file")
        if suffix in kinds.suffixes(kind) or kind == "file"
    )


def _vocabulary(folder: Path) -> None:
    """A style of somebody's own."""
    (folder / "packs").mkdir(parents=True, exist_ok=True)
    copyfile(OURS / "packs/dusk.yaml", folder / "packs/ours.yaml")


def _picture(path: Path) -> None:
    """Photographs of a few kinds; a thumbnail is small, a logo and a drawing can be seen through."""
    width = {"thumbnail": 120, "logo": 300}.get(path.stem, 900)
    copyfile(_drawn(sum(map(ord, path.stem)) % 3, width, path.suffix, path.stem in ("logo", "drawing")), path)


@cache
def _drawn(seed: int, width: int, suffix: str, see_through: bool) -> Path:
    path = clips.folder() / f"drawn-{seed}-{width}-{see_through}{suffix}"
    photo = pictures.photo(width, width * 2 // 3, seed)
    if see_through:
        photo.putalpha(128)
    photo.save(path)
    return path


def _numbered(pattern: Path) -> None:
    """Ten small pictures for the name of a sequence."""
    before, after, digits = sequences.naming(pattern.name.partition(" ")[0])
    for number in range(1, 11):
        picture = clips.made("frame.png", *clips.picture(0.04), "-frames:v", "1")
        copyfile(picture, pattern.with_name(f"{before}{number:0{digits}}{after}"))


def _recording(path: Path) -> None:
    """A hundred seconds of tones and pauses; other formats than WAV come from ffmpeg."""
    if path.suffix == ".wav":
        copyfile(_speech(), path)
    else:
        copyfile(clips.made(f"speech{path.suffix}", "-i", _speech()), path)


@cache
def _speech() -> Path:
    seconds = np.arange(100 * RATE) / RATE
    loud = (seconds % 5 < 3) * (0.2 + 0.1 * np.sin(seconds))
    samples = np.int16(32767 * loud * np.sin(2 * np.pi * 440 * seconds))
    path = clips.folder() / "speech.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(samples.tobytes())
    return path


def _film(path: Path) -> None:
    """Two seconds with two sounds, the second in German."""
    copyfile(
        clips.made(f"example{path.suffix}", "-i", clips.two_languages(), "-map", "0", "-c", "copy"), path
    )


def _text(path: Path) -> None:
    """Some words, a table that leaves every colour as it is, or a very short shot."""
    corners = [f"{red} {green} {blue}\n" for blue in (0, 1) for green in (0, 1) for red in (0, 1)]
    cube = "".join(["LUT_3D_SIZE 2\n", *corners])
    shot = "place: coast\nwidth: 160\nheight: 90\nframes: 4\n"
    path.write_text({".cube": cube, ".yaml": shot}.get(path.suffix, "Some words.\n"))


# What lies in folders of which an example says how their files are called.
_FILLED = {"card": "IMG_####.jpg", "frames": "shot.####.exr", "shots": "sh###_v1.png"}
_USUAL = {
    "image": ".jpg",
    "audio": ".wav",
    "video": ".mp4",
    "footage": ".mp4",
    "file": ".txt",
    "folder": ".jpg",
}
_MAKERS: dict[str, Callable[[Path], None]] = {
    "image": _picture, "audio": _recording, "video": _film, "file": _text,
}  # fmt: skip
