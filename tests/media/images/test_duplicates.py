"""Near pictures are found whatever bits they differ in, and nothing goes that is far from what stays."""

from functools import reduce
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from studio.media.images.duplicates import Print, doubles

HASHES = st.integers(0, 2**64 - 1)
FLIPS = st.lists(st.integers(0, 63), max_size=9)


def prints(*values: int) -> list[Print]:
    return [Print(str(place), f"{value:016x}") for place, value in enumerate(values)]


def bits(one: Print, other: Print) -> int:
    return (int(one.likeness, 16) ^ int(other.likeness, 16)).bit_count()


@given(HASHES, st.sets(st.integers(0, 63)), st.integers(0, 16))
def test_two_pictures_are_the_same_exactly_if_no_more_bits_differ(
    value: int, flipped: set[int], distance: int
) -> None:
    other = value ^ sum(1 << bit for bit in flipped)
    found = doubles(prints(value, other), [0, 1], distance=distance)
    assert found == ({1: (0, len(flipped))} if len(flipped) <= distance else {})


@given(st.lists(st.tuples(st.sampled_from([0, 2**64 - 1, 0x5555555555555555]), FLIPS), max_size=30))
def test_what_goes_is_near_what_stays_and_what_stays_is_far_apart(many: list[tuple[int, list[int]]]) -> None:
    values = [reduce(lambda value, bit: value ^ 1 << bit, flips, begun) for begun, flips in many]
    all_prints = prints(*values)
    found = doubles(all_prints, range(len(values)), distance=4)
    stay = [place for place in range(len(values)) if place not in found]
    assert all(bits(all_prints[one], all_prints[other]) > 4 for one, other in combinations(stay, 2))
    assert all(double.of in stay for double in found.values())
    assert all(
        bits(all_prints[place], all_prints[double.of]) == double.bits <= 4 for place, double in found.items()
    )


def test_a_slow_chain_is_thinned_out_and_not_taken_for_one_picture() -> None:
    chain = [(1 << length) - 1 for length in range(0, 20, 2)]
    found = doubles(prints(*chain), range(10), distance=4)
    assert [place for place in range(10) if place not in found] == [0, 3, 6, 9]


def test_the_first_in_order_stays() -> None:
    assert doubles(prints(5, 5, 5), [2, 0, 1], distance=0) == {0: (2, 0), 1: (2, 0)}


def test_what_is_not_in_the_order_counts_for_nothing() -> None:
    assert doubles(prints(5, 5, 5), [1, 2], distance=0) == {2: (1, 0)}


def test_flat_pictures_are_the_same_only_if_their_files_are() -> None:
    flat = [Print("one"), Print("other"), Print("one")]
    assert doubles(flat, range(3), distance=16) == {2: (0, 0)}


def test_without_a_distance_only_equal_files_are_the_same() -> None:
    alike = [Print("one", "0" * 16), Print("other", "0" * 16), Print("one", "0" * 16)]
    assert doubles(alike, range(3), distance=None) == {2: (0, 0)}
