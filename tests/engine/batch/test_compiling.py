"""A batch becomes stages over frozen items, or a list of all that is wrong with it."""

import json
from pathlib import Path
from typing import Any

import pytest

from studio.assembly import catalogue
from studio.engine.batch.compiling import Compiled, compiled
from studio.engine.plans import Retries, thawed
from studio.engine.workers import wire

HERE = "pics"


@pytest.fixture(autouse=True)
def _material() -> None:
    Path("pics/sub").mkdir(parents=True)
    Path("empty").mkdir()
    for name in ("a1.png", "a2.png", "a10.png", "sub/a1.png", "note.txt", ".hidden.png"):
        Path("pics", name).touch()
    for name in ("tone.wav", "logo.png", "a.mov"):
        Path(name).touch()


def checked(text: str) -> Compiled:
    Path("b.yaml").write_text(text)
    return compiled(Path("b.yaml"), catalogue())


def rows(text: str) -> list[dict[str, Any]]:
    """The items of a batch, stage after stage, each with its stage's name."""
    found = checked(text)
    assert found.findings == ()
    assert found.plan
    assert thawed(found.plan.frozen()) == found.plan
    made = [(stage, row) for stage in found.plan.stages for row in found.manifests[stage.manifest].rows()]
    for stage in found.plan.stages:
        numbers = [row["number"] for one, row in made if one is stage]
        assert numbers == list(range(stage.total))
    return [{"stage": stage.name, **row} for stage, row in made]


def targets(out: str, item: str = "pics", more: str = "tool: image.resize, with: {width: 8}") -> list[str]:
    """Where results go, below the current folder; the extension is added by delivery where there is none."""
    found = rows(f"items: [{{input: {item}, {more}, out: '{out}'}}]")
    return [str(Path(row["folder"], row["exact"] or row["stem"]).relative_to(Path.cwd())) for row in found]


def test_a_folder_is_gone_through_as_people_count_and_keeps_its_tree() -> None:
    assert targets("web/") == ["web/a1-resize", "web/a2-resize", "web/a10-resize", "web/sub/a1-resize"]


@pytest.mark.parametrize(
    ("out", "item", "found"),
    [
        ("web", "pics/a1.png", ["web/a1-resize"]),
        ("web/small.png", "pics/a1.png", ["web/small.png"]),
        ("web/{stem}.{suffix}", "pics/a1.png", ["web/a1"]),
        ("web/{stem}-{number}", "pics/a*.png", ["web/a1-1", "web/a2-2", "web/a10-3"]),
        ("{tool}/{name}", "pics/a1.png", ["image.resize/a1.png"]),
        ("web/{parent}/{stem}.png", "pics", ["web/a1.png", "web/a2.png", "web/a10.png", "web/sub/a1.png"]),
        ("web/x{{1}}-{stem}.png", "pics/a1.png", ["web/x{1}-a1.png"]),
        ("{parent}/", "pics/sub/a1.png", ["a1-resize"]),
        ("../{stem}.png", "pics/a1.png", ["../a1.png"]),
    ],
)
def test_names_are_made_of_parts(out: str, item: str, found: list[str]) -> None:
    if out.startswith(".."):
        made = rows(f"items: [{{input: {item}, tool: image.resize, with: {{width: 8}}, out: '{out}'}}]")
        assert [Path(row["folder"], row["exact"]) for row in made] == [Path.cwd().parent / "a1.png"]
    else:
        assert targets(out, item) == found


def test_the_extension_is_that_of_the_result() -> None:
    more = "tool: image.convert, with: {format: webp}"
    assert targets("w/{stem}_{suffix}.{suffix}", "pics/a1.png", more) == ["w/a1_webp"]
    named = rows("items: [{input: pics/a1.png, tool: image.convert, out: 'w/{stem}.jpg'}]")
    assert (named[0]["exact"], named[0]["given"]["format"]) == ("a1.jpg", "jpg")


def test_items_say_more_than_the_defaults() -> None:
    found = rows(
        """\
defaults: {tool: image.resize, with: {width: 800, quality: 80}, out: web/, overwrite: true}
items:
  - pics/a1.png
  - {input: pics/a2.png, with: {width: 100}, out: small/, overwrite: false}
  - {input: pics/a2.png, tool: image.info, with: {gps: true}}
"""
    )
    assert [(row["stage"], row["given"].get("width"), row["overwrite"]) for row in found] == [
        ("image-resize", 800, True), ("image-resize", 100, False), ("image-info", None, True),
    ]  # fmt: skip
    assert found[1]["given"]["quality"] == 80
    assert found[2]["given"] == {"picture": {"path": str(Path("pics/a2.png").absolute())}, "gps": True,
                                 "hashes": True}  # fmt: skip
    assert (found[2]["folder"], found[2]["source"]) == ("", "pics/a2.png")


