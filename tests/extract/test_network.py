"""The network: sums are exact, clauses do not see each other, probabilities are shares of all labellings."""

from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import OntologyError
from kg.extract.columns import Column
from kg.extract.lattice import Spans
from kg.extract.marginals import marginals, second_opinion
from kg.extract.network import NETWORK_COLUMNS, STRONGEST, Network
from tests.extract.networks import LABELS, weights

SYMBOLS = ("甲", "乙", "生")


def columns_of(symbols: list[str]) -> dict[str, Column]:
    ids = np.array([SYMBOLS.index(symbol) for symbol in symbols], dtype=np.int32)
    return {name: Column(ids, SYMBOLS) for name in NETWORK_COLUMNS}


def emissions_of(network: Network, clauses: list[list[str]]) -> np.ndarray:
    symbols = [symbol for clause in clauses for symbol in clause]
    starts = np.array([i == 0 for clause in clauses for i in range(len(clause))])
    return network.emissions(columns_of(symbols), np.arange(len(symbols), dtype=np.int32), starts)


def in_whole_numbers(text: str, clause: list[str]) -> list[list[int]]:
    """What the file says the scores of a clause are, in steps of 1/4096, by Python's integers."""
    rows = [line.split("\t") for line in text.splitlines()[1:]]
    numbers = {}
    for head, *middle, last in rows:
        numbers.setdefault((head, *middle), []).append([int(n) for n in last.split()] if head != "labels" else [])
    known = {key[1] for key in numbers if key[0] == "word"}

    def signal(total: int, steps: int) -> int:
        return max(0, round(total / steps))

    below = []
    for symbol in clause:
        parts = [numbers[column, symbol if symbol in known else ""][0] for column in NETWORK_COLUMNS]
        sums = [sum(cells) for cells in zip(*parts, *numbers["bias",], strict=True)]
        below.append([min(signal(total, 2), STRONGEST) for total in sums])
    above, width = below, len(below[0])
    for key in (key for key in numbers if key[0] == "layer"):
        matrix, distance = numbers[key], int(key[2])
        nothing = [0] * width
        found = []
        for i in range(len(clause)):
            seen = [
                j for at in (i - distance, i, i + distance) for j in (above[at] if 0 <= at < len(clause) else nothing)
            ]
            sums = [sum(s * row[k] for s, row in zip(seen, matrix, strict=False)) + matrix[-1][k] for k in range(width)]
            found.append([min(a + signal(total, 128), STRONGEST) for a, total in zip(above[i], sums, strict=True)])
        above = found
    out = numbers["output",]
    return [
        [sum(s * row[k] for s, row in zip([*a, *b], out, strict=False)) + out[-1][k] for k in range(len(LABELS))]
        for a, b in zip(above, below, strict=True)
    ]


@given(st.integers(0, 10_000), st.lists(st.sampled_from(SYMBOLS), min_size=1, max_size=6))
def test_scores_are_exact(seed: int, clause: list[str]) -> None:
    text = weights(seed)
    found = emissions_of(Network.parse(text), [clause]) * 4096
    assert found.tolist() == in_whole_numbers(text, clause)


def test_the_largest_sums_are_exact() -> None:
    text = weights(1, width=48)
    lines = [line.rpartition("\t") for line in text.splitlines()]
    full = "\n".join(
        head + tab + (" ".join(["127"] * len(last.split())) if head.startswith(("layer", "word", "out")) else last)
        for head, tab, last in lines
    )
    clause = list("甲乙甲乙甲")
    assert (emissions_of(Network.parse(full), [clause]) * 4096).tolist() == in_whole_numbers(full, clause)


@given(
    st.integers(0, 100), st.lists(st.lists(st.sampled_from(SYMBOLS), min_size=1, max_size=5), min_size=2, max_size=4)
)
def test_clauses_do_not_see_each_other(seed: int, clauses: list[list[str]]) -> None:
    network = Network.parse(weights(seed))
    together = emissions_of(network, clauses)
    assert together.tolist() == np.concatenate([emissions_of(network, [clause]) for clause in clauses]).tolist()


def spans_of(*names: tuple[str, int, int]) -> Spans:
    kinds = ("Place", "Project")
    columns = zip(*[(kinds.index(kind), first, end, 0) for kind, first, end in names], strict=True)
    return Spans(kinds, *(np.array(column, dtype=np.int32) for column in columns))


def share(network: Network, emissions: np.ndarray, name: tuple[str, int, int]) -> float:
    """The share of the labellings of one clause in which `name` is an outer name, by counting them all."""
    kind, first, end = name
    outer = [label.partition("/")[0] for label in network.labels]
    total = right = 0.0
    for path in product(range(len(network.labels)), repeat=len(emissions)):
        chance = network.opening[path[0]] * np.exp(emissions[0, path[0]])
        for i in range(1, len(path)):
            chance *= network.transitions[path[i - 1], path[i]] * np.exp(emissions[i, path[i]])
        total += chance
        inside = all(outer[path[i]] == f"I-{kind}" for i in range(first + 1, end))
        ends = end == len(path) or outer[path[end]] != f"I-{kind}"
        right += chance * (outer[path[first]] == f"B-{kind}" and inside and ends)
    return right / total


@pytest.mark.parametrize("seed", range(4))
def test_probabilities_are_shares_of_all_labellings(seed: int) -> None:
    network = Network.parse(weights(seed, most=40))
    clauses = [list("甲乙生甲"), list("乙")]
    emissions = emissions_of(network, clauses)
    names = [("Place", 0, 1), ("Place", 1, 3), ("Project", 0, 4), ("Project", 2, 4), ("Project", 3, 4)]
    starts = np.array([True, False, False, False, True])
    found = marginals(network, emissions, starts, spans_of(*names, ("Place", 4, 5))).tolist()
    expected = [share(network, emissions[:4], name) for name in names] + [
        share(network, emissions[4:], ("Place", 0, 1))
    ]
    assert found == pytest.approx(expected, abs=1e-9)
    assert any(0.01 < chance < 0.99 for chance in found)


def test_only_doubtful_names_are_asked_about() -> None:
    network = Network.parse(weights(3, most=40))
    symbols = list("甲乙生甲")
    starts = np.array([True, False, True, False])
    spans = spans_of(("Place", 0, 1), ("Project", 1, 2), ("Place", 2, 4))
    odds = [950, 400, 600]
    mixed = second_opinion(network, columns_of(symbols), starts, spans, odds, doubt=100)
    emissions = emissions_of(network, [symbols[:2], symbols[2:]])
    own = marginals(network, emissions, starts, spans).tolist()
    assert mixed == [950, round((400 + 1000 * own[1]) / 2), round((600 + 1000 * own[2]) / 2)]
    assert second_opinion(network, columns_of(symbols), starts, spans, odds, doubt=450) == odds


def test_a_missing_or_damaged_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "network.tsv"
    with pytest.raises(OntologyError, match=r"network\.tsv: missing"):
        Network.load(path)
    path.write_text(weights(1).replace("\noutput", "\nbutput"), encoding="utf-8")
    with pytest.raises(OntologyError, match=r"network\.tsv: not a weights file"):
        Network.load(path)
