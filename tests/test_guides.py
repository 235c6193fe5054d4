"""The commands in the guides are carried out, in their order, with the files the guides show."""

import json
import re
import shlex
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from tests import pictures

from studio.store.films import FilmFolder
from studio.story.grammar import Storyboard

GUIDES = Path(__file__).parent.parent / "docs" / "guide"

Studio = Callable[..., Any]


def commands(guide: str) -> list[list[str]]:
    blocks = re.findall(r"```console\n(.*?)```", guide, re.DOTALL)
    return [shlex.split(line)[2:] for block in blocks for line in block.splitlines()]


def test_the_guide_to_schedules_works(studio: Studio) -> None:
    guide = (GUIDES / "schedules.md").read_text("utf-8")
    written = re.search(r"```yaml\n(.*?)```", guide, re.DOTALL)
    assert written
    Path("night.yaml").write_text(written[1], "utf-8")
    Path("pictures").mkdir()
    pictures.photo(320, 200).save("pictures/photo.jpg")
    done = set()
    for words in commands(guide):
        assert words[0] == "schedule"
        said = studio(*words)
        assert said.code == 0, said.err
        done.add(words[1])
    assert done == {"add", "list", "next", "pause", "resume", "remove"}
    (left,) = map(json.loads, studio("schedule", "list", "--json").out.splitlines())
    assert (left["name"], left["parameters"]) == ("night", {"longest": "800"})


def test_lines_the_guide_names_fire_as_it_says() -> None:
    from studio.engine.clock.cron import parse

    guide = (GUIDES / "schedules.md").read_text("utf-8")
    lines = [
        word for word in re.findall(r"`([^`\n]+)`", guide) if len(word.split()) == 5 or word.startswith("@")
    ]
    assert len(lines) >= 7
    assert all(parse(line).text == line for line in lines)


def test_the_guide_to_working_beside_training_works(studio: Studio, tmp_path: Path) -> None:
    from studio.engine import breakers
    from studio.store.tables import open_tables

    guide = (GUIDES / "beside-training.md").read_text("utf-8")
    written = re.search(r"```yaml\n(.*?)```", guide, re.DOTALL)
    assert written
    Path("night.yaml").write_text(written[1], "utf-8")
    Path("pictures").mkdir()
    pictures.photo(320, 200).save("pictures/photo.jpg")
    said = {}
    for words in commands(guide):
        if words[0] == "breakers":
            with closing(open_tables(tmp_path / "home")) as tables:
                for _ in range(3):
                    breakers.went_wrong(tables, "video.trim", "ffmpeg gave up")
        answer = studio(*words)
        assert answer.code == 0, (words, answer.err)
        said[" ".join(words[:2])] = answer.out
    assert "What spares others here" in said["doctor"]
    assert "processes touched a GPU (level: " in said["runs show"]
    assert Path("small/photo-resize.jpg").exists()
    assert Path("night.csv").read_text().startswith("time,level,cpu_percent")
    assert "open" in said["breakers"]
    assert FilmFolder(Path("cafe")).storyboard(Storyboard).brief.height == 720


def test_the_guide_to_working_beside_training_names_what_there_is() -> None:
    from studio.core import breaker
    from studio.core.settings import Settings
    from studio.engine.neighbour import tiers
    from studio.host import alarms, profile
    from studio.tools.film.plan import _USUAL

    guide = (GUIDES / "beside-training.md").read_text("utf-8")

    def cells(first: str) -> list[str]:
        row = next(line for line in guide.splitlines() if line.startswith(f"| {first} |"))
        return [cell.strip() for cell in row.strip("|").split("|")]

    limits = {"processor": alarms.CPU, "memory": alarms.MEMORY}
    for name, (yellow, red) in limits.items():
        assert cells(name) == [name, f"{yellow:g} %", f"{red:g} %"]
    assert cells("a graphics card")[1:] == [f"{limit:g} °C" for limit in alarms.HEAT]
    for tier in (tiers.Tier.WARN, tiers.Tier.HOLD, tiers.Tier.SHED):
        assert cells(f"{tiers.Tiers().line(tier):g} %")
    for quality, films in _USUAL.items():
        assert cells(quality)[2].startswith(f"{films.lines}p")
    standard, high = cells("standard")[1], cells("high")[1]
    for number, told in enumerate((standard, high)):
        figures = [profile.CORES[number], profile.MEMORY[number] / 1e9, profile.DISK[number] / 1e6]
        assert [float(figure) for figure in re.findall(r"[\d.]+", told)] == figures
    assert (breaker.FAILURES, breaker.WITHIN, breaker.FIRST_PAUSE, breaker.LONGEST_PAUSE) == (
        3,
        600,
        60,
        3600,
    )
    assert {"cpus", "memory", "priority", "memory_hold", "quality"} <= Settings.model_fields.keys()


def test_the_guide_to_runs_works(studio: Studio) -> None:
    guide = (GUIDES / "runs.md").read_text("utf-8")
    written = re.search(r"```yaml\n(.*?)```", guide, re.DOTALL)
    assert written
    Path("web.yaml").write_text(written[1], "utf-8")
    Path("pictures").mkdir()
    for number in range(3):
        pictures.photo(320, 200, seed=number).save(f"pictures/{number}.jpg")
    done = set()
    for words in commands(guide):
        # Its result is there from the time before.
        Path("web/sheet.jpg").unlink(missing_ok=True)
        said = studio(*words)
        assert said.code == 0, said.err
        done.add((words[0], words[1]))
    shown = set(re.findall(r"studio runs (\w+)", guide))
    assert shown - {"watch", "retry"} == {verb for command, verb in done if command == "runs"}
    assert all(studio("runs", verb, "--help").code == 0 for verb in shown)
    states = [json.loads(line)["state"] for line in studio("runs", "list", "--json").out.splitlines()]
    assert states == ["done", "done"]


def test_the_files_of_the_guide_to_motion_are_read(tmp_path: Path) -> None:
    from studio.render.camera.moving import camera
    from studio.render.lettering import moves, pairings
    from studio.render.shelf import OURS, Shelf
    from studio.render.transitions.joining import KINDS, transition

    guide = (GUIDES / "motion.md").read_text("utf-8")
    for name, written in re.findall(
        r"^## [^\n]*`(\w+\.yaml)`\n\n```yaml\n(.*?)```", guide, re.DOTALL | re.MULTILINE
    ):
        (tmp_path / name).write_text(written, "utf-8")
    shelf = Shelf((tmp_path, OURS))
    assert (
        pairings.faces("workshop", files=shelf.files("pairings.yaml")).text.font.family == "Source Sans Pro"
    )
    assert pairings.faces("modern", files=shelf.files("pairings.yaml")).headline.font.family == "Manrope"
    assert moves.move("drop", files=shelf.files("type.yaml")).enter.state.y == -0.8
    assert moves.move("rise", files=shelf.files("type.yaml")).unit == "word"
    assert camera("lean-in", 1, files=shelf.files("camera.yaml")).zoom > 1.05
    assert transition("long-dissolve", files=shelf.files("transitions.yaml")).seconds == 1.6
    assert f"`{' '.join(KINDS)}`" in guide