def test_what_is_given_is_what_the_tool_would_be_called_with() -> None:
    row = rows("items: [{input: pics/a1.png, tool: image.watermark, with: {mark: logo.png, scale: 30%}}]")[0]
    tool = catalogue()["image.watermark"]
    here = Path.cwd()
    assert row["checked"] is True
    assert wire.unpacked(row["given"]) == tool.checked(
        {"picture": here / "pics/a1.png", "mark": here / "logo.png", "scale": "30%"}
    )


def test_options_may_differ_from_thing_to_thing() -> None:
    found = rows("items: [{input: pics/a*.png, tool: image.watermark, with: {text: '{stem} {number}'}}]")
    assert [row["given"]["text"] for row in found] == ["a1 1", "a2 2", "a10 3"]


def test_one_call_takes_a_list_where_the_tool_takes_all() -> None:
    found = rows(
        "items: [{input: [pics/a2.png, pics/sub], tool: image.sheet, out: sheet.jpg}, "
        "{input: pics, tool: image.preprocess, out: clean}]"
    )
    assert [Path(one["path"]).name for one in found[0]["given"]["pictures"]] == ["a2.png", "a1.png"]
    assert (found[0]["exact"], found[0]["given"]["format"]) == ("sheet.jpg", "jpg")
    assert found[1]["given"]["pictures"] == {"path": str(Path("pics").absolute())}
    assert Path(found[1]["folder"], found[1]["stem"]) == Path("clean/pics-preprocess").absolute()


def test_things_that_are_done_in_different_ways_are_different_stages() -> None:
    found = checked(
        """\
name: many
defaults: {tool: image.resize, with: {width: 8}, retries: 2, jobs: 3, timeout: 1min, continue_on_error: true}
items:
  - {input: pics/a1.png}
  - {input: pics/a2.png, retries: 0, keep: true, cache: false, resources: {cpu: 2, memory: 1GB}}
  - {input: pics/a10.png}
  - {input: tone.wav, tool: audio.info, with: {}}
on_success: [{command: [sh, -c, 'exit 0']}]
"""
    )
    assert found.findings == ()
    assert found.plan
    assert (found.plan.name, found.plan.kind) == ("many", "batch")
    assert found.plan.on_success[0].command == ("sh", "-c", "exit 0")
    first, second, third = found.plan.stages
    assert [(one.name, one.total, one.manifest) for one in found.plan.stages] == [
        ("image-resize", 2, "image-resize.jsonl"),
        ("image-resize-2", 1, "image-resize-2.jsonl"),
        ("audio-info", 1, "audio-info.jsonl"),
    ]
    assert (first.retries, first.jobs, first.timeout) == (Retries(times=2), 3, 60.0)
    assert (first.keep, first.cache, first.continue_on_error) == (False, True, True)
    assert (second.retries, second.keep, second.cache) == (Retries(), True, False)
    assert (second.cpu, second.memory) == (2.0, "1GB")
    assert all(one.fans_out for one in (first, second, third))


