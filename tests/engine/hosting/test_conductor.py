"""A plan is carried out in its order, as far as it can be, and what went wrong is said."""

import time
from pathlib import Path

from tests.engine.house import TALLY, House, orders, tally

from studio.engine.plans import Retries, Stage


def write(name: str, order: str, *after: str, **more: object) -> Stage:
    given = {"order": order, "tally": str(Path(TALLY).absolute())}
    return Stage(name, "toil.write", given, after, **more)  # type: ignore[arg-type]


def test_results_go_from_stage_to_stage_and_to_where_they_are_wanted(any_house: House) -> None:
    house = any_house
    orders("a.txt")
    run = house.submit(
        write("first", "a.txt"),
        Stage("words", "trial.measure", {"text": "{first.output}"}, ("first",)),
        Stage("said", "trial.obey", {"order": "a.txt", "with": "{words.output.words} words"}, ("words",)),
        write("last", "{first.output}", "first", out="out/named.txt"),
        Stage("halves", "toil.pair", {"order": "{last.output}"}, ("last",)),
        Stage(
            "joined", "trial.join", {"texts": ["{halves.output.left}", "{halves.output.right}"]}, ("halves",)
        ),
    )
    Path("a.txt").write_text("note x\n")
    assert house.carry_out(run) == "done", house.run(run)
    assert list(house.states(run).values()) == ["done"] * 6
    assert Path("out/named.txt").read_text() == "note x\n" * 4
    (joined,) = house.files(run, "joined")
    assert joined.read_text() == "note x\n" * 16
    (said,) = house.files(run, "said")
    assert said.read_text() == "4 words\n"
    numbers = [event.number for event in house.events(run)]
    assert numbers == sorted(numbers)


def test_what_is_ready_goes_on_side_by_side(house: House) -> None:
    orders("a.txt", "b.txt")
    given = {"wait": 1.0}
    run = house.submit(
        *(Stage(name, "toil.write", {"order": f"{name}.txt", **given}) for name in "ab"),
        write("last", "{a.output}", "a", "b"),
    )
    assert house.carry_out(run) == "done"
    stages = house.stages(run)
    assert stages["a"]["started"] < stages["b"]["ended"]
    assert stages["b"]["started"] < stages["a"]["ended"]
    assert stages["last"]["ended"] >= max(stages["a"]["ended"], stages["b"]["ended"])


def test_conditions_and_what_follows_from_them(house: House) -> None:
    orders("a.txt")
    run = house.submit(
        Stage("words", "trial.measure", {"text": "a.txt"}),
        write("yes", "a.txt", "words", when="{words.output.words} == 1"),
        write("no", "a.txt", "words", when="{words.output.words} > 1"),
        write("in_vain", "{no.output}", "no"),
        write("anyway", "a.txt", "no"),
    )
    assert house.carry_out(run) == "done"
    assert house.states(run) == {
        "words": "done", "yes": "done", "no": "skipped", "in_vain": "skipped", "anyway": "done",
    }  # fmt: skip
    reasons = {event.stage: event.fields["reason"] for event in house.events(run, "stage.skipped")}
    assert reasons == {
        "no": "the condition does not hold: {words.output.words} > 1",
        "in_vain": "no made nothing",
    }


def test_a_failure_stops_what_follows_and_nothing_else(house: House) -> None:
    orders("a.txt")
    orders("bad.txt", text="fail too dark\n")
    run = house.submit(
        Stage("bad", "trial.obey", {"order": "bad.txt"}),
        write("never", "{bad.output}", "bad"),
        write("beside", "a.txt"),
        Stage("forgiven", "trial.obey", {"order": "bad.txt"}, continue_on_error=True),
        write("after_all", "a.txt", "forgiven"),
    )
    assert house.carry_out(run) == "failed"
    assert house.states(run) == {
        "bad": "failed", "never": "skipped", "beside": "done", "forgiven": "failed", "after_all": "done",
    }  # fmt: skip
    row = house.run(run)
    assert row["error"] == "bad: too dark (1 more failed)"
    assert row["hint"] == "say something else"


def test_one_for_each_of_an_earlier_result_and_of_a_folder(house: House) -> None:
    orders("a.txt")
    Path("texts/deep").mkdir(parents=True)
    orders("texts/x.txt", "texts/deep/y.txt")
    run = house.submit(
        Stage("folder", "toil.fill", {"order": "a.txt", "files": 3}),
        write("each", "{item}", "folder", each="{folder.output}", out="out/{number}/"),
        write("found", "{item}", each="texts", out="found/{item.stem}.txt"),
        Stage("all", "trial.join", {"texts": "{each.output}"}, ("each",), out="all.txt"),
    )
    assert house.carry_out(run) == "done", house.run(run)
    assert sorted(str(file) for file in Path("out").rglob("*.txt")) == [
        "out/1/0-write.txt", "out/2/1-write.txt", "out/3/2-write.txt",
    ]  # fmt: skip
    assert sorted(file.name for file in Path("found").iterdir()) == ["x.txt", "y.txt"]
    assert Path("all.txt").read_text().count("a.txt") == 3 * 4
    assert house.stages(run)["each"]["total"] == house.stages(run)["each"]["done"] == 3


