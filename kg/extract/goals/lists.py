"""Lists that share a head, a verb or a number: 城镇和农村居民收入分别, 三次产业比重, A、B均."""

from __future__ import annotations

import re

from kg.extract.goals.lexicon import Lexicon

_SPLIT = re.compile(
    r"、|(?<![总共缓饱调中])和(?![谐美睦平善])|(?<![普涉惠波触企以])及(?![时其格])|(?<![参给])与(?!会)|以及"
    r"|(?<![合共相等协不如雷连])同(?![比步期业城行类时])|(?<=”)(?=“)"
)
_ALL = re.compile(r"(?:均|双双|都|双)(?![衡匀等])[^，、；]{0,10}$")
_THREE = ("第一产业", "第二产业", "第三产业")


class ListReader:
    """Takes lists of indicators apart and gives each member its full name."""

    __slots__ = ("_measures", "_shared", "_splits")

    def __init__(self, lexicon: Lexicon) -> None:
        self._measures = lexicon.measures
        self._shared = lexicon.shared
        self._splits = lexicon.splits

    def all_of(self, opening: str) -> int | None:
        """Offset of a word that says "all of them" (均) right before the number, or None."""
        match = _ALL.search(opening)
        return None if match is None else match.start()

    def members(self, text: str, start: int, end: int, count: int) -> list[tuple[int, str]]:
        """Members of the list `text[start:end]`: position, and name with the shared head or modifier restored.

        `count` is how many there should be; 0 where that is unknown.
        """
        pieces: list[tuple[int, str]] = []
        position = start
        for match in _SPLIT.finditer(text, start, end):
            if text.count("“", start, match.start()) > text.count("”", start, match.start()):
                continue
            if match.start() > position:
                pieces.append((position, text[position : match.start()]))
            position = match.end()
        if position < end:
            pieces.append((position, text[position:end]))
        if count and len(pieces) < count:
            pieces = self._expand(pieces, count)
        if count and len(pieces) > count:
            pieces = self._group(text, pieces, count)
        if len(pieces) < 2:
            return pieces
        return self._restore(pieces)

    def parts(self, indicator: str, count: int) -> list[str] | None:
        """Names of the parts of a ratio (三次产业比重: 第一产业比重 …); None where the ratio is no structure."""
        head = next((word for word in ("比重", "比例", "占比", "结构") if word in indicator), None)
        if head is None:
            return None
        head = "比重" if head == "结构" else head
        if count == len(_THREE) and ("产业" in indicator or "三产" in indicator):
            return [name + head for name in _THREE]
        return [indicator] * count

    def _expand(self, pieces: list[tuple[int, str]], count: int) -> list[tuple[int, str]]:
        """城乡居民收入 is two members in one word."""
        out: list[tuple[int, str]] = []
        for position, name in pieces:
            for word, replacements in self._splits:
                if word in name and len(replacements) + len(pieces) - 1 == count:
                    out += [(position, name.replace(word, part, 1)) for part in replacements]
                    break
            else:
                out.append((position, name))
        return out

    def _group(self, text: str, pieces: list[tuple[int, str]], count: int) -> list[tuple[int, str]]:
        """Too many pieces: 、 binds closer than 和, else the last ones count."""
        joined: list[tuple[int, str]] = []
        for position, name in pieces:
            if joined and text[position - 1] == "、":
                before, first = joined.pop()
                joined.append((before, first + "、" + name))
            else:
                joined.append((position, name))
        return joined if len(joined) == count else pieces[-count:]

    def _restore(self, pieces: list[tuple[int, str]]) -> list[tuple[int, str]]:
        last = pieces[-1][1]
        first = pieces[0][1]
        speed = next((word for word in ("增速", "增幅", "占比", "比重") if last.endswith(word)), "")
        prefix = ""
        out: list[tuple[int, str]] = []
        for i, (position, name) in enumerate(pieces):
            full = name
            if i < len(pieces) - 1 and not self._measures.closing(name, 0, len(name)):
                full = name + self._head([piece for _, piece in pieces], i)
            elif i < len(pieces) - 1 and speed and not name.endswith(speed):
                full = name + speed
            if i:
                if not prefix:
                    prefix = self._prefix(first, name)
                if prefix and not name.startswith(prefix) and self._bare(name) and not self._alike(first, name):
                    full = prefix + full
            out.append((position, full))
        return out

    def _head(self, names: list[str], i: int) -> str:
        """What member `i` of a list shares with the end of the next one that names a measure."""
        name, rest = names[i], names[i + 1 :]
        whole = next((n for n in rest if self._measures.closing(n, 0, len(n))), rest[-1])
        siblings = [name, *(n for n in names if n not in (name, whole))]
        for n in (4, 3, 2, 1):
            for sibling in siblings:
                ending = sibling[-n:]
                at = whole.find(ending, 1 if n == 1 else 0, len(whole) if n > 1 else len(sibling) + 2)
                if len(ending) == n and at >= 0 and at + n < len(whole) and (n > 1 or len(sibling) > 1):
                    return whole[at + n :]
        if name[:2] == whole[:2] and not name[-1].isdigit() and len(name) + 2 <= len(whole):
            return whole[len(name) :]
        n = self._shared.closing(whole, 0, len(whole)) or self._measures.closing(whole, 0, len(whole))
        return whole[len(whole) - n :] if n < len(whole) else ""

    def _prefix(self, first: str, name: str) -> str:
        """What the first member has that a bare later one shares at its front (商品房销售面积和销售额)."""
        at = first.find(name[:2])
        if at > 0:
            return first[:at]
        n = self._measures.closing(first, 0, len(first))
        return first[: len(first) - n] if n else ""

    def _bare(self, name: str) -> bool:
        """Whether a later member is hardly more than the name of a measure (销售额, 死亡人数)."""
        rest = len(name) - self._measures.closing(name, 0, len(name))
        return rest == 0 or (rest <= 2 and rest < len(name) and self._measures.closing(name, 0, rest) < rest)

    def _alike(self, first: str, name: str) -> bool:
        """Whether two members end in the same measure and so stand side by side (工业投资、技改投资)."""
        n = self._measures.closing(name, 0, len(name))
        return len(name) > n > 0 and self._measures.closing(first, 0, len(first)) == n and first.endswith(name[-n:])
