from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.viz.positions import layout

graphs = st.integers(1, 40).flatmap(
    lambda size: st.tuples(
        st.just(size),
        st.lists(st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)), max_size=80),
    )
)


@settings(max_examples=25, deadline=None)
@given(graphs)
def test_layout_gives_the_same_finite_positions_each_time(graph):
    size, links = graph
    once, again = layout(size, links), layout(size, links)
    assert once.shape == (size, 2)
    assert np.isfinite(once).all()
    assert (once == again).all()


def test_layout_of_nothing_is_empty():
    assert layout(0, []).shape == (0, 2)


def test_nodes_hardly_overlap():
    hubs = [(hub, leaf) for hub in range(4) for leaf in range(4 + hub, 120, 4)]
    radii = [20.0] * 4 + [6.0] * 116
    points = layout(120, [*hubs, (0, 1), (1, 2), (2, 3)], radii=radii)
    overlaps = [radii[a] + radii[b] - float(np.hypot(*(points[a] - points[b]))) for a, b in combinations(range(120), 2)]
    assert max(overlaps) < 4


def test_linked_nodes_lie_nearer_than_others():
    groups = [range(0, 20), range(20, 40), range(40, 60)]
    links = [pair for group in groups for pair in combinations(group, 2)]
    points = layout(60, [*links, (0, 20), (20, 40)])
    distance = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))
    within = np.mean([distance[a, b] for a, b in links])
    across = np.mean([distance[a, b] for a in groups[0] for b in groups[2]])
    assert within < 0.6 * across


@pytest.mark.parametrize("size", [1, 2, 30])
def test_nodes_without_links_get_places_of_their_own(size):
    points = layout(size, [])
    assert len({tuple(point) for point in points.tolist()}) == size


def test_a_further_home_leaves_the_others_about_where_they_were():
    def placed(homes):
        keys = [f"{home}{i}" for home in homes for i in range(40)]
        links = [(40 * at, 40 * at + i) for at in range(len(homes)) for i in range(1, 40)]
        points = layout(len(keys), links, keys=keys, homes=[key[0] for key in keys])
        middles = {home: points[40 * at : 40 * at + 40].mean(axis=0) for at, home in enumerate(homes)}
        return middles, np.ptp(points, axis=0).max()

    before, _ = placed("abcdefgh")
    after, width = placed("abcdefghi")
    shift = np.mean([after[home] - before[home] for home in before], axis=0)
    moved = [np.hypot(*(after[home] - before[home] - shift)) for home in before]
    assert np.median(moved) < 0.12 * width


def test_homes_are_apart():
    homes = [home for home in "abcde" for _ in range(30)]
    points = layout(150, [], homes=homes)
    for one, other in combinations("abcde", 2):
        first = points[[home == one for home in homes]]
        second = points[[home == other for home in homes]]
        nearest = np.hypot(*(first[:, None] - second[None]).transpose(2, 0, 1)).min()
        assert nearest > 16


def test_a_crowded_home_is_one_disc():
    groups = [range(at, at + 100) for at in range(0, 500, 100)]
    links = [pair for group in groups for pair in zip(group, list(group)[1:], strict=False)]
    points = layout(700, links, homes=["a"] * 500 + ["b"] * 200)
    first, second = points[:500], points[500:]
    reach = np.hypot(*(first - first.mean(axis=0)).T).max()
    assert np.hypot(*(second - first.mean(axis=0)).T).min() > 0.8 * reach
