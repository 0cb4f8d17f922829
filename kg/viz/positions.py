"""Where the nodes of a graph stand: communities as discs packed beside one another, a force layout inside each.

The same graph gets the same positions. Nothing here draws, and no position is left to the browser.
"""

from __future__ import annotations

from collections.abc import Sequence

import networkx as nx
import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Indices = NDArray[np.int64]

_SEED = 1
#: Free space around each node, in units of the picture.
_GAP = 9.0
#: Free space between the nodes of different communities, so that these can be told apart.
_CLEARANCE = 26.0
#: Steps by which communities move together.
_STRIDES = (96.0, 96.0, 48.0, 48.0, 24.0, 24.0, 24.0, 12.0, 12.0, 12.0)
#: Components of up to so many nodes are no communities of their own.
_SPECK = 4
#: Width over height of the whole.
_ASPECT = 1.45
#: Directions in which a place beside a disc is looked for.
_DIRECTIONS = 36
#: Rows of the matrix of distances computed at once, so that memory stays small.
_CHUNK = 1024


def layout(
    size: int,
    links: Sequence[tuple[int, int]],
    *,
    weights: Sequence[float] | None = None,
    radii: Sequence[float] | None = None,
) -> Points:
    """Positions of nodes `0 … size - 1`, one row each, around the origin.

    `links` are pairs of nodes, pulled together as strongly as `weights` say (1 each by default); `radii` are the sizes
    of the drawn nodes, in the units of the positions (8 by default). Nodes hardly overlap. 1,500 take about a second.
    """
    if size == 0:
        return np.zeros((0, 2))
    node_radii = np.full(size, 8.0) if radii is None else np.asarray(radii, dtype=float)
    ends = np.asarray(links, dtype=np.int64).reshape(-1, 2)
    pulls = np.ones(len(ends)) if weights is None else np.asarray(weights, dtype=float)
    proper = ends[:, 0] != ends[:, 1]
    ends, pulls = ends[proper], pulls[proper]
    groups = _communities(size, ends, pulls)
    member = np.empty(size, dtype=np.int64)
    rank = np.empty(size, dtype=np.int64)
    for number, group in enumerate(groups):
        member[group] = number
        rank[group] = np.arange(len(group))
    inside = member[ends[:, 0]] == member[ends[:, 1]]
    points = np.zeros((size, 2))
    discs = np.empty(len(groups))
    for number, group in enumerate(groups):
        own = inside & (member[ends[:, 0]] == number)
        placed = _disc(rank[ends[own]], pulls[own], node_radii[group])
        points[group] = placed
        discs[number] = (np.sqrt((placed**2).sum(axis=1)) + node_radii[group]).max() + _GAP
    centres = _centres(member[ends[~inside]], pulls[~inside], discs)
    points = _closer(points + centres[member], groups, node_radii)
    centred: Points = points - (points.max(axis=0) + points.min(axis=0)) / 2
    return centred


def _communities(size: int, ends: Indices, pulls: Points) -> list[Indices]:
    """Groups of nodes with more links inside than across, each sorted.

    What hangs together with only a few others, or with none, is put into one group, so that a crowd of specks keeps
    together.
    """
    graph: nx.Graph = nx.Graph()
    graph.add_nodes_from(range(size))
    for (a, b), pull in zip(ends.tolist(), pulls.tolist(), strict=True):
        before = graph.get_edge_data(a, b, {"weight": 0.0})["weight"]
        graph.add_edge(a, b, weight=before + pull)
    specks = sorted(node for part in nx.connected_components(graph) if len(part) <= _SPECK for node in part)
    graph.remove_nodes_from(specks)
    groups = [specks] if specks else []
    if len(graph):
        groups += map(sorted, nx.community.louvain_communities(graph, weight="weight", seed=_SEED))
    return [np.asarray(group) for group in sorted(groups)]


def _disc(ends: Indices, pulls: Points, radii: Points) -> Points:
    """Positions of one community around its own centre."""
    count = len(radii)
    if not len(ends):
        return _sunflower(radii)
    reach = 1.25 * np.sqrt(((radii + _GAP) ** 2).sum())
    points = _forces(count, ends, pulls, rounds=120)
    points -= points.mean(axis=0)
    distance = np.sqrt((points**2).sum(axis=1)) + 1e-9
    # Half by distance, half by rank of distance: the disc is filled evenly and still shows what lies outside.
    even = np.sqrt((distance.argsort(kind="stable").argsort(kind="stable") + 0.5) / count)
    wanted = (0.5 * even + 0.5 * distance / distance.max()) * reach
    return _apart(points / distance[:, None] * wanted[:, None], radii + _GAP / 2, rounds=60)


def _sunflower(radii: Points) -> Points:
    """Positions of nodes that nothing ties together: as the seeds of a sunflower, from the middle outwards."""
    number = np.arange(len(radii))
    distance = 0.62 * (2 * radii.max() + _GAP) * np.sqrt(number)
    angle = number * (np.pi * (3 - np.sqrt(5)))
    return np.stack([distance * np.cos(angle), distance * np.sin(angle)], axis=1)


