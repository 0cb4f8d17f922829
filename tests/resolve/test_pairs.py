from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.gazetteer import Gazetteer
from kg.ontology import default_folder
from kg.resolve import Identity
from tests.resolve.pairs import Name, Pair, are_one, read_pairs, scores

PAIRS = read_pairs()
# Least precision and recall by `Pair.closed`. A closed pair that fails is not looked at: a fall in the score is enough.
BOUNDS = {False: (0.98, 0.98), True: (0.98, 0.89)}
SOME = st.sampled_from(PAIRS)
GAZETTEER = Gazetteer.load(default_folder() / "gazetteer")
RULES = Identity.load(default_folder())


def test_pairs_are_many_and_each_stands_once() -> None:
    names = [frozenset({(p.type, p.left), (p.type, p.right)}) for p in PAIRS]
    assert len(set(names)) == len(names) >= 200
    assert all(
        sum(p.closed == c and p.same == same for p in PAIRS) >= 30 for c in (True, False) for same in (True, False)
    )


@pytest.mark.parametrize("closed", [False, True])
def test_pairs_are_told_apart(closed: bool) -> None:
    taken = [(pair.same, are_one(pair, GAZETTEER, RULES)) for pair in PAIRS if pair.closed == closed]
    precision, recall = scores(taken)
    assert precision >= BOUNDS[closed][0]
    assert recall >= BOUNDS[closed][1]


@given(SOME)
@settings(deadline=None, max_examples=40)
def test_identity_is_symmetric(pair: Pair) -> None:
    turned = Pair(round=1, same=pair.same, type=pair.type, left=pair.right, right=pair.left)
    assert are_one(pair, GAZETTEER, RULES) == are_one(turned, GAZETTEER, RULES)


@given(SOME)
@settings(deadline=None, max_examples=40)
def test_a_name_is_one_with_itself(pair: Pair) -> None:
    again = Name(text=pair.left.text, place=pair.left.place, year=pair.left.year + 1)
    assert are_one(Pair(round=1, same=True, type=pair.type, left=pair.left, right=again), GAZETTEER, RULES)
