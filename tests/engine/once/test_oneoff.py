"""One call here, many over workers: the outcomes are the same and come in order."""

import threading
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.command import scratch

from studio.assembly import WORKER
from studio.core.catalogue import Catalogue
from studio.core.errors import BadInput, Refused, StudioError, ToolFailed
from studio.core.run import run
from studio.core.settings import Settings
from studio.core.tool import tool
from studio.engine.neighbour.terms import Terms
from studio.engine.once.oneoff import Crew, Outcome, carry_out
from studio.engine.once.planning import Task, plan
from studio.host.hardware import Memory
from studio.host.reserving import reserve
from studio.host.slices import Found, Slice

TERMS = Terms(usable=2, limit=1 << 34)
CREW = Crew(WORKER, jobs=2, terms=TERMS, settings=Settings().model_dump(mode="json", exclude={"secrets"}))


class Work:
    """Carries out calls of the trial tools and remembers what was heard."""

    def __init__(self, tools: Catalogue) -> None:
        self._tools = tools
        self.heard: list[tuple[int, str, dict[str, Any]]] = []

    def __call__(
        self, tool: str, *inputs: str, out: str = "", overwrite: bool = False, **options: Any
    ) -> Any:
        made = plan(self._tools[f"trial.{tool}"], inputs, options, out=out, overwrite=overwrite)
        return carry_out(made, CREW, self._hear)

    def all(self, tool: str, *inputs: str, **options: Any) -> list[Outcome]:
        return list(self(tool, *inputs, **options))

    def events(self, number: int = 0) -> list[str]:
        return [event for task, event, _ in self.heard if task == number]

    def _hear(self, task: Task, event: str, fields: Mapping[str, Any]) -> None:
        self.heard.append((task.number, event, dict(fields)))


@pytest.fixture
def work(trial: Catalogue) -> Work:
    return Work(trial)


@pytest.fixture(params=[1, 2], ids=["alone", "among"])
def beside(request: pytest.FixtureRequest) -> list[str]:
    """Nothing, or a second input: what holds for one call must hold over workers too."""
    Path("other.md").write_text("say other\n")
    return ["other.md"] * (request.param - 1)


def order(text: str, name: str = "order.txt") -> str:
    Path(name).write_text(text)
    return name


def entries() -> set[str]:
    return {left.name for left in Path().iterdir()} - {"other.md", "other-obey.md"}


def failed(outcomes: list[Outcome]) -> StudioError:
    assert outcomes[0].error
    assert all(outcome.ok for outcome in outcomes[1:]), "the others go on"
    return outcomes[0].error


def test_a_result_is_delivered(work: Work, beside: list[str]) -> None:
    outcome = work.all("obey", order("say hello\nlitter scrap.txt"), *beside)[0]
    assert outcome.ok
    assert outcome.result == Path("order-obey.txt")
    assert outcome.files == (Path("order-obey.txt"),)
    assert outcome.seconds > 0
    assert Path("order-obey.txt").read_text() == "hello\n"
    assert entries() == {"order.txt", "order-obey.txt"}


def test_values_come_back_as_the_tools_own_type(work: Work, beside: list[str]) -> None:
    outcome = work.all("measure", order("SAY HELLO"), *beside)[0]
    assert (outcome.result.words, outcome.result.size, outcome.result.loud) == (2, 9, True)
    assert outcome.files == ()


def test_several_files_are_delivered(work: Work, beside: list[str]) -> None:
    outcome = work.all("halve", order("one two"), *beside)[0]
    assert outcome.files == (Path("order-halve.txt"), Path("order-halve-second.txt"))
    assert outcome.result.second.read_text() == "two"


def test_folders_are_delivered(work: Work) -> None:
    for folder in ("a", "b"):
        Path(folder).mkdir()
        order("x", f"{folder}/one.txt")
    outcomes = work.all("pack", "a", "b", out="o")
    assert [outcome.files for outcome in outcomes] == [(Path("o/a-pack"),), (Path("o/b-pack"),)]
    assert Path("o/b-pack/one.txt").exists()


def test_events_are_heard(work: Work, beside: list[str]) -> None:
    work.all("obey", order("note well\nsay x"), *beside)
    assert list(dict.fromkeys(work.events())) == ["started", "progress", "remark", "settled"]
    assert (0, "remark", {"text": "well"}) in work.heard
    assert (0, "settled", {"ok": True}) in work.heard


FAILURES: list[tuple[str, type[StudioError], str]] = [
    ("fail too dark", BadInput, "too dark"),
    ("crash badly", ToolFailed, "unexpected RuntimeError: badly"),
    ("starve", ToolFailed, "not enough memory"),
    ("quit that is all", ToolFailed, "unexpected SystemExit: that is all"),
    ("note nothing", ToolFailed, "made an empty order"),
    ("gibberish", ToolFailed, "unexpected KeyError: 'gibberish'"),
]


