"""A good pipeline becomes a plan: in order, its parameters settled, everything else left for later."""

from pathlib import Path
from typing import Any

import pytest

from studio.assembly import catalogue
from studio.engine.pipeline.compiling import compiled
from studio.engine.plans import Hook, Plan, Retries, thawed

DAILIES = """\
name: Dailies
parameters:
  rushes: {type: folder, default: rushes}
  height: {type: integer, default: 720, minimum: 90}
  draft: {type: boolean, default: false}
  sizes: {type: list, default: [320, 640]}
  look: {type: choice, choices: [warm, cold], default: warm}
  note: {required: false}
stages:
  sheet:
    tool: image.sheet
    input: "{poster.output}"
    with: {title: "{parameters.look} {probe.count} {{x}}"}
    out: dailies.jpg
    after: probe
  poster:
    tool: video.thumbnail
    for_each: "{proxy.output}"
    with: {longest: "{parameters.height}", quality: 80}
  probe: {tool: video.info, for_each: "{parameters.rushes}", cache: false}
  proxy:
    tool: video.convert
    for_each: "{parameters.rushes}"
    with: {preset: proxy}
    when: "{probe.count} > 0 and not {parameters.draft}"
    out: "proxies/{item.stem}.mov"
    retries: {times: 2, wait: 500ms}
    timeout: 10min
    jobs: 1
    overwrite: true
    keep: false
    continue_on_error: true
    resources: {cpu: 2, memory: 1 GB}
on_success:
  - webhook: https://example.org/{parameters.look}
"""


def planned(text: str, given: dict[str, Any] | None = None, **more: Any) -> Plan:
    Path("p.yaml").write_text(text)
    found = compiled(Path("p.yaml"), catalogue(), given, **more)
    assert found.findings == ()
    assert found.plan
    return found.plan


@pytest.fixture(autouse=True)
def _rushes() -> None:
    Path("rushes").mkdir()
    for name in ("rushes/a.mov", "rushes/b.mov"):
        Path(name).touch()


def test_stages_come_after_those_they_take_from_otherwise_as_written() -> None:
    plan = planned(DAILIES)
    assert [stage.name for stage in plan.stages] == ["probe", "proxy", "poster", "sheet"]
    assert {stage.name: stage.after for stage in plan.stages} == {
        "probe": (), "proxy": ("probe",), "poster": ("proxy",), "sheet": ("poster", "probe"),
    }  # fmt: skip
    assert (plan.name, plan.kind) == ("Dailies", "pipeline")


def test_parameters_are_settled_and_the_rest_stays() -> None:
    stages = {stage.name: stage for stage in planned(DAILIES, {"height": "480", "draft": "yes"}).stages}
    assert stages["poster"].given == {"film": "{item}", "longest": 480, "quality": 80}
    assert stages["poster"].each == "{proxy.output}"
    assert stages["sheet"].given["title"] == "warm {probe.count} {{x}}"
    assert stages["proxy"].when == "{probe.count} > 0 and not true"
    assert stages["proxy"].each == str(Path("rushes").absolute())


def test_a_name_tells_the_format() -> None:
    stages = {stage.name: stage for stage in planned(DAILIES).stages}
    assert stages["proxy"].given["format"] == "mov"
    assert stages["sheet"].given["format"] == "jpg"
    assert "format" not in stages["poster"].given


def test_everything_else_arrives() -> None:
    proxy = {stage.name: stage for stage in planned(DAILIES).stages}["proxy"]
    assert proxy.retries == Retries(times=2, wait=0.5)
    assert (proxy.timeout, proxy.jobs, proxy.cpu, proxy.memory) == (600.0, 1, 2.0, "1 GB")
    assert (proxy.overwrite, proxy.keep, proxy.continue_on_error, proxy.cache) == (True, False, True, True)
    assert proxy.out == "proxies/{item.stem}.mov"
    assert planned(DAILIES).on_success == (Hook(webhook="https://example.org/warm"),)


def test_a_plan_can_be_frozen() -> None:
    plan = planned(DAILIES)
    assert thawed(plan.frozen()) == plan


def test_a_value_with_braces_comes_out_as_it_was_put_in() -> None:
    Path("a.png").touch()
    plan = planned(
        "parameters: {t: {default: 'a {b}'}}\n"
        "stages: {x: {tool: image.watermark, input: a.png, with: {text: '{parameters.t}'}, when: "
        "\"'{parameters.t}' != ''\"}}"
    )
    assert plan.stages[0].given["text"] == "a {{b}}"
    assert plan.stages[0].when == "'a {{b}}' != ''"


def test_paths_begin_where_the_file_says() -> None:
    Path("project/rushes").mkdir(parents=True)
    Path("project/rushes/c.mov").touch()
    text = "folder: ..\nstages: {x: {tool: video.info, input: rushes/c.mov}}"
    Path("project/pipelines").mkdir()
    Path("project/pipelines/p.yaml").write_text(text)
    found = compiled(Path("project/pipelines/p.yaml"), catalogue())
    assert found.findings == ()
    assert found.folder == Path("project").absolute()


def test_a_number_may_stand_for_a_text() -> None:
    Path("a.png").touch()
    plan = planned("stages: {x: {tool: image.watermark, input: a.png, with: {text: 2026}}}")
    assert plan.stages[0].given["text"] == 2026


def test_without_what_must_be_said_there_is_no_plan_and_no_fault() -> None:
    Path("p.yaml").write_text(
        "parameters: {w: {type: integer}}\n"
        "stages: {x: {tool: video.thumbnail, input: rushes/a.mov, with: {width: '{parameters.w}'}}}"
    )
    found = compiled(Path("p.yaml"), catalogue(), complete=False)
    assert (found.findings, found.plan) == ((), None)
    assert compiled(Path("p.yaml"), catalogue(), {"w": "5"}, complete=False).plan is not None


def test_a_thousand_stages_are_no_trouble() -> None:
    Path("a.png").touch()
    chain = "".join(
        f"  s{number}: {{tool: image.resize, input: '{{s{number - 1}.output}}'}}\n"
        for number in range(1, 1000)
    )
    plan = planned(f"stages:\n  s0: {{tool: image.resize, input: a.png}}\n{chain}")
    assert [stage.name for stage in plan.stages] == [f"s{number}" for number in range(1000)]
