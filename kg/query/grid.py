"""Tables for a terminal, in which a Han character takes two columns."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence

_GAP = 2
_NARROWEST = 6


def terminal_width() -> int | None:
    """The width of the terminal that standard output is, None where it is a file or a pipe."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def grid(columns: Sequence[str], rows: Sequence[Sequence[str]], *, width: int | None = None) -> str:
    """Rows under their column names, without a line end at the end.

    Cells are wrapped where the table would be wider than `width`; with many columns it may still be.
    """
    from rich.cells import cell_len

    lines = [columns, *rows]
    widths = [max(cell_len(line[i]) for line in lines) for i in range(len(columns))]
    if width is not None:
        widths = _narrowed(widths, width)
    head, *body = (list(_wrapped(line, widths)) for line in lines)
    rule = "─" * (sum(widths) + _GAP * (len(widths) - 1))
    return "\n".join([*head, rule, *(line for row in body for line in row)])


def _narrowed(widths: Sequence[int], width: int) -> list[int]:
    """Widths that fit, by making the widest columns narrower."""
    room = width - _GAP * (len(widths) - 1)
    cap = max(widths, default=0)
    while cap > _NARROWEST and sum(min(each, cap) for each in widths) > room:
        cap -= 1
    return [min(each, cap) for each in widths]


def _wrapped(cells: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    """The lines of one row."""
    from rich.cells import cell_len, chop_cells

    folded = [
        [cell] if cell_len(cell) <= width else chop_cells(cell, width)
        for cell, width in zip(cells, widths, strict=True)
    ]
    for number in range(max(map(len, folded), default=0)):
        pieces = [column[number] if number < len(column) else "" for column in folded]
        padded = [piece + " " * (width - cell_len(piece)) for piece, width in zip(pieces, widths, strict=True)]
        yield (" " * _GAP).join(padded).rstrip()
