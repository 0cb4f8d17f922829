"""Where the nodes of a graph stand: communities as discs packed beside one another, a force layout inside each.

The same graph gets the same positions. Every node starts from a point that its own key gives, and every community is
drawn to a point that its home gives, so that a further report moves what it tells of and leaves the rest about where
it was. Nothing here draws, and no position is left to the browser.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

import networkx as nx
import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Indices = NDArray[np.int64]

_SEED = 1
#: Free space around each node, in units of the picture.
_GAP = 9.0
#: Free space between communities of different homes, so that these can be told apart.
_CLEARANCE = 26.0
#: Communities of up to so many nodes are not drawn apart: those of one home share a disc.
_SPECK = 4
#: A home with more nodes than this is divided into the communities that its links show.
_CROWD = 300
#: Width over height of the whole.
_ASPECT = 1.45
#: Rounds in which the discs of communities fall towards their places and push each other away.
_PACKING = 400
#: Rows of the matrix of distances computed at once, so that memory stays small.
_CHUNK = 1024
#: Rows of the matrix of forces, few enough for the cache of a processor.
_SLICE = 128
#: Rounds in which nodes that push each other apart mind only those that were near at the first of them.
_SIGHT = 8


def layout(
    size: int,
    links: Sequence[tuple[int, int]],
    *,
    weights: Sequence[float] | None = None,
    radii: Sequence[float] | None = None,
    keys: Sequence[str] | None = None,
    homes: Sequence[str] | None = None,
) -> Points:
    """Positions of nodes `0 … size - 1`, one row each, around the origin.

    `links` are pairs of nodes, pulled together as strongly as `weights` say (1 each by default); `radii` are the sizes
    of the drawn nodes, in the units of the positions (8 by default). Nodes hardly overlap. `keys` name the nodes (their
    numbers by default): a node with the same key starts at the same point. Nodes with the same of the `homes` stand
    together, those of the home `""` in the middle of all; without `homes` the links alone tell what stands together.
    """
    if size == 0:
        return np.zeros((0, 2))
    node_radii = np.full(size, 8.0) if radii is None else np.asarray(radii, dtype=float)
    names = [str(number) for number in range(size)] if keys is None else list(keys)
    ends = np.asarray(links, dtype=np.int64).reshape(-1, 2)
    pulls = np.ones(len(ends)) if weights is None else np.asarray(weights, dtype=float)
    proper = ends[:, 0] != ends[:, 1]
    ends, pulls = ends[proper], pulls[proper]
    groups = _groups(size, ends, pulls, homes)
    member, rank = np.empty(size, dtype=np.int64), np.empty(size, dtype=np.int64)
    for number, (_, group) in enumerate(groups):
        member[group] = number
        rank[group] = np.arange(len(group))
    starts = np.asarray([_start(name) for name in names])
    points, discs = np.zeros((size, 2)), np.empty(len(groups))
    inner = _sorted_links(member, ends, pulls, len(groups))
    for number, ((_, group), (own, strength)) in enumerate(zip(groups, inner, strict=True)):
        placed = _disc(rank[own], strength, node_radii[group], starts[group])
        points[group] = placed
        discs[number] = (np.sqrt((placed**2).sum(axis=1)) + node_radii[group]).max() + _GAP
    centres = _centres([(home, names[group[0]]) for home, group in groups], discs)
    points += centres[member]
    centred: Points = points - (points.max(axis=0) + points.min(axis=0)) / 2
    return centred


def _start(key: str) -> tuple[float, float]:
    """A point of the unit square around the origin that depends on `key` alone."""
    digest = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    first, second = int.from_bytes(digest[:4], "big"), int.from_bytes(digest[4:], "big")
    return first / 2**32 - 0.5, second / 2**32 - 0.5


def _groups(size: int, ends: Indices, pulls: Points, homes: Sequence[str] | None) -> list[tuple[str, Indices]]:
    """Nodes that stand together, each group sorted and under its home."""
    whole = np.arange(size)
    if homes is None:
        return [("", group) for group in _communities(whole, ends, pulls)]
    by_home: dict[str, list[int]] = {}
    for node, home in enumerate(homes):
        by_home.setdefault(home, []).append(node)
    number = {home: position for position, home in enumerate(by_home)}
    member = np.asarray([number[home] for home in homes])
    inner = _sorted_links(member, ends, pulls, len(by_home))
    found: list[tuple[str, Indices]] = []
    for home, nodes in by_home.items():
        group = np.asarray(nodes)
        parts = [group] if len(group) <= _CROWD else _communities(group, *inner[number[home]])
        found += [(home, part) for part in parts]
    return found


def _sorted_links(member: Indices, ends: Indices, pulls: Points, count: int) -> list[tuple[Indices, Points]]:
    """For each group its inner links and their strengths."""
    first = member[ends[:, 0]]
    inside = np.flatnonzero(first == member[ends[:, 1]])
    inside = inside[np.argsort(first[inside], kind="stable")]
    cuts = np.searchsorted(first[inside], np.arange(1, count))
    return [(ends[own], pulls[own]) for own in np.split(inside, cuts)]


def _communities(nodes: Indices, ends: Indices, pulls: Points) -> list[Indices]:
    """Groups of nodes with more links inside than across, each sorted.

    What hangs together with only a few others, or with none, is put into one group, so that a crowd of specks keeps
    together.
    """
    graph: nx.Graph = nx.Graph()
    graph.add_nodes_from(nodes.tolist())
    for (a, b), pull in zip(ends.tolist(), pulls.tolist(), strict=True):
        before = graph.get_edge_data(a, b, {"weight": 0.0})["weight"]
        graph.add_edge(a, b, weight=before + pull)
    specks = [node for part in nx.connected_components(graph) if len(part) <= _SPECK for node in part]
    graph.remove_nodes_from(specks)
    found = nx.community.louvain_communities(graph, weight="weight", seed=_SEED) if len(graph) else []
    specks += [node for part in found if len(part) <= _SPECK for node in part]
    groups = [sorted(part) for part in found if len(part) > _SPECK]
    if specks:
        groups.append(sorted(specks))
    return [np.asarray(group) for group in sorted(groups)]


def _centres(keys: Sequence[tuple[str, str]], discs: Points) -> Points:
    """Centres of the discs of communities, each under its home and a key of its own.

    The parts of one home are packed into one disc, the discs of the homes beside one another; the home `""` is in the
    middle.
    """
    parts: dict[str, list[int]] = {}
    for number, (home, _) in enumerate(keys):
        parts.setdefault(home, []).append(number)
    centres = np.zeros((len(keys), 2))
    whole = np.empty(len(parts))
    for at, numbers in enumerate(parts.values()):
        own = discs[numbers]
        centres[numbers] = _packed(np.zeros((len(numbers), 2)), [keys[number][1] for number in numbers], own, 1.0)
        whole[at] = (np.sqrt((centres[numbers] ** 2).sum(axis=1)) + own).max() + _CLEARANCE
    wanted = np.asarray([_start(home) if home else (0.0, 0.0) for home in parts])
    middles = _packed(wanted * 1.6, list(parts), whole, _ASPECT)
    for numbers, middle in zip(parts.values(), middles, strict=True):
        centres[numbers] += middle
    return centres


def _packed(wanted: Points, keys: Sequence[str], discs: Points, aspect: float) -> Points:
    """Centres of discs of these radii, none on another, close to each other and to where they are wanted.

    `wanted` is in units of the size of the whole, whose width over height is `aspect`.
    """
    shape = np.asarray([aspect, 1.0])
    if len(discs) == 1:
        return wanted
    wanted = wanted * (1.1 * np.sqrt((discs**2).sum()) * shape)
    # The largest disc starts in the middle of its place, the others around it.
    centres: Points = wanted + np.asarray([_start(key) for key in keys]) * (discs.max() - discs)[:, None] * 2
    apart = discs[:, None] + discs[None]
    # The larger of two gives way less.
    share = discs[None] ** 2 / (discs[:, None] ** 2 + discs[None] ** 2)
    for strength in np.concatenate([np.linspace(0.03, 0.0, _PACKING), np.zeros(_PACKING // 2)]):
        centres = centres - strength * (0.4 * (centres - wanted) + 0.6 * centres / shape)
        between = centres[:, None] - centres[None]
        distance = np.sqrt((between**2).sum(axis=2)) + 1e-9
        overlap = np.clip(apart - distance, 0.0, None)
        np.fill_diagonal(overlap, 0.0)
        if not strength and overlap.max(initial=0.0) < 0.5:
            break
        centres = centres + np.einsum("ijk,ij->ik", between, overlap / distance * share) * 0.7
    return centres


def _disc(ends: Indices, pulls: Points, radii: Points, starts: Points) -> Points:
    """Positions of one community around its own centre."""
    count = len(radii)
    if not len(ends):
        return _sunflower(radii)
    reach = 1.25 * np.sqrt(((radii + _GAP) ** 2).sum())
    points = _forces(starts, ends, pulls, rounds=min(60, 12 + count))
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


def _forces(starts: Points, ends: Indices, pulls: Points, *, rounds: int) -> Points:
    """Fruchterman–Reingold from `starts` in the unit square: all nodes repel each other, links attract."""
    count, points = len(starts), starts.astype(np.float32)
    ideal = np.float32(1 / np.sqrt(count))
    pull = pulls.astype(np.float32)
    first, second = ends[:, 0], ends[:, 1]
    for step in np.linspace(0.1, 0.001, rounds, dtype=np.float32):
        force = np.zeros_like(points)
        length = (points * points).sum(axis=1)
        homogeneous = np.column_stack([points, np.ones(count, dtype=np.float32)])
        for start in range(0, count, _SLICE):
            rows = points[start : start + _SLICE]
            push = rows @ (-2 * points.T)
            push += length[start : start + _SLICE, None]
            push += length
            np.maximum(push, np.float32(1e-6), out=push)
            np.divide(ideal * ideal, push, out=push)
            summed = push @ homogeneous
            force[start : start + _SLICE] = rows * summed[:, 2:] - summed[:, :2]
        along = points[first] - points[second]
        attraction = along * (np.sqrt((along * along).sum(axis=1)) / ideal * pull)[:, None]
        for axis in (0, 1):
            force[:, axis] += np.bincount(second, attraction[:, axis], count)
            force[:, axis] -= np.bincount(first, attraction[:, axis], count)
        length = np.sqrt((force * force).sum(axis=1)) + np.float32(1e-9)
        points += force / length[:, None] * np.minimum(length, step)[:, None]
    return points.astype(np.float64)


def _apart(points: Points, radii: Points, *, rounds: int) -> Points:
    """`points` moved until circles of these radii around them hardly overlap, or `rounds` are over."""
    points = points.copy()
    slack = radii.max()
    for done in range(rounds):
        if done % _SIGHT == 0:
            first, second = _neighbours(points, radii, slack)
            apart = radii[first] + radii[second]
        between = points[first] - points[second]
        distance = np.sqrt(between[:, 0] ** 2 + between[:, 1] ** 2) + 1e-9
        overlap = np.clip(apart - distance, 0.0, None)
        if overlap.max(initial=0.0) < 0.02 * slack:
            break
        push = between * (0.35 * overlap / distance)[:, None]
        for axis in (0, 1):
            points[:, axis] += np.bincount(first, push[:, axis], len(points))
            points[:, axis] -= np.bincount(second, push[:, axis], len(points))
    return points


def _neighbours(points: Points, radii: Points, slack: float) -> tuple[Indices, Indices]:
    """Pairs of nodes, each once, whose circles overlap or would if one of them came nearer by `slack`."""
    x, y = points[:, 0].astype(np.float32), points[:, 1].astype(np.float32)
    reach = radii.astype(np.float32)
    found = []
    for start in range(0, len(points), _CHUNK):
        rows = slice(start, start + _CHUNK)
        across, along = x[rows, None] - x[None, start:], y[rows, None] - y[None, start:]
        near = across * across + along * along < (reach[rows, None] + reach[None, start:] + np.float32(slack)) ** 2
        one, other = np.nonzero(np.triu(near, 1))
        found.append((one + start, other + start))
    first, second = zip(*found, strict=True)
    return np.concatenate(first), np.concatenate(second)
