"""A quick look tells how fast a machine draws."""

import time

from studio.render.pace import pace


def test_a_quick_look_is_quick_and_tells_much_the_same_again() -> None:
    pace()
    begun = time.process_time()
    found = [pace() for _ in range(3)]
    assert time.process_time() - begun < 6
    assert all(0.02 < one < 50 for one in found)
    assert max(found) < 5 * min(found)
