"""A folder of pictures walks through the picture tools to a contact sheet: what `make demo` shows."""

from __future__ import annotations

import argparse
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from examples.coast.painting import paint
from examples.coast.scenes import SCENES
from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).parent.parent
LIST = ".made-by-the-demo"
ACCENT = "#e8a33d"
BUDGET = "290kB"

STEPS = (
    ("What is in a picture?", "image info pictures/6-dusk.jpg"),
    (
        "All of them smaller, two at a time. One is broken; the others do not mind.",
        "image resize pictures/ --width 480 --out small/",
    ),
    (
        "A square around what draws the eye.",
        "image crop pictures/2-morning.jpg --square --focus saliency --out square.jpg",
    ),
    (
        "Clearer, warmer, crisper, in one pass.",
        "image adjust pictures/9-fog.jpg --auto-contrast 0.5 --saturation 1.5 --sharpen 0.6 --out clear.jpg",
    ),
    (
        "A name on it, legible on any ground.",
        'image watermark pictures/3-noon.jpg --text "Harbour Films" --position bottom-left --out signed.jpg',
    ),
    (
        "As good as fits into 80 kB.",
        "image optimize pictures/7-night.jpg --budget 80kB --out light.jpg",
    ),
    (
        "What did that cost? The difference, in numbers and as a picture.",
        "image compare pictures/7-night.jpg --with light.jpg --out difference.png",
    ),
    (
        "A clean set for training: broken, blurred and doubled pictures stay behind, captions come along.",
        "image preprocess pictures/ --longest 1024",
    ),
    (
        "And all that were kept on one sheet.",
        'image sheet pictures-preprocess/ --title "One coast, nine hours" --cell 448 --out sheet.jpg',
    ),
)


def main() -> int:
    """Lay out the pictures, carry out each command and show it; the exit code is 1 if one surprised us."""
    asked = argparse.ArgumentParser(prog="make demo", description=__doc__)
    asked.add_argument("--folder", type=Path, default=ROOT / "demo", help="where to work")
    asked.add_argument("--picture", type=Path, help="also write the sheet here, small enough for a README")
    given = asked.parse_args()
    screen, began = Console(highlight=False, soft_wrap=True), time.monotonic()
    with own_folder(given.folder) as folder:
        lay_out(folder / "pictures", screen)
        failed = [line for told, line in STEPS if not carried_out(told, line, folder, screen)]
        if given.picture:
            renew(given.picture, folder)
    screen.print(f"\nDone in {time.monotonic() - began:.0f} s. Look at", style="bold")
    for name, told in (
        ("sheet.jpg", "the contact sheet"),
        ("pictures-preprocess/report.html", "what was kept, what was not, and why: open it in a browser"),
        ("pictures/", "the pictures it began with"),
    ):
        screen.print(Text.assemble("  ", (str(shown(folder / name)), ACCENT), ("  " + told, "dim")))
    for line in failed:
        screen.print(f"Not as expected: studio {line}", style="red", markup=False)
    return 1 if failed else 0


@contextmanager
def own_folder(folder: Path) -> Iterator[Path]:
    """A folder to work in; what an earlier demo made there is cleared, and nothing else."""
    made = folder / LIST
    if made.exists():
        for name in made.read_text("utf-8").splitlines():
            (folder / name).unlink(missing_ok=True)
        made.unlink()
        for empty in sorted((path for path in folder.rglob("*") if path.is_dir()), reverse=True):
            if not any(empty.iterdir()):
                empty.rmdir()
    folder.mkdir(parents=True, exist_ok=True)
    theirs = files(folder)
    try:
        yield folder
    finally:
        names = sorted(str(path.relative_to(folder)) for path in files(folder) - theirs)
        made.write_text("\n".join(names), "utf-8")


def files(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file()}


def lay_out(folder: Path, screen: Console) -> None:
    """Paint the pictures, then add what a real folder has too: a copy, a shaky one, a broken one."""
    folder.mkdir()
    with screen.status("Painting nine pictures ..."), ThreadPoolExecutor(2) as hands:
        paths = [folder / f"{number}-{name}.jpg" for number, name in enumerate(SCENES, start=1)]
        list(hands.map(paint, SCENES, paths))
    screen.print(f"Painted nine pictures, to have something to work on: {shown(folder)}/", markup=False)
    (folder / "1-first-light.txt").write_text("a lighthouse before sunrise, a fishing boat going out\n")
    shutil.copyfile(folder / "5-golden-hour.jpg", folder / "5-golden-hour copy.jpg")
    whole = (folder / "4-rain-coming.jpg").read_bytes()
    (folder / "broken.jpg").write_bytes(whole[: len(whole) // 2])
    shake(folder / "8-northern-lights.jpg", folder / "shaken.jpg")


def shake(picture: Path, path: Path) -> None:
    """What a long exposure from the hand looks like."""
    import pyvips

    sharp = pyvips.Image.new_from_file(str(picture))
    turned = sharp.gaussblur(5).rotate(1.5)
    turned.crop(60, 60, sharp.width - 100, sharp.height - 100).write_to_file(str(path))


def carried_out(told: str, line: str, folder: Path, screen: Console) -> bool:
    """Show a command and let it speak for itself; a broken picture among many is no surprise."""
    screen.print(f"\n{told}", style="dim", markup=False)
    screen.print(Text.assemble(("$ ", ACCENT), (f"studio {line}", "bold")))
    sys.stdout.flush()
    code = studio(*shlex.split(line), folder=folder)
    return code == 0 or (code == 1 and line.startswith("image resize pictures/"))


def studio(*words: str, folder: Path) -> int:
    return subprocess.run([sys.executable, "-m", "studio", *words], cwd=folder, check=False).returncode


def renew(picture: Path, folder: Path) -> None:
    """Make the picture of the README from the sheet."""
    words = ("image", "optimize", "sheet.jpg", "--budget", BUDGET, "--overwrite")
    studio(*words, "--out", str(picture.resolve()), folder=folder)


def shown(path: Path) -> Path:
    """A path as short as it can be said from here."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


if __name__ == "__main__":
    sys.exit(main())
