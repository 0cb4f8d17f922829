"""The chain model's best paths, against plain enumeration."""

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.chain import ChainModel, may_follow, spans
from kg.extract.lattice import best_labels, lattice, near_best

LABELS = ("O", "B-Place", "B-Project", "B-Project/B-Place", "I-Place", "I-Project", "I-Project/I-Place")
HEAD = "labels\t" + "\t".join(LABELS) + "\n"
MODEL = ChainModel.parse(HEAD + "transition\tO\tB-Place\t7\ntransition\tB-Place\tI-Place\t-5\nword+0\tx\tO=1\n")


def paths(length: int) -> list[tuple[int, ...]]:
    return [
        p
        for p in product(range(len(LABELS)), repeat=length)
        if may_follow("O", LABELS[p[0]]) and all(may_follow(LABELS[a], LABELS[b]) for a, b in pairwise(p))
    ]


def score(emissions: np.ndarray, path: tuple[int, ...]) -> int:
    own = sum(int(emissions[i, k]) for i, k in enumerate(path))
    return own + sum(int(MODEL.transitions[a, b]) for a, b in pairwise(path))


emission_rows = st.lists(st.lists(st.integers(-20, 20), min_size=7, max_size=7), min_size=1, max_size=4)


@settings(deadline=None, max_examples=60)
@given(emission_rows, st.integers(0, 30))
def test_near_best_gives_exactly_the_names_on_paths_within_the_slack(rows: list[list[int]], slack: int) -> None:
    emissions = np.array(rows, dtype=np.int32)
    starts = np.zeros(len(rows), dtype=bool)
    starts[0] = True
    found = near_best(MODEL, lattice(MODEL, emissions, starts, 0), slack)
    mine = {
        (found.kinds[k], a, b): g
        for k, a, b, g in zip(
            found.kind.tolist(), found.first.tolist(), found.end.tolist(), found.gap.tolist(), strict=True
        )
    }
    scored = [(score(emissions, p), spans([LABELS[k] for k in p])) for p in paths(len(rows))]
    best = max(s for s, _ in scored)
    expected: dict[tuple[str, int, int], int] = {}
    for value, names in scored:
        for name in names:
            expected[name] = max(expected.get(name, -(10**9)), value - best)
    assert mine == {name: gap for name, gap in expected.items() if gap >= -slack}


@settings(deadline=None, max_examples=40)
@given(emission_rows)
def test_best_labels_is_the_best_allowed_path(rows: list[list[int]]) -> None:
    emissions = np.array(rows, dtype=np.int32)
    starts = np.zeros(len(rows), dtype=bool)
    starts[0] = True
    allowed = np.ones(emissions.shape, dtype=bool)
    allowed[0] = [may_follow("O", label) for label in LABELS]
    labels = tuple(best_labels(MODEL, emissions, starts, allowed).tolist())
    assert score(emissions, labels) == max(score(emissions, p) for p in paths(len(rows)))


@pytest.mark.parametrize(
    ("labels", "level", "expected"),
    [
        (["O", "B-Place", "I-Place", "B-Place"], 0, [("Place", 1, 3), ("Place", 3, 4)]),
        (["B-Project/B-Place", "I-Project/I-Place", "I-Project"], 0, [("Project", 0, 3)]),
        (["B-Project/B-Place", "I-Project/I-Place", "I-Project"], 1, [("Place", 0, 2)]),
    ],
)
def test_spans(labels: list[str], level: int, expected: list[tuple[str, int, int]]) -> None:
    assert spans(labels, level) == expected