def _forces(count: int, ends: Indices, pulls: Points, *, rounds: int) -> Points:
    """Fruchterman–Reingold in the unit square: all nodes repel each other, links attract."""
    points = (np.random.default_rng(_SEED).random((count, 2), dtype=np.float32) - np.float32(0.5)).astype(np.float32)
    ideal = np.float32(1 / np.sqrt(count))
    pull = pulls.astype(np.float32)
    first, second = ends[:, 0], ends[:, 1]
    for step in np.linspace(0.1, 0.001, rounds, dtype=np.float32):
        force = np.zeros_like(points)
        for start in range(0, count, _CHUNK):
            apart = points[start : start + _CHUNK, None] - points[None]
            squared = np.einsum("ijk,ijk->ij", apart, apart) + np.float32(1e-6)
            force[start : start + _CHUNK] = np.einsum("ijk,ij->ik", apart, ideal * ideal / squared)
        along = points[first] - points[second]
        attraction = along * (np.sqrt((along * along).sum(axis=1)) / ideal * pull)[:, None]
        for axis in (0, 1):
            force[:, axis] += np.bincount(second, attraction[:, axis], count)
            force[:, axis] -= np.bincount(first, attraction[:, axis], count)
        length = np.sqrt((force * force).sum(axis=1)) + np.float32(1e-9)
        points += force / length[:, None] * np.minimum(length, step)[:, None]
    return points.astype(np.float64)


def _centres(ends: Indices, pulls: Points, discs: Points) -> Points:
    """Centres of discs of these radii, the largest first, each where it is nearest to those it is linked with.

    None lies on another, all lie close to the origin, and the whole comes out wider than high.
    """
    count = len(discs)
    links = np.zeros((count, count))
    np.add.at(links, (ends[:, 0], ends[:, 1]), pulls)
    links += links.T
    centres = np.zeros((count, 2))
    order = sorted(range(count), key=lambda disc: (not links[disc].any(), -discs[disc], disc))
    for number, disc in enumerate(order[1:], start=1):
        placed = np.asarray(order[:number])
        free = _free_places(centres[placed], discs[placed], discs[disc])
        cost = np.hypot(free[:, 0] / _ASPECT, free[:, 1])
        strength = links[disc, placed]
        if strength.sum():
            wanted = (strength[:, None] * centres[placed]).sum(axis=0) / strength.sum()
            cost = cost + np.hypot(free[:, 0] - wanted[0], free[:, 1] - wanted[1])
        centres[disc] = free[cost.argmin()]
    return centres


def _free_places(centres: Points, radii: Points, radius: float) -> Points:
    """Places for a disc that touch one of the discs around `centres` and overlap none."""
    angles = np.arange(_DIRECTIONS) * (2 * np.pi / _DIRECTIONS)
    around = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    places = (centres[:, None] + (radii + radius)[:, None, None] * around[None]).reshape(-1, 2)
    distance = np.hypot(places[:, None, 0] - centres[None, :, 0], places[:, None, 1] - centres[None, :, 1])
    free: Points = places[(distance >= (radii + radius)[None] * (1 - 1e-9)).all(axis=1)]
    return free


def _closer(points: Points, groups: Sequence[Indices], radii: Points) -> Points:
    """`points` with each group as a whole moved towards the middle, as long as its nodes keep clear of all others."""
    points = points.copy()
    middle = points.mean(axis=0)
    groups = sorted(groups, key=lambda group: (np.hypot(*(points[group].mean(axis=0) - middle)), group[0]))
    for stride in _STRIDES:
        for group in groups:
            inward = middle - points[group].mean(axis=0)
            distance = np.hypot(*inward)
            if distance <= stride:
                continue
            moved = points[group] + inward / distance * stride
            reach = radii[group].max() + radii.max() + _CLEARANCE
            near = ((points > moved.min(axis=0) - reach) & (points < moved.max(axis=0) + reach)).all(axis=1)
            near[group] = False
            between = moved[:, None] - points[near][None]
            needed = radii[group][:, None] + radii[near][None] + _CLEARANCE
            if (np.einsum("ijk,ijk->ij", between, between) > needed**2).all():
                points[group] = moved
    return points


def _apart(points: Points, radii: Points, *, rounds: int) -> Points:
    """`points` moved until circles of these radii around them hardly overlap, or `rounds` are over."""
    points = points.copy()
    for _ in range(rounds):
        push, worst = np.zeros_like(points), 0.0
        for start in range(0, len(points), _CHUNK):
            rows = slice(start, start + _CHUNK)
            between = points[rows, None] - points[None]
            distance = np.sqrt(np.einsum("ijk,ijk->ij", between, between)) + 1e-9
            overlap = np.clip(radii[rows, None] + radii[None] - distance, 0.0, None)
            overlap[np.arange(len(overlap)), np.arange(start, start + len(overlap))] = 0.0
            push[rows] = np.einsum("ijk,ij->ik", between, overlap / distance)
            worst = max(worst, float(overlap.max()))
        if worst < 0.02 * radii.max():
            break
        points += push * 0.35
    return points
