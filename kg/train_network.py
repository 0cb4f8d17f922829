"""Learns the network that gives a second opinion on names (see `kg.extract.network`), with PyTorch.

A conditional random field over what the network says (Lample et al. 2016), by AdamW with one cycle of the learning
rate; words are left out at random, so that what surrounds a name counts, and the weights kept are a running mean over
the steps (Polyak and Juditsky 1992). The same passages give the same weights on one machine.
"""

from __future__ import annotations

import itertools
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from kg.errors import KgError
from kg.extract.chain import OUTSIDE
from kg.extract.network import LOG_STEPS, NETWORK_COLUMNS, SIGNAL_STEPS, VECTOR_STEPS, WEIGHT_STEPS

if TYPE_CHECKING:
    from kg.extract.columns import Column
    from kg.extract.names import Reading

_HEAD = (
    "# Weights of the network in whole numbers, learned by `kg train`: the first of each column is for unknown symbols;"
    "\n# a layer's rows are its inputs on the left, here and on the right, and its bias. See kg/extract/network.py."
)
#: Numbers of a vector before they are added up, by column.
_WIDTHS: Mapping[str, int] = {
    "word": 64,
    "tag": 16,
    "gaz": 16,
    "coarse": 16,
    "cluster": 24,
    "fine": 24,
    "class": 12,
    "quote": 4,
    "end1": 24,
    "first": 24,
    "end2": 24,
    "shape": 6,
}
#: How often the symbol of a token is left out in training.
_LEFT_OUT: Mapping[str, float] = {"word": 0.12, "end2": 0.08, "fine": 0.08}


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkSettings:
    """Size of the network and length of its training. Symbols seen less than `rarest` times are unknown."""

    width: int = 48
    distances: tuple[int, ...] = (1, 2, 4)
    rounds: int = 10
    batch: int = 128
    rate: float = 3e-3
    decay: float = 0.01
    dropout: float = 0.15
    rarest: int = 3
    seed: int = 0


def fit_network(readings: Sequence[Reading], labels: Sequence[Sequence[str]], settings: NetworkSettings) -> str:
    """Train the network on texts and the label of every token; the weights file as text.

    Raises KgError where PyTorch is not installed.
    """
    try:
        import torch
    except ImportError:
        raise KgError("training needs PyTorch: pip install 'kg-report[train]'") from None
    torch.manual_seed(settings.seed)
    torch.set_num_threads(1)
    names = [OUTSIDE, *sorted({label for own in labels for label in own} - {OUTSIDE})]
    vocabularies = {name: _vocabulary((r.columns[name] for r in readings), settings.rarest) for name in NETWORK_COLUMNS}
    clauses = list(_clauses(readings, labels, vocabularies, names))
    net = _module(vocabularies, len(names), settings)
    _learn(net, clauses, settings)
    return _text(net, vocabularies, names, settings)


def _vocabulary(columns: Iterator[Column], rarest: int) -> dict[str, int]:
    """Numbers from 1 of the symbols seen often enough; 0 is for all others."""
    seen: Counter[str] = Counter()
    for column in columns:
        counts = np.bincount(column.ids, minlength=len(column.strings)).tolist()
        seen.update(dict(zip(column.strings, counts, strict=True)))
    often = sorted(symbol for symbol, count in seen.items() if count >= rarest and not set("\t\n\r") & set(symbol))
    return {symbol: number for number, symbol in enumerate(often, 1)}


_Clause = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]


def _clauses(
    readings: Sequence[Reading],
    labels: Sequence[Sequence[str]],
    vocabularies: Mapping[str, Mapping[str, int]],
    names: Sequence[str],
) -> Iterator[_Clause]:
    """The symbols' numbers `[token, column]` and the labels' numbers of every clause."""
    number = {name: i for i, name in enumerate(names)}
    for reading, own in zip(readings, labels, strict=True):
        found = []
        for name in NETWORK_COLUMNS:
            column, vocabulary = reading.columns[name], vocabularies[name]
            known = np.array([vocabulary.get(symbol, 0) for symbol in column.strings], dtype=np.int64)
            found.append(known[column.ids])
        symbols, wanted = np.stack(found, axis=1), np.array([number[label] for label in own])
        edges = [*np.flatnonzero(reading.starts).tolist(), len(own)]
        for start, end in itertools.pairwise(edges):
            yield symbols[start:end], wanted[start:end]


def _module(vocabularies: Mapping[str, Mapping[str, int]], labels: int, settings: NetworkSettings) -> Any:
    import torch
    from torch import nn

    class Tagger(nn.Module):  # type: ignore[misc]
        """Scores `[clause, token, label]` of symbols `[clause, token, column]`."""

        def __init__(self) -> None:
            super().__init__()
            width = settings.width
            self.vectors = nn.ModuleList([nn.Embedding(len(vocabularies[c]) + 1, _WIDTHS[c]) for c in NETWORK_COLUMNS])
            for vectors in self.vectors:
                nn.init.normal_(vectors.weight, std=0.3)
                vectors.weight.data[0] = 0
            self.join = nn.Linear(sum(_WIDTHS.values()), width)
            self.layers = nn.ModuleList(
                [nn.Conv1d(width, width, 3, padding=far, dilation=far) for far in settings.distances]
            )
            self.output = nn.Linear(2 * width, labels)
            self.transitions = nn.Parameter(torch.zeros(labels, labels))
            self.opening = nn.Parameter(torch.zeros(labels))
            self.drop = nn.Dropout(settings.dropout)

        def forward(self, symbols: Any, mask: Any) -> Any:
            if self.training:
                symbols = symbols.clone()
                for name, share in _LEFT_OUT.items():
                    column = symbols[..., NETWORK_COLUMNS.index(name)]
                    column[torch.rand(column.shape) < share] = 0
            parts = [vectors(symbols[..., i]) for i, vectors in enumerate(self.vectors)]
            below = torch.relu(self.join(self.drop(torch.cat(parts, -1)))) * mask[..., None]
            above = below
            for layer in self.layers:
                found = torch.relu(layer(self.drop(above).transpose(1, 2)).transpose(1, 2))
                above = (above + found) * mask[..., None]
            return self.output(self.drop(torch.cat([above, below], -1)))

    return Tagger()