@pytest.mark.parametrize(("text", "kind", "said"), FAILURES)
def test_a_failure_is_an_outcome(work: Work, text: str, kind: type[StudioError], said: str) -> None:
    error = failed(work.all("obey", order(text)))
    assert type(error) is kind
    assert said in error.message
    assert work.events()[-1] == "settled"
    assert entries() == {"order.txt"}


def test_failures_among_many_are_the_same(work: Work) -> None:
    names = [order(text, f"order{number}.txt") for number, (text, _, _) in enumerate(FAILURES)]
    outcomes = work.all("obey", *names, order("say well"))
    assert outcomes[-1].ok
    for outcome, (_, kind, said) in zip(outcomes, FAILURES, strict=False):
        assert type(outcome.error) is kind
        assert said in outcome.error.message
    assert entries() == {*names, "order.txt", "order-obey.txt"}


def test_a_missing_input_is_an_outcome(work: Work, beside: list[str]) -> None:
    assert "missing.txt: no such file" in failed(work.all("obey", "missing.txt", *beside)).message


def test_a_result_that_breaks_its_own_type_fails_alone(work: Work) -> None:
    outcomes = work.all("roll", "6", "100000", "7", seed=3)
    assert [outcome.ok for outcome in outcomes] == [True, False, True]
    assert "100" in str(outcomes[1].error)


def test_what_exists_is_kept_and_the_work_not_begun(work: Work, beside: list[str]) -> None:
    order("old", "order-obey.txt")
    error = failed(work.all("obey", order("say new"), *beside))
    assert isinstance(error, Refused)
    assert "order-obey.txt exists" in error.message
    assert work.events() == ["settled"]
    assert Path("order-obey.txt").read_text() == "old"


def test_what_exists_is_replaced_when_that_is_allowed(work: Work, beside: list[str]) -> None:
    order("old", "order-obey.txt")
    assert work.all("obey", order("say new"), *beside, overwrite=True)[0].ok
    assert Path("order-obey.txt").read_text() == "new\n"


def test_outcomes_come_in_order_whoever_is_ready_first(work: Work) -> None:
    names = [order("sleep 0.5", "slow.txt"), *(order("say x", f"{n}.txt") for n in range(4))]
    order("old", "1-obey.txt")
    outcomes = work.all("obey", *names, with_="done")
    assert [outcome.task.source for outcome in outcomes] == names
    assert [outcome.ok for outcome in outcomes] == [True, True, False, True, True]


def test_outcomes_come_as_soon_as_they_can(work: Work) -> None:
    first = next(outcomes := work("obey", order("say a", "a.txt"), order("sleep 60", "b.txt")))
    assert first.ok
    assert Path("a-obey.txt").exists()
    outcomes.close()
    assert not scratch(Path())


def test_giving_up_halfway_leaves_nothing(work: Work) -> None:
    names = [order("say x", f"{n}.txt") for n in range(3)] + [order("say half\nsleep 60", "z.txt")]
    outcomes = work("obey", *names, out="o")
    for _ in range(2):
        next(outcomes)
    outcomes.close()
    assert {left.name for left in Path("o").iterdir()} <= {"0-obey.txt", "1-obey.txt", "2-obey.txt"}


def test_all_may_be_refused(work: Work) -> None:
    names = [order("say x", f"{n}.txt") for n in range(3)]
    for n in range(3):
        order("old", f"{n}-obey.txt")
    outcomes = work.all("obey", *names)
    assert [type(outcome.error) for outcome in outcomes] == [Refused] * 3


@pytest.mark.parametrize("inputs", [["order.txt"], ["order.txt", "other.txt"]])
def test_a_place_that_cannot_be_made_ends_the_call(work: Work, inputs: list[str]) -> None:
    order("say x")
    order("say x", "other.txt")
    with pytest.raises(BadInput, match="is a file, not a folder"):
        work.all("obey", *inputs, out="order.txt/")


def test_one_folder_of_the_tree_that_cannot_be_made_fails_alone(work: Work) -> None:
    for name in ("texts/a/one.txt", "texts/b/two.txt"):
        Path(name).parent.mkdir(parents=True)
        order("say x", name)
    Path("o").mkdir()
    order("in the way", "o/a")
    outcomes = work.all("obey", "texts", out="o")
    assert [outcome.ok for outcome in outcomes] == [False, True]
    assert "o/a is a file" in str(outcomes[0].error)


def test_a_call_that_stops_itself_is_told_from_one_that_failed(
    work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*unused: object) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr("studio.engine.once.oneoff.delivery.deliver", interrupt)
    with pytest.raises(KeyboardInterrupt):
        work.all("obey", order("say x"), out="o")
    assert entries() == {"order.txt"}


