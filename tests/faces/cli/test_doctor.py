"""The doctor says what is here, what is missing, and the exact command that gets it."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests import voices
from tests.conftest import Said

from studio.core.catalogue import Broken, Catalogue
from studio.core.needs import EXTRAS
from studio.host import packages, profile, programs

Line = Callable[..., Said]


def checks(said: Said) -> dict[str, dict[str, Any]]:
    return {check["name"]: check for check in json.loads(said.out)["checks"]}


def test_a_healthy_machine_is_told_so(studio: Line, trial: Catalogue) -> None:
    said = studio("doctor", "--json")
    assert said.code == 0
    assert said.err == ""
    told = checks(said)
    assert {f"extra {extra}" for extra in EXTRAS} <= told.keys()
    assert told["program sh"]["about"] == "for trial.recast"
    assert told["program sh"]["fix"] == ""
    assert told["tools"]["state"] == f"{len(trial)} ready"


def test_the_machine_is_described(studio: Line) -> None:
    machine = json.loads(studio("doctor", "--json").out)["machine"]
    assert machine["usable_cores"] >= 1
    assert machine["memory"]["limit"] > 0
    assert machine["disk"]["free"] > 0
    assert isinstance(machine["gpus"], list)


def test_the_machine_is_judged_and_says_by_what(studio: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(profile, "_choice", profile._Choice())
    monkeypatch.delenv("STUDIO_QUALITY")
    told = json.loads(studio("doctor", "--json").out)["profile"]
    assert 0 < told["score"] <= 100
    assert told["tier"] == told["quality"]
    assert told["disk"]["written"] > 0
    first = told["disk"]["at"]
    shown = studio("doctor").out
    assert f"{told['score']} of 100" in shown
    assert f"{told['tier']}: {told['reason']}" in shown
    assert "(measured 20" in shown
    other = "fast" if told["tier"] != "fast" else "high"
    monkeypatch.setenv("STUDIO_QUALITY", other)
    assert f"{other}, as the setting says; the machine would have {told['tier']}" in studio("doctor").out
    again = json.loads(studio("doctor", "--json").out)["profile"]
    assert (again["quality"], again["tier"]) == (other, told["tier"])
    assert again["disk"]["at"] == first, "it is measured once"


def test_it_is_told_how_far_others_are_spared(studio: Line) -> None:
    guards = json.loads(studio("doctor", "--json").out)["guards"]
    told = {guard["subject"]: guard for guard in guards}
    assert told.keys() == {"memory", "cpu", "cores", "disk", "gpu", "cards", "pressure", "proof"}
    assert told["memory"]["level"] in ("control group", "limit of each process", "our own watcher")
    said = studio("doctor").out
    assert all(guard["level"] in said for guard in guards)


def test_a_card_that_does_not_answer_is_told(
    studio: Line, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    smi = tmp_path / "nvidia-smi"
    smi.write_text("#!/bin/sh\necho 'Driver/library version mismatch' >&2; exit 18\n")
    smi.chmod(0o755)
    monkeypatch.setitem(sys.modules, "pynvml", None)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    machine = json.loads(studio("doctor", "--json").out)["machine"]
    assert machine["gpus"] == []
    assert "Driver/library version mismatch" in machine["gpu_trouble"]
    assert "graphics   nvidia-smi failed: Driver/library" in studio("doctor").out


def test_it_reads_well(studio: Line) -> None:
    said = studio("doctor")
    assert said.code == 0
    for word in ("This machine", "cores usable", "This installation", "✓", "tools"):
        assert word in said.out


def test_a_missing_extra_is_no_illness(studio: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "missing_for", lambda extra: ["numpy"] if extra == "frames" else [])
    said = studio("doctor", "--json")
    assert said.code == 0
    frames = checks(said)["extra frames"]
    assert frames["state"] == "needs numpy"
    assert frames["fix"] == "pip install 'animation-ai-studio[frames]'"
    assert frames["needed"] is False
    assert "○" in studio("doctor").out


def test_voices_are_told_with_the_commands_that_get_them(
    studio: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    told = checks(studio("doctor", "--json"))
    assert (told["voice flite"]["state"], told["voice flite"]["fix"]) == ("missing", "apt-get install flite")
    assert "piper-tts" in told["voice piper"]["fix"]
    voices.flite(tmp_path)
    told = checks(studio("doctor", "--json"))
    assert (told["voice flite"]["state"], told["voice flite"]["fix"]) == ("en", "")


@pytest.mark.usefixtures("trial")
def test_a_missing_program_is_one_with_the_command_that_gets_it(
    studio: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(programs, "found", lambda name: None)
    said = studio("doctor", "--json")
    assert said.code == 1
    assert checks(said)["program sh"]["fix"] == "apt-get install sh"
    said = studio("doctor")
    assert "✗" in said.out
    assert "→ apt-get install sh" in said.out


def test_a_broken_package_is_named(studio: Line, trial: Catalogue) -> None:
    trial.broken.append(Broken("sound = others[x]:hum", "ImportError: no [b]"))
    said = studio("doctor", "--json")
    assert said.code == 1
    assert checks(said)["tools sound = others[x]:hum"]["state"] == "ImportError: no [b]"
    shown = " ".join(studio("doctor").out.split())
    assert "others[x]:hum" in shown


def test_settings_that_are_wrong_are_named_here_too(studio: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUDIO_JOBS", "none")
    said = studio("doctor")
    assert said.code == 2
    assert "STUDIO_JOBS: jobs" in said.err


def test_the_language_model_is_told_only_where_one_is_asked_for(
    studio: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = checks(studio("doctor", "--json"))["language model"]
    assert (told["state"], told["fix"]) == ("none is asked for", "")
    monkeypatch.setenv("STUDIO_TEXT_URL", "http://127.0.0.1:9/v1")
    said = studio("doctor", "--json")
    told = checks(said)["language model"]
    assert "nobody answers at 127.0.0.1:9" in told["state"]
    assert "start the server" in told["fix"]
    assert said.code == 0
