"""Every engine is given the same stages, and the stages are what the question says."""

import json
from pathlib import Path

from bench._stages import BEHIND, LAYERS, WIDE, layered, written


def test_every_stage_waits_for_two_of_the_layer_before() -> None:
    plan = layered()
    assert len(plan) == LAYERS * WIDE == 1000
    assert plan[:WIDE] == [[]] * WIDE
    for stage, after in enumerate(plan[WIDE:], WIDE):
        assert len(set(after)) == BEHIND
        assert {earlier // WIDE for earlier in after} == {stage // WIDE - 1}
    assert plan == layered()


def test_both_files_say_the_same(tmp_path: Path) -> None:
    path = written(layered(2, 3), tmp_path)
    plan = json.loads(path.read_text())
    last = path.with_suffix(".yaml").read_text().splitlines()[-1]
    after = ", ".join(f"stage_{earlier}" for earlier in plan[-1])
    assert last == f"  stage_5: {{tool: bench.idle, input: 5, after: [{after}]}}"
