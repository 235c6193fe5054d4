"""Models are kept by kind and name, each with a card that tells whether it still is what it was."""

from pathlib import Path

import pytest

import studio
from studio.core.errors import BadInput, NotFound, Refused, ToolFailed
from studio.host import hardware
from studio.host.hardware import Disk
from studio.store.weights import keeping
from studio.store.weights.keeping import How


@pytest.fixture
def folder() -> Path:
    """A model as it was downloaded."""
    given = Path("wan 2.2")
    (given / "vae").mkdir(parents=True)
    (given / "config.json").write_text("{}")
    (given / "vae/weights.safetensors").write_bytes(bytes(range(256)) * 100)
    (given / ".cache").mkdir()
    (given / ".cache/lock").touch()
    return given


def test_a_folder_comes_whole_with_its_card(folder: Path) -> None:
    made = studio.weights.add(folder, kind="video", licence="Apache-2.0", source="https://example.org/wan")
    assert (made.model, made.files, made.size) == ("video/wan 2.2", 2, 25_602)
    assert Path(made.folder) == keeping.root() / "video/wan 2.2"
    assert {path.name for path in Path(made.folder).iterdir()} == {"config.json", "vae", "model.yaml"}
    assert (folder / "vae/weights.safetensors").is_file()
    told = studio.weights.where("wan 2.2")
    assert (told.licence, told.source, told.folder) == ("Apache-2.0", "https://example.org/wan", made.folder)
    assert told.files == ("config.json", "vae/weights.safetensors")
    assert studio.weights.verify("wan 2.2").whole


def test_a_file_is_a_model_too_and_can_be_moved_or_linked() -> None:
    ways: dict[str, How] = {"ada": "move", "ben": "link"}
    for name, how in ways.items():
        file = Path(f"{name}.safetensors")
        file.write_bytes(b"lora " + name.encode())
        studio.weights.add(file, kind="lora_sdxl", how=how)
        assert file.exists() == (how == "link")
        kept = keeping.root() / f"lora_sdxl/{name}/{name}.safetensors"
        assert kept.read_bytes() == b"lora " + name.encode()
        assert kept.is_symlink() == (how == "link")
    found = studio.weights.show(["lora_sdxl"])
    assert [one.model for one in found.models] == ["lora_sdxl/ada", "lora_sdxl/ben"]
    assert found.size == 16
    assert studio.weights.show(["voice"]).models == ()


def test_what_is_not_what_it_was_is_named(folder: Path) -> None:
    kept = Path(studio.weights.add(folder, kind="video").folder)
    weights = kept / "vae/weights.safetensors"
    turned = bytearray(weights.read_bytes())
    turned[77] ^= 1
    weights.write_bytes(turned)
    (kept / "config.json").unlink()
    (kept / "new.txt").touch()
    found = studio.weights.verify("video/wan 2.2")
    assert (found.whole, found.missing, found.changed, found.unknown) == (
        False, ("config.json",), ("vae/weights.safetensors",), ("new.txt",),
    )  # fmt: skip
    with pytest.raises(ToolFailed, match=r"video/wan 2\.2 is not whole: config\.json"):
        studio.weights.verify("wan 2.2", strict=True)


def test_nothing_is_written_over(folder: Path) -> None:
    studio.weights.add(folder, kind="video")
    with pytest.raises(Refused, match=r"there is a model video/wan 2\.2"):
        studio.weights.add(folder, kind="video")


@pytest.mark.parametrize("name", ["../up", "a/b", ".hidden", "x" * 101, "a\nb"])
def test_names_that_lead_elsewhere_are_refused(folder: Path, name: str) -> None:
    with pytest.raises(BadInput, match="is no name for a model"):
        studio.weights.add(folder, kind="video", name=name)
    assert not list(keeping.root().glob("**/model.yaml"))


def test_what_is_not_there_is_named_with_the_nearest(folder: Path) -> None:
    studio.weights.add(folder, kind="video", name="wan")
    with pytest.raises(NotFound, match="there is no model called wam") as refused:
        studio.weights.where("wam")
    assert refused.value.hint == "did you mean wan?"
    with pytest.raises(NotFound, match="there is no nothing"):
        studio.weights.add(Path("nothing"), kind="video")


def test_two_of_one_name_are_told_apart_by_their_kinds(folder: Path) -> None:
    for kind in ("video", "upscale"):
        studio.weights.add(folder, kind=kind, name="wan")
    with pytest.raises(BadInput, match="several models called wan") as refused:
        studio.weights.where("wan")
    assert refused.value.hint == "say which: video/wan, upscale/wan"
    assert studio.weights.where("upscale/wan").model == "upscale/wan"


def test_an_empty_folder_is_no_model() -> None:
    Path("empty").mkdir()
    with pytest.raises(BadInput, match="empty holds no files"):
        studio.weights.add(Path("empty"), kind="voice")


def test_a_broken_card_is_told_with_its_place(folder: Path) -> None:
    kept = Path(studio.weights.add(folder, kind="video", name="wan").folder)
    (kept / "model.yaml").write_text("files: 3\n")
    assert studio.weights.show().models == ()
    with pytest.raises(BadInput, match=r"model\.yaml:1:8"):
        studio.weights.where("wan")


def test_a_kill_in_between_leaves_no_half_of_a_model(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    renamed = Path.rename

    def killed(file: Path, target: Path) -> Path:
        if keeping.root() in Path(target).parents:
            raise KeyboardInterrupt
        return renamed(file, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", killed)
        with pytest.raises(KeyboardInterrupt):
            studio.weights.add(folder, kind="video")
    assert studio.weights.show().models == ()
    assert not any((keeping.root() / "video").iterdir())


def test_what_will_not_fit_is_refused_before_it_is_copied(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    little = Disk(Path("/"), total=20_000, free=10_000, inodes=0, free_inodes=0)
    monkeypatch.setattr(hardware, "disk", lambda _: little)
    with pytest.raises(ToolFailed, match=r"the disk 0\.0 GB free"):
        studio.weights.add(folder, kind="video")
    assert studio.weights.add(folder, kind="video", how="link").files == 2