def test_items_that_fail_are_told_and_tried_again_alone(house: House) -> None:
    names = orders("0.txt", "1.txt", "2.txt", text="say x\n")
    Path("1.txt").write_text("fail too dark\n")
    run = house.submit(
        Stage("many", "trial.obey", {"order": "{item}"}, each=names, out="out/"),
        write("never", "{many.output}", "many"),
    )
    assert house.carry_out(run) == "failed"
    assert house.run(run)["error"] == "many: 1 of 3 failed"
    assert [(item["state"], item["error"]) for item in house.items(run, "many")] == [
        ("done", ""), ("failed", "too dark"), ("done", ""),
    ]  # fmt: skip
    (failed,) = house.events(run, "item.failed")
    assert failed.fields == {
        "number": 1, "source": "1.txt", "error": "too dark", "hint": "say something else",
    }  # fmt: skip
    before = Path("out/0-obey.txt").stat().st_mtime_ns
    Path("1.txt").write_text("say better\n")
    house.tables.change("UPDATE run SET plan = REPLACE(plan, '{many.output}', '0.txt')")
    assert house.retry(run) == "done"
    assert Path("out/1-obey.txt").read_text() == "better\n"
    assert Path("out/0-obey.txt").stat().st_mtime_ns == before
    assert house.stages(run)["never"]["state"] == "done"


def test_retries_wait_longer_each_time_and_then_it_is_well_or_not(house: House) -> None:
    orders("a.txt")
    given = {"order": "a.txt", "tally": str(Path(TALLY).absolute()), "good": 3}
    patient = Retries(times=2, wait=0.2, factor=2, jitter=0)
    run = house.submit(Stage("wavers", "toil.waver", given, retries=patient))
    began = time.monotonic()
    assert house.carry_out(run) == "done"
    assert time.monotonic() - began >= 0.2 + 0.4
    assert tally().total() == 3
    assert house.stages(run)["wavers"]["attempts"] == 3
    told = [event.fields for event in house.events(run, "stage.retrying")]
    assert [(fields["attempt"], fields["wait"], fields["error"]) for fields in told] == [
        (2, 0.2, "it wavers"), (3, 0.4, "it wavers"),
    ]  # fmt: skip
    hopeless = house.submit(Stage("wavers", "toil.waver", {**given, "good": 9}, retries=patient))
    assert house.carry_out(hopeless) == "failed"
    assert house.stages(hopeless)["wavers"]["attempts"] == 3


def test_what_takes_too_long_is_ended_and_the_others_are_not(house: House) -> None:
    orders("0.txt", "1.txt")
    run = house.submit(
        Stage("slow", "toil.linger", {"order": "0.txt"}, timeout=0.5),
        write("beside", "1.txt"),
    )
    assert house.carry_out(run) == "failed"
    assert house.states(run) == {"slow": "failed", "beside": "done"}
    assert house.run(run)["error"] == "slow: it took longer than 0.5 s"


def test_a_name_of_bytes_goes_all_the_way(house: House) -> None:
    name = b"caf\xe9.txt".decode("utf-8", "surrogateescape")
    Path(name).write_text("fail too dark\n")
    run = house.submit(
        write("one", name, out="out/"),
        Stage("many", "trial.obey", {"order": "{item}"}, each=[name], continue_on_error=True),
    )
    assert house.carry_out(run) == "done", house.run(run)
    assert [file.name for file in Path("out").iterdir()] == [name.replace(".txt", "-write.txt")]
    assert house.items(run, "many")[0]["error"] == "too dark"


def test_each_of_a_long_chain_says_whom_it_missed_also_when_it_is_taken_up_again(house: House) -> None:
    orders("a.txt")
    orders("bad.txt", text="fail too dark\n")
    chain = [write(f"s{number}", "a.txt", f"s{number - 1}") for number in range(1, 200)]
    run = house.submit(Stage("s0", "trial.obey", {"order": "bad.txt"}), *chain)
    for _ in range(2):
        assert house.carry_out(run) == "failed"
        reasons = [event.fields["reason"] for event in house.events(run, "stage.skipped")]
        assert reasons == ["s0 failed", *(f"s{number} was skipped" for number in range(1, 199))]
        assert house.run(run)["error"] == "s0: too dark"
        # As if its host had been killed halfway along the chain.
        house.tables.change("UPDATE run SET state = 'running' WHERE id = :run", run=run)
        house.tables.change("DELETE FROM stage WHERE run = :run AND position >= 100", run=run)
        house.tables.change(
            "DELETE FROM event WHERE run = :run AND name = 'stage.skipped' AND number > "
            "(SELECT number FROM event WHERE run = :run AND stage = 's99')",
            run=run,
        )
    assert not tally()
