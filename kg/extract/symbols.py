"""Words and what follows from a word alone, worked out once a word and remembered from text to text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import overload

import numpy as np
import numpy.typing as npt

Ids = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]

#: The symbol for "none" of every column that has one.
NONE = "-"
#: So many words are remembered; then a reader begins anew, so that memory does not grow with the number of texts.
_MOST_WORDS = 200_000


class Symbols(dict[str, int]):
    """Codes of strings, in the order in which they came; a new string gets a new code."""

    __slots__ = ("_numbers", "strings")

    def __init__(self) -> None:
        super().__init__()
        self.strings: list[str] = []
        self._numbers: dict[int, tuple[Mapping[str, int], Ids]] = {}

    def __missing__(self, symbol: str) -> int:
        code = self[symbol] = len(self.strings)
        self.strings.append(symbol)
        return code

    def numbers(self, vocabulary: Mapping[str, int]) -> Ids:
        """The number in `vocabulary` of each code's symbol, 0 for unknown ones."""
        # The vocabulary is kept beside its numbers, so that no other object can have its identity.
        _, numbers = self._numbers.get(id(vocabulary), (vocabulary, np.zeros(0, dtype=np.int32)))
        new = self.strings[len(numbers) :]
        if new:
            get = vocabulary.get
            more = np.fromiter((get(symbol, 0) for symbol in new), dtype=np.int32, count=len(new))
            numbers = np.concatenate((numbers, more))
            self._numbers[id(vocabulary)] = vocabulary, numbers
        return numbers


class Selection(Sequence[str]):
    """Some of the symbols of a table: `selection[i]` is the symbol with the code `codes[i]`."""

    __slots__ = ("_codes", "_list", "_symbols")

    def __init__(self, symbols: Symbols, codes: Ids) -> None:
        self._symbols = symbols
        self._codes = codes
        self._list: list[str] | None = None

    def __len__(self) -> int:
        return len(self._codes)

    def __iter__(self) -> Iterator[str]:
        return iter(self._strings())

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        return self._strings()[index]

    def _strings(self) -> list[str]:
        """The symbols themselves, made when first asked for: extraction hardly ever does."""
        if self._list is None:
            strings = self._symbols.strings
            self._list = [strings[code] for code in self._codes.tolist()]
        return self._list

    def numbers(self, vocabulary: Mapping[str, int]) -> Ids:
        """The number in `vocabulary` of each symbol, 0 for unknown ones."""
        return self._symbols.numbers(vocabulary).take(self._codes)


class WordTable:
    """Codes of words, and by code what `functions` (a symbol of a word) and `tests` (a yes or no) say of the word."""

    def __init__(
        self, functions: Mapping[str, Callable[[str], str]], tests: Mapping[str, Callable[[str], bool]]
    ) -> None:
        self.words = Symbols()
        self._functions = functions
        self._tests = tests
        self._symbols = {name: Symbols() for name in functions}
        self._codes: dict[str, Ids] = {name: np.zeros(0, dtype=np.int32) for name in functions}
        self._flags: dict[str, Flags] = {name: np.zeros(0, dtype=np.bool_) for name in tests}

    def codes(self, words: Sequence[str]) -> Ids:
        """The codes of `words`; what the functions and tests say of new ones is worked out."""
        if len(self.words) > _MOST_WORDS:
            self._forget()
        codes = np.fromiter(map(self.words.__getitem__, words), dtype=np.int32, count=len(words))
        self._work_out()
        return codes

    def derived(self, name: str, codes: Ids) -> Selection:
        """What the function `name` gives for the words with these codes."""
        return Selection(self._symbols[name], self._codes[name][codes])

    def flags(self, name: str, codes: Ids) -> Flags:
        """What the test `name` says of the words with these codes."""
        return self._flags[name][codes]

    def _work_out(self) -> None:
        for name, function in self._functions.items():
            known = self._codes[name]
            new = self.words.strings[len(known) :]
            if not new:
                return
            code = self._symbols[name].__getitem__
            more = np.fromiter(map(code, map(function, new)), dtype=np.int32, count=len(new))
            self._codes[name] = np.concatenate((known, more))
        for name, test in self._tests.items():
            new = self.words.strings[len(self._flags[name]) :]
            more_flags = np.fromiter(map(test, new), dtype=np.bool_, count=len(new))
            self._flags[name] = np.concatenate((self._flags[name], more_flags))

    def _forget(self) -> None:
        """Begin anew. What was given out before stays valid, since it has its own references."""
        WordTable.__init__(self, self._functions, self._tests)