def test_a_single_call_uses_the_cores_it_may(trial: Catalogue) -> None:
    @tool(material="trial")
    def count(text: str) -> str:
        """Count the threads at work."""
        meeting = threading.Barrier(3, timeout=10)
        run().each(lambda _: meeting.wait(), range(3))
        return text

    crew = Crew(WORKER, jobs=1, terms=Terms(3, 1 << 34), settings={})
    (outcome,) = carry_out(plan(count, ["x"], {}), crew, lambda *_: None)
    assert outcome.ok


def test_threads_are_shared_out() -> None:
    def threads(jobs: int, cores: int, tasks: int) -> Any:
        return Crew(WORKER, jobs, Terms(cores, 1 << 34), {"home": "."}).pool(tasks)._start["hold"]["threads"]

    assert threads(jobs=2, cores=8, tasks=10) == 4
    assert threads(jobs=2, cores=8, tasks=1) == 8
    assert threads(jobs=4, cores=2, tasks=10) == 1


@pytest.fixture
def crew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Crew:
    """Who has one card to give."""
    monkeypatch.setattr("studio.host.slices.found", lambda **_: Found((Slice("GPU-a", "0", "Card"),)))
    monkeypatch.setattr("studio.host.programs._sees_cards", False)
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "0")
    (tmp_path / "card").write_text("on ")
    return replace(CREW, settings={**CREW.settings, "home": str(tmp_path / "home")})


def compute(trial: Catalogue, crew: Crew, heard: list[tuple[str, Mapping[str, Any]]]) -> Outcome:
    made = plan(trial["lure.compute"], [order(str(Path("card").absolute()))], {}, out="", overwrite=True)
    (outcome,) = carry_out(made, crew, lambda task, event, fields: heard.append((event, fields)))
    return outcome


def test_a_lone_call_for_a_card_gets_one_and_says_which(trial: Catalogue, crew: Crew) -> None:
    heard: list[tuple[str, Mapping[str, Any]]] = []
    outcome = compute(trial, crew, heard)
    assert outcome.files[0].read_text().split() == ["on", "GPU-a"]
    assert ("on_card", {"slice": "GPU-a", "card": "Card 0"}) in heard


def test_a_lone_call_for_a_card_waits_for_who_has_it(
    trial: Catalogue, crew: Crew, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = reserve(tmp_path / "home" / "cards" / "GPU-a.lock")
    assert elsewhere
    monkeypatch.setattr("studio.engine.once.oneoff._PATIENCE", 0.1)
    threading.Timer(0.5, elsewhere.give_back).start()
    heard: list[tuple[str, Mapping[str, Any]]] = []
    assert compute(trial, crew, heard).ok
    events = [event for event, _ in heard]
    assert events.index("held") < events.index("on_card")


def test_a_lone_call_for_a_card_is_refused_where_none_may_be_used(trial: Catalogue, crew: Crew) -> None:
    outcome = compute(trial, replace(crew, terms=replace(TERMS, gpus="none")), [])
    assert outcome.error
    assert outcome.error.message == "no graphics card may be used, and this works on one"


def test_a_lone_call_waits_for_memory_that_it_would_take_from_others(
    work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At 82 % of a machine of 1 GiB a call that usually takes 300 MB does not fit below 85 %."""
    gib = 1 << 30
    seen = iter([82, 82, 40])
    last = [40]

    def memory() -> Memory:
        last[0] = next(seen, last[0])
        return Memory(gib, gib, int((100 - last[0]) * gib / 100), "machine")

    monkeypatch.setattr("studio.engine.once.oneoff.hardware.memory", memory)
    monkeypatch.setattr("studio.engine.once.oneoff._PATIENCE", 0.01)
    (outcome,) = work.all("obey", order("say hello"))
    assert outcome.ok
    held = [fields["reason"] for _, event, fields in work.heard if event == "held"]
    assert held
    assert held[0] == "memory is 82 % in use; nothing new begins from 80 % on"


def test_a_lone_call_that_fits_does_not_wait(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "studio.engine.once.oneoff.hardware.memory",
        lambda: Memory(1 << 36, 1 << 36, int(0.18 * (1 << 36)), "machine"),
    )
    assert work.all("obey", order("say hello"))[0].ok
    assert "held" not in work.events()


def test_calls_that_make_no_file_clear_what_killed_ones_left(
    work: Work, beside: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = tmp_path / "anywhere" / ".studio-left"
    left.mkdir(parents=True)
    (left / "lock").write_text("animation-ai-studio: results in the making\n")
    monkeypatch.setattr("tempfile.tempdir", str(left.parent))
    assert work.all("measure", order("say hello"), *beside)[0].ok
    assert list(left.parent.iterdir()) == []
