"""Which time zone the machine is in, and zones by name."""

import zoneinfo
from pathlib import Path

import pytest

from studio.core.errors import BadInput, Unavailable
from studio.host import zones


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine whose folder of settings is this one."""
    monkeypatch.delenv("TZ", raising=False)
    monkeypatch.setattr(zones, "_LOCAL", tmp_path / "localtime")
    monkeypatch.setattr(zones, "_NAMED", tmp_path / "timezone")
    return tmp_path


def shelf(machine: Path, name: str) -> Path:
    file = machine / "share" / "zoneinfo" / name
    file.parent.mkdir(parents=True)
    file.write_bytes(b"TZif")
    return file


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        (":America/New_York", "America/New_York"),
        ("/usr/share/zoneinfo/Asia/Kathmandu", "Asia/Kathmandu"),
        ("", "UTC"),
    ],
)
@pytest.mark.usefixtures("machine")
def test_the_environment_goes_first(monkeypatch: pytest.MonkeyPatch, told: str, name: str) -> None:
    monkeypatch.setenv("TZ", told)
    assert zones.local() == name


@pytest.mark.usefixtures("machine")
def test_rules_without_a_name_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
    with pytest.raises(BadInput, match="CET-1CEST"):
        zones.local()


def test_the_machine_says_its_zone_by_a_link(machine: Path) -> None:
    (machine / "localtime").symlink_to(shelf(machine, "Australia/Lord_Howe"))
    assert zones.local() == "Australia/Lord_Howe"


def test_a_machine_that_copied_its_rules_says_the_name_beside_them(machine: Path) -> None:
    (machine / "localtime").write_bytes(b"TZif")
    with pytest.raises(Unavailable) as refused:
        zones.local()
    assert "TZ=" in refused.value.hint
    (machine / "timezone").write_text("Europe/Madrid\n")
    assert zones.local() == "Europe/Madrid"


@pytest.mark.usefixtures("machine")
def test_a_machine_that_says_nothing_shows_universal_time() -> None:
    assert zones.local() == "UTC"


def test_a_zone_is_known_by_its_name() -> None:
    assert zones.named("Europe/Berlin").key == "Europe/Berlin"


def test_a_machine_without_rules_is_told_where_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    before = zoneinfo.TZPATH
    zoneinfo.reset_tzpath([])
    zoneinfo.ZoneInfo.clear_cache()
    monkeypatch.setattr(zones, "available_timezones", set)
    try:
        with pytest.raises(Unavailable) as refused:
            zones.named("Europe/Berlin")
    finally:
        zoneinfo.reset_tzpath(before)
    assert "tzdata" in refused.value.hint