def _learn(net: Any, clauses: Sequence[_Clause], settings: NetworkSettings) -> None:
    """Train in place; at the end the network has the running mean of its weights."""
    import torch

    chance = random.Random(settings.seed)
    per_round = -(-len(clauses) // settings.batch)
    optimizer = torch.optim.AdamW(net.parameters(), lr=settings.rate, weight_decay=settings.decay)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, settings.rate, total_steps=settings.rounds * per_round + 1, pct_start=0.1
    )
    mean = [parameter.detach().clone() for parameter in net.parameters()]
    net.train()
    step = 0
    for _ in range(settings.rounds):
        # Clauses of like length together, so that little is padded, in another order each time.
        by_length = sorted(clauses, key=lambda clause: len(clause[1]) + 3 * chance.random())
        batches = [by_length[i : i + settings.batch] for i in range(0, len(by_length), settings.batch)]
        chance.shuffle(batches)
        for batch in batches:
            symbols, wanted, mask = _padded(batch)
            loss = _surprise(net, net(symbols, mask), wanted, mask) / mask.sum()
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            kept = min(0.998, (1 + step) / (10 + step))
            step += 1
            with torch.no_grad():
                for average, parameter in zip(mean, net.parameters(), strict=True):
                    average.mul_(kept).add_(parameter, alpha=1 - kept)
    with torch.no_grad():
        for average, parameter in zip(mean, net.parameters(), strict=True):
            parameter.copy_(average)


def _padded(batch: Sequence[_Clause]) -> tuple[Any, Any, Any]:
    import torch

    longest = max(len(wanted) for _, wanted in batch)
    symbols = torch.zeros(len(batch), longest, len(NETWORK_COLUMNS), dtype=torch.long)
    labels = torch.zeros(len(batch), longest, dtype=torch.long)
    mask = torch.zeros(len(batch), longest)
    for i, (own, wanted) in enumerate(batch):
        symbols[i, : len(own)] = torch.from_numpy(own)
        labels[i, : len(own)] = torch.from_numpy(wanted)
        mask[i, : len(own)] = 1
    return symbols, labels, mask


def _surprise(net: Any, scores: Any, wanted: Any, mask: Any) -> Any:
    """The negative logarithm of the probability of the right labellings."""
    import torch

    inside = mask.bool()
    every = net.opening + scores[:, 0]
    right = net.opening[wanted[:, 0]] + scores[:, 0].gather(1, wanted[:, :1])[:, 0]
    for i in range(1, scores.shape[1]):
        onward = torch.logsumexp(every.unsqueeze(2) + net.transitions, 1) + scores[:, i]
        every = torch.where(inside[:, i, None], onward, every)
        own = scores[:, i].gather(1, wanted[:, i : i + 1])[:, 0]
        right = right + mask[:, i] * (net.transitions[wanted[:, i - 1], wanted[:, i]] + own)
    return (torch.logsumexp(every, 1) - right).sum()


def _text(
    net: Any, vocabularies: Mapping[str, Mapping[str, int]], names: Sequence[str], settings: NetworkSettings
) -> str:
    """The weights file."""
    found = {name: value.detach().numpy().astype(np.float64) for name, value in net.state_dict().items()}
    lines = [_HEAD, "\t".join(["labels", *names])]
    lines += _lines("transition", found["transitions"], LOG_STEPS)
    lines += _lines("opening", found["opening"][None], LOG_STEPS)
    begin = 0
    for i, column in enumerate(NETWORK_COLUMNS):
        vectors = found[f"vectors.{i}.weight"]
        joined = vectors @ found["join.weight"][:, begin : begin + vectors.shape[1]].T
        begin += vectors.shape[1]
        for symbol, row in zip(["", *vocabularies[column]], joined, strict=True):
            lines += _lines(f"{column}\t{symbol}", row[None], VECTOR_STEPS)
    lines += _lines("bias", found["join.bias"][None], VECTOR_STEPS)
    strongest = WEIGHT_STEPS - 1
    for i, far in enumerate(settings.distances):
        weights = np.concatenate(found[f"layers.{i}.weight"].transpose(2, 1, 0))
        lines += _lines(f"layer\t{i}\t{far}", weights, WEIGHT_STEPS, strongest)
        lines += _lines(f"layer\t{i}\t{far}", found[f"layers.{i}.bias"][None], SIGNAL_STEPS * WEIGHT_STEPS)
    lines += _lines("output", found["output.weight"].T, WEIGHT_STEPS, strongest)
    lines += _lines("output", found["output.bias"][None], SIGNAL_STEPS * WEIGHT_STEPS)
    return "\n".join(lines) + "\n"


def _lines(head: str, rows: npt.NDArray[np.float64], steps: int, most: int = 1 << 20) -> Iterator[str]:
    for row in np.clip(np.rint(rows * steps), -most, most).astype(int).tolist():
        yield head + "\t" + " ".join(map(str, row))
