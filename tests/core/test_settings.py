"""Settings come from five places, the nearest wins, and every value knows its source."""

import os
from pathlib import Path

import pytest

from studio.core import settings
from studio.core.errors import BadInput
from studio.core.settings import Found, Settings, load

SECRET = "hunter2-correct-horse"


def write(folder: Path, text: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "studio.toml").write_text(text)


def loaded(tmp_path: Path, *flags: str, **environment: str) -> Found:
    """Load with the home and project folders this file writes to."""
    return load(
        flags, environment={"STUDIO_HOME": str(tmp_path / "home"), **environment}, folder=tmp_path / "project"
    )


def test_without_any_source_the_defaults_hold(tmp_path: Path) -> None:
    found = load(environment={}, folder=tmp_path)
    assert found.settings.jobs == 2
    assert found.settings.home.is_absolute()
    assert {row.source for row in found.rows()} == {"default"}


def test_the_nearest_source_wins(tmp_path: Path) -> None:
    write(tmp_path / "home", "jobs = 3\nmax_megapixels = 30\nlog_json = 'home.jsonl'\n")
    assert loaded(tmp_path).settings.jobs == 3
    write(tmp_path / "project", "jobs = 4\nmax_megapixels = 40\n")
    assert loaded(tmp_path).settings.jobs == 4
    assert loaded(tmp_path, STUDIO_JOBS="5").settings.jobs == 5
    found = loaded(tmp_path, "jobs=6", STUDIO_JOBS="5")
    assert found.settings.jobs == 6
    sources = {row.name: row.source for row in found.rows()}
    assert (
        sources
        | {
            "home": "STUDIO_HOME",
            "jobs": "--set",
            "max_megapixels": str(tmp_path / "project" / "studio.toml"),
            "log_json": str(tmp_path / "home" / "studio.toml"),
            "secrets": "default",
        }
        == sources
    )


def test_the_real_environment_is_read_when_none_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STUDIO_JOBS", "7")
    assert load(folder=tmp_path).settings.jobs == 7


def test_an_empty_variable_counts_as_none(tmp_path: Path) -> None:
    assert loaded(tmp_path, STUDIO_JOBS="").settings.jobs == 2


def test_a_flag_may_be_written_with_dashes_and_hold_equals_signs(tmp_path: Path) -> None:
    assert loaded(tmp_path, "max-megapixels=9").settings.max_megapixels == 9
    assert loaded(tmp_path, "log_json=a=b").settings.log_json == "a=b"


@pytest.mark.parametrize(
    ("flag", "said", "hint"),
    [
        ("jobs", "--set jobs: write NAME=VALUE", "studio config show"),
        ("jobs=0", "--set: jobs: ", "studio config show"),
        ("--jobs=0", "--jobs: input should", "studio config show"),
        ("jobs=many", "(given: 'many')", "studio config show"),
        ("jbos=3", "there is no setting 'jbos'", "did you mean jobs?"),
        ("weather=3", "there is no setting 'weather'", "studio config show"),
    ],
)
def test_a_flag_that_means_nothing_is_refused(tmp_path: Path, flag: str, said: str, hint: str) -> None:
    with pytest.raises(BadInput) as refused:
        loaded(tmp_path, flag)
    assert said in refused.value.message
    assert hint in refused.value.hint


@pytest.mark.parametrize("text", ["jobs = [", "jobs = 0", "jbos = 3", "max_megapixels = 'x'"])
def test_a_file_that_is_wrong_is_named(tmp_path: Path, text: str) -> None:
    write(tmp_path / "project", text)
    with pytest.raises(BadInput) as refused:
        loaded(tmp_path)
    assert str(tmp_path / "project" / "studio.toml") in refused.value.message
    assert refused.value.hint


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    write(tmp_path / "project", "")
    (tmp_path / "project" / "studio.toml").write_bytes(b"jobs = \xff")
    with pytest.raises(BadInput, match=r"studio\.toml cannot be read: it is not UTF-8 text$"):
        loaded(tmp_path)


def test_a_folder_in_place_of_the_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "project" / "studio.toml").mkdir(parents=True)
    with pytest.raises(BadInput, match=r"studio\.toml cannot be read: is a directory$"):
        loaded(tmp_path)


def test_secrets_of_all_sources_add_up(tmp_path: Path) -> None:
    write(tmp_path / "home", "[secrets]\nmaps = 'from-home'\nvoice = 'from-home'\n")
    write(tmp_path / "project", "[secrets]\nvoice = 'from-project'\n")
    held = loaded(tmp_path, STUDIO_SECRET_MODEL="from-environment").settings.secrets
    assert {name: secret.get_secret_value() for name, secret in held.items()} == {
        "maps": "from-home",
        "voice": "from-project",
        "model": "from-environment",
    }


def test_secrets_are_never_shown(tmp_path: Path) -> None:
    found = loaded(tmp_path, STUDIO_SECRET_MODEL=SECRET)
    assert SECRET not in repr(found) + str(found.rows()) + found.settings.model_dump_json()
    assert "model=********" in {row.value for row in found.rows()}


def test_secrets_are_not_taken_from_flags_that_other_users_see(tmp_path: Path) -> None:
    for flag in (f"secrets={SECRET}", f"secrets.model={SECRET}", f"secrets-model={SECRET}"):
        with pytest.raises(BadInput) as refused:
            loaded(tmp_path, flag)
        assert SECRET not in refused.value.message + refused.value.hint


@pytest.mark.parametrize(
    "text", [f"secrets = '{SECRET}'", f"secrets = ['{SECRET}']", f"[secrets]\nmodel = ['{SECRET}']"]
)
def test_a_misplaced_secret_is_not_repeated_in_the_complaint(tmp_path: Path, text: str) -> None:
    write(tmp_path / "project", text)
    with pytest.raises(BadInput) as refused:
        loaded(tmp_path)
    assert "secrets" in refused.value.message
    assert SECRET not in refused.value.message + refused.value.hint


def test_a_child_process_gets_the_environment_without_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUDIO_SECRET_MODEL", SECRET)
    monkeypatch.setenv("COLOUR", "blue")
    given = settings.environment_for({"OMP_NUM_THREADS": "1"})
    assert given["OMP_NUM_THREADS"] == "1"
    assert given["COLOUR"] == "blue"
    assert SECRET not in given.values()
    assert os.environ["STUDIO_SECRET_MODEL"] == SECRET


def test_every_setting_says_what_it_means() -> None:
    assert all(field.description for field in Settings.model_fields.values())


def test_settings_cannot_be_changed_afterwards(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="frozen"):
        loaded(tmp_path).settings.jobs = 9
