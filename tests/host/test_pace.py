"""A look at the machine is quick, and says the same twice."""

import time

from studio.host.pace import pace


def test_it_takes_no_time_worth_naming_and_is_no_chance() -> None:
    pace()
    began = time.process_time()
    found = [pace() for _ in range(5)]
    assert time.process_time() - began < 2
    assert min(found) > 0
    assert max(found) < 5 * min(found)
