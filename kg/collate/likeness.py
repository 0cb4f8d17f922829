"""Which documents share so much of their text that one must be a witness of what the other has.

Of every document a sample of its passages of eight letters is kept, the same passages in each (those whose hash falls
into a sixteenth of all: Broder 1997), and documents that share sampled passages are found through an index of these.
What a sample shares, counted against the smaller one, is how much of the shorter text the longer contains. The time
grows with the number of documents, not of pairs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from kg.collate.letters import Hashes, Letters, Positions

_LENGTH = 8
_SAMPLED = np.uint64(1 << 60)
#: Passages that more documents share are phrases of the genre.
_MOST_SHARED = 64


def sample(letters: Letters) -> Hashes:
    """The sampled passages of a text, each once."""
    grams = letters.grams(_LENGTH)
    return np.unique(grams[grams < _SAMPLED])


def alike(samples: Sequence[Hashes], least: float) -> list[tuple[float, int, int]]:
    """(share, one, other) of documents of which one has at least the share `least` of the other, most alike first."""
    owner = np.repeat(np.arange(len(samples)), [len(own) for own in samples])
    passages = np.concatenate([*samples, np.zeros(0, dtype=np.uint64)])
    order = np.argsort(passages, kind="stable")
    owner, passages = owner[order], passages[order]
    edges = np.flatnonzero(np.append(True, passages[1:] != passages[:-1])) if len(passages) else np.zeros(0, dtype=int)
    counts = np.diff(np.append(edges, len(passages)))
    shared = np.concatenate([*_pairs(owner, edges, counts, len(samples)), np.zeros(0, dtype=np.int64)])
    found = []
    for pair, count in zip(*(part.tolist() for part in np.unique(shared, return_counts=True)), strict=True):
        one, other = divmod(pair, len(samples))
        share = count / min(len(samples[one]), len(samples[other]))
        if share >= least:
            found.append((share, one, other))
    return sorted(found, key=lambda pair: (-pair[0], pair[1], pair[2]))


def _pairs(owner: Positions, edges: Positions, counts: Positions, size: int) -> Iterator[Positions]:
    """`one * size + other` for each passage and two documents that have it, for passages of equally many documents."""
    for many in np.unique(counts[(counts > 1) & (counts <= _MOST_SHARED)]).tolist():
        first = edges[counts == many]
        own = owner[first[:, None] + np.arange(many)[None]]
        for one in range(many):
            for other in range(one + 1, many):
                yield own[:, one] * size + own[:, other]
