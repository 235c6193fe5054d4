"""What a user of Pillow would write instead: a folder of pictures, two threads, one process."""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PIL import Image, ImageFilter


def resize(source: Path, folder: Path) -> None:
    with Image.open(source) as picture:
        _save(picture.resize((800, 450), Image.Resampling.LANCZOS), folder / source.name)


def blur(source: Path, folder: Path) -> None:
    with Image.open(source) as picture:
        _save(picture.filter(ImageFilter.GaussianBlur(4)), folder / source.name)


def convert(source: Path, folder: Path) -> None:
    with Image.open(source) as picture:
        picture.save(folder / f"{source.stem}.png")


def _save(picture: Image.Image, path: Path) -> None:
    if path.suffix == ".jpg":
        picture.save(path, quality=85, subsampling="4:2:0")
    else:
        picture.save(path)


_WORK: dict[str, Callable[[Path, Path], None]] = {"resize": resize, "blur": blur, "convert": convert}


def main() -> None:
    work, source, target = _WORK[sys.argv[1]], Path(sys.argv[2]), Path(sys.argv[3])
    with ThreadPoolExecutor(2) as threads:
        for done in [threads.submit(work, path, target) for path in sorted(source.iterdir())]:
            done.result()


if __name__ == "__main__":
    main()
