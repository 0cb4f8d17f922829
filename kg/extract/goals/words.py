"""Sets of words that are looked for at one end of a stretch of text."""

from __future__ import annotations

from collections.abc import Iterable


class Words:
    """A set of words; finds the longest one that opens or closes a stretch, with one look-up a length."""

    __slots__ = ("_by_length", "_ends", "_heads", "_never")

    def __init__(self, words: Iterable[str], never: Iterable[str] = ()) -> None:
        """`never` are longer words that end or begin like one of `words` and hide it (拥有 hides 有)."""
        self._never = frozenset(never)
        lengths: dict[int, set[str]] = {}
        for word in (*words, *self._never):
            lengths.setdefault(len(word), set()).add(word)
        self._by_length = tuple((n, frozenset(lengths[n])) for n in sorted(lengths, reverse=True))
        self._ends = frozenset(word[-1] for _, members in self._by_length for word in members)
        self._heads = frozenset(word[0] for _, members in self._by_length for word in members)

    def closing(self, text: str, start: int, end: int) -> int:
        """Length of the longest word that ends at `end` and begins at or after `start`; 0 where there is none."""
        if end <= start or text[end - 1] not in self._ends:
            return 0
        for n, members in self._by_length:
            if n <= end - start and (word := text[end - n : end]) in members:
                return 0 if word in self._never else n
        return 0

    def opening(self, text: str, start: int, end: int) -> int:
        """Length of the longest word that begins at `start` and ends at or before `end`; 0 where there is none."""
        if end <= start or text[start] not in self._heads:
            return 0
        for n, members in self._by_length:
            if n <= end - start and (word := text[start : start + n]) in members:
                return 0 if word in self._never else n
        return 0

    def strip_end(self, text: str, start: int, end: int) -> int:
        """The end of the stretch after all closing words are taken off, one after the other."""
        while n := self.closing(text, start, end):
            end -= n
        return end

    def strip_start(self, text: str, start: int, end: int) -> int:
        """The start of the stretch after all opening words are taken off, one after the other."""
        while n := self.opening(text, start, end):
            start += n
        return start