FAULTS = [
    ("^items: []", "missing", "nothing to work on", "name files"),
    ("^defaults: {}\nname: x", "missing", "items is missing", ""),
    ("items:\n  - ^pics/a1.png", "missing", "there is no tool", "under defaults"),
    ("defaults: {tool: ^image.risize}\nitems: [pics]", "tool", "image.risize", "did you mean image.resize?"),
    ("items: [{input: pics, tool: ^image.risize}]", "tool", "image.risize", "did you mean image.resize?"),
    ("defaults: {tool: image.info}\nitems: [pics, ^nowhere]", "file", "there is no nowhere", "looked for in"),
    ("defaults: {tool: image.info}\nitems: [^empty]", "file", "empty holds no image files", "oddly"),
    ("defaults: {tool: image.info}\nitems: [^pics/*.jpg]", "file", "nothing matches", "pattern"),
    ("defaults: {tool: image.info}\nitems: [{input: ^{a: 1}}]", "shape", "input", ""),
    ("items: [{input: ^'', tool: image.info}]", "file", "nothing to work on", "name a file"),
    ("items: [{input: ^[], tool: image.info}]", "file", "nothing to work on", "name a file"),
    ("items: [{input: ^'', tool: image.preprocess}]", "file", "there is no folder", ""),
    ("items: [{input: ^tone.wav, tool: image.info}]", "file", "tone.wav is a recording", "of that kind"),
    ("defaults: {tool: image.info}\nitems: [^5]", "shape", "names with values", ""),
    ("defaults: {tool: image.info}\nitems: [{^inptu: pics}]", "name", "no inptu", "did you mean input?"),
    ("defaults: {tool: image.info, with: {^hahses: true}}\nitems: [pics]", "option", "hahses", "hashes?"),
    ("items: [{input: pics, tool: image.info, with: {^hahses: true}}]", "option", "hahses", "hashes?"),
    ("items: [{input: pics, tool: image.info, with: {^picture: x}}]", "option", "picture", "as input"),
    ("items: [{input: pics, tool: image.resize, with: {width: ^0}}]", "value", "at least 1", "new width"),
    ("defaults: {with: {width: ^0}}\nitems: [{input: pics, tool: image.resize}]", "value", "at least 1", ""),
    ("items: [^{input: tone.wav, tool: video.dub}]", "option", "video.dub needs with", "new sound"),
    ("items: [{input: pics/a1.png, tool: image.watermark, with: {mark: ^no.png}}]", "file", "no no.png", ""),
    ("items: [{input: a.mov, tool: video.trim, with: ^{start: 3, end: 2}}]", "value", "holds nothing", "end"),
    ("defaults: {tool: video.trim, with: {start: 3, end: 2}}\nitems: [^a.mov]", "value", "holds nothing", ""),
    ("items: [{input: A café, tool: film.plan, with: ^{music: loud}}]", "value", "no music called loud", ""),
    ("items: [{input: pics, tool: film.finish, with: ^{grade: pink}}]", "value", "no grade called pink", ""),
    ("items: [{input: pics, tool: image.info, out: ^x/}]", "delivery", "makes no files", "stays"),
    ("items: [{input: ^pics, tool: image.resize, out: one.png}]", "delivery", "there are 4 things", "{stem}"),
    (
        "items: [{input: pics, tool: image.resize, out: ^'{stm}.png'}]",
        "reference",
        "{stm}",
        "did you mean stem?",
    ),
    ("items: [{input: pics, tool: image.resize, out: ^'{stem.png'}]", "reference", "{ without }", "{{"),
    ("items: [{input: pics, tool: image.watermark, with: {text: ^'{item}'}}]", "reference", "{item}", ""),
    ("items: [{input: pics, tool: image.watermark, with: {text: ^'a {'}}]", "reference", "{ without }", "{{"),
    ("items: [{input: pics, tool: image.convert, out: ^'{stem}.xyz'}]", "value", "format", ""),
    ("items: [{input: pics, tool: image.info, retries: ^often}]", "shape", "names with values", ""),
    ("folder: ^nowhere\nitems: [{input: pics, tool: image.info}]", "file", "no folder nowhere", ""),
    ("on_success: [^{}]\nitems: [{input: pics, tool: image.info}]", "hook", "either a command", ""),
]


@pytest.mark.parametrize(("text", "rule", "message", "hint"), FAULTS)
def test_a_fault_has_its_place(text: str, rule: str, message: str, hint: str) -> None:
    before = text[: text.index("^")]
    place = (before.count("\n") + 1, len(before) - before.rfind("\n"))
    found = checked(text.replace("^", "", 1)).findings
    assert any(
        (one.line, one.column, one.rule) == (*place, rule) and message in one.message and hint in one.hint
        for one in found
    ), found


def test_two_results_of_one_name_are_found_before_the_start() -> None:
    found = checked(
        """\
defaults: {tool: image.resize, with: {width: 8}, out: "web/{stem}.png"}
items:
  - pics/a1.png
  - pics/a2.png
  - pics/sub
  - {input: pics, out: "flat/{stem}.png"}
"""
    ).findings
    assert [(one.line, one.rule) for one in found] == [(5, "delivery"), (6, "delivery")]
    assert found[0].message.startswith("pics/sub/a1.png and something of item 1 would both become a1.png in ")
    assert found[1].message.startswith("pics/sub/a1.png and another thing of this item would both become")
    assert "{parent}" in found[0].hint


def test_all_faults_are_found_at_once() -> None:
    found = checked(
        """\
defaults: {tool: image.resize, with: {widht: 8, height: 0}}
items:
  - pics
  - nowhere
  - {input: tone.wav, tool: audio.inof}
  - {input: pics, tool: image.info, out: x}
"""
    ).findings
    assert [(one.line, one.rule) for one in found] == [
        (1, "option"), (1, "value"), (4, "file"), (5, "tool"), (6, "delivery"),
    ]  # fmt: skip


def test_paths_begin_where_the_file_says() -> None:
    Path("b.yaml").write_text("folder: pics\nitems: [{input: sub, tool: image.resize, out: web/}]")
    found = compiled(Path("b.yaml"), catalogue(), here=Path.cwd())
    assert found.folder == Path("pics").absolute()
    row = next(found.manifests["image-resize.jsonl"].rows())
    assert (row["source"], row["folder"]) == ("sub/a1.png", str(Path("pics/web").absolute()))


def test_names_that_are_no_text_pass_through() -> None:
    odd = b"pics/sub/\xff.png".decode("utf-8", "surrogateescape")
    Path(odd).touch()
    line = next(iter(checked("items: [{input: 'pics/sub/*[!1].png', tool: image.info}]").manifests.values()))
    row = json.loads(next(line.lines()))
    assert wire.unpacked(row["given"])["picture"] == Path(odd).absolute()
