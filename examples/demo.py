"""Sentences become pictures, and one of them a film: what `make demo` shows."""

from __future__ import annotations

import argparse
import shlex
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).parent.parent
LIST = ".made-by-the-demo"
ACCENT = "#e8a33d"
BUDGET = "290kB"

BRIEF = "A 30 second ad for Leuchtturm, a lighthouse café that bakes its own bread"

STEPS = (
    (
        "A sentence becomes a picture; where, when and what is read from its words.",
        'film still "a café called Leuchtturm, by the sea" --place coast --at dusk '
        '--headline "Open from the first ferry" --height 720 --out stills/1-dusk.png',
    ),
    (
        "Another client, another look: cut paper.",
        'film still "a cheerful farmers market called Hofmarkt" --style paper --at day --accent "#2f8f5b" '
        '--headline "Saturday tastes better" --height 720 --out stills/2-paper.png',
    ),
    (
        "Ink and wash, in the rain, in German.",
        'film still "eine Buchhandlung namens Blatt & Bogen an der Straße, im Regen" --place street '
        '--style ink --headline "Regen ist Lesewetter" --height 720 --out stills/3-ink.png',
    ),
    (
        "And a workshop in the evening.",
        'film still "a bicycle workshop called Radwerk" --at dusk --headline "In by nine. Ready by five." '
        "--height 720 --out stills/4-workshop.png",
    ),
    (
        "All four on one sheet.",
        "image sheet stills/ --columns 2 --cell 960 --captions none --out stills.jpg",
    ),
    (
        "A sentence becomes a film: its story, its shots, its voice, its music, its captions.",
        f'film make "{BRIEF}" --folder film',
    ),
    ("What came out?", "video info film/out/film.mp4"),
    ("And a look at all of it.", "video sheet film/out/film.mp4 --columns 4 --rows 4 --out film.jpg"),
)


def main() -> int:
    """Lay out the pictures, carry out each command and show it; the exit code is 1 if one surprised us."""
    asked = argparse.ArgumentParser(prog="make demo", description=__doc__)
    asked.add_argument("--folder", type=Path, default=ROOT / "demo", help="where to work")
    asked.add_argument(
        "--picture", type=Path, help="also write the four pictures here, small enough for a README"
    )
    given = asked.parse_args()
    screen, began = Console(highlight=False, soft_wrap=True), time.monotonic()
    with own_folder(given.folder) as folder:
        failed = [line for told, line in STEPS if not carried_out(told, line, folder, screen)]
        if given.picture:
            renew(given.picture, folder)
    screen.print(f"\nDone in {time.monotonic() - began:.0f} s. Look at", style="bold")
    for name, told in (
        ("film/out/film.mp4", "the film"),
        ("film/storyboard/index.html", "its storyboard"),
        ("film/storyboard.yaml", "the film on paper: change a line, and studio film render it again"),
        ("stills.jpg", "four pictures of four sentences"),
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


def carried_out(told: str, line: str, folder: Path, screen: Console) -> bool:
    """Show a command and let it speak for itself; a broken picture among many is no surprise."""
    screen.print(f"\n{told}", style="dim", markup=False)
    screen.print(Text.assemble(("$ ", ACCENT), (f"studio {line}", "bold")))
    sys.stdout.flush()
    code = studio(*shlex.split(line), folder=folder)
    return code == 0


def studio(*words: str, folder: Path) -> int:
    return subprocess.run([sys.executable, "-m", "studio", *words], cwd=folder, check=False).returncode


def renew(picture: Path, folder: Path) -> None:
    """Make the picture of the README from the sheet."""
    words = ("image", "optimize", "stills.jpg", "--budget", BUDGET, "--overwrite")
    studio(*words, "--out", str(picture.resolve()), folder=folder)


def shown(path: Path) -> Path:
    """A path as short as it can be said from here."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


if __name__ == "__main__":
    sys.exit(main())
