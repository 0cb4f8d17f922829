"""The choice among overlapping candidates."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from kg.extract.choose import choose, reading_order
from kg.model import Candidate

Span = tuple[int, int, int]


def _weight(spans: list[Span], chosen: tuple[int, ...] | list[int]) -> int:
    return sum(spans[i][2] for i in chosen)


def _consistent(spans: list[Span], chosen: tuple[int, ...] | list[int]) -> bool:
    return all(spans[a][1] <= spans[b][0] or spans[b][1] <= spans[a][0] for a, b in combinations(chosen, 2))


spans = st.lists(
    st.builds(lambda s, n, w: (s, s + n, w), st.integers(0, 12), st.integers(1, 6), st.integers(-3, 9)), max_size=8
)


@given(spans)
def test_choose_is_the_heaviest_consistent_set(candidates: list[Span]) -> None:
    chosen = choose(candidates)
    assert _consistent(candidates, chosen)
    best = max(
        _weight(candidates, subset)
        for size in range(len(candidates) + 1)
        for subset in combinations(range(len(candidates)), size)
        if _consistent(candidates, subset)
    )
    assert _weight(candidates, chosen) == best


def test_choose_prefers_two_short_names_to_one_long_one_that_weighs_less() -> None:
    assert choose([(0, 9, 50), (0, 4, 30), (5, 9, 30)]) == [1, 2]


def test_choose_leaves_out_what_weighs_nothing() -> None:
    assert choose([(0, 2, 0), (3, 4, -1)]) == []


def test_reading_order_puts_a_project_before_the_owner_that_is_all_of_its_name() -> None:
    owner = Candidate(type="Company", start=3, end=7, score=1.0, rule="test")
    project = Candidate(type="Project", start=3, end=7, score=1.0, rule="test")
    later = Candidate(type="Company", start=4, end=6, score=1.0, rule="test")
    assert sorted([later, owner, project], key=reading_order) == [project, owner, later]
