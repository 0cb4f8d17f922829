"""What packages from PyPI find of places and organisations; `peers.py` runs it in an environment for each package.

    python scripts/peer_readers.py PACKAGE < texts.json > spans.json

Reads a JSON list of texts and writes a list of `[start, end, kind]` for each, kind being `Place` or `Organisation`.
Needs nothing but the package that is tried, and nothing of `kg`.
"""

from __future__ import annotations

import contextlib
import json
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator

Found = tuple[int, int, str]
Reader = Callable[[str], Iterable[Found]]

PLACE, ORGANISATION = "Place", "Organisation"
_ADMINISTRATIVE = re.compile(r"(?<=..)(?:(?:壮族|回族|维吾尔)?自治区|特别行政区|自治州|自治县|[省市州县区])$")
#: What names of organisations and of places end in, where a segmenter gives single words.
_ORGANISATION_HEADS = (
    *("大学", "学院", "学校", "中学", "小学", "医院", "研究院", "研究所", "研究中心", "实验室"),
    *("博物馆", "图书馆", "剧院", "集团", "公司", "银行", "中心"),
)
_PLACE_HEADS = (
    *("高新区", "开发区", "经开区", "园区", "产业园", "新区", "新城", "景区", "湿地", "水库", "流域", "盆地"),
    *("山", "湖", "江", "河", "镇", "村", "古城", "都市圈", "城市群"),
)
_PART_OF_NAME = re.compile(r"n|j|b")


def words_with_places(words: Iterable[tuple[str, str]], places: str, organisations: str) -> Iterator[Found]:
    """Single words by their part of speech."""
    start = 0
    for word, tag in words:
        if tag in (places, organisations):
            yield start, start + len(word), PLACE if tag == places else ORGANISATION
        start += len(word)


def words_joined_to_heads(words: Iterable[tuple[str, str]]) -> Iterator[Found]:
    """As `words_with_places`, and runs of nouns that end in a head noun of organisations or of places."""
    run: list[tuple[int, str, str]] = []
    start = 0
    for word, tag in [*words, ("", "end")]:
        if _PART_OF_NAME.match(tag):
            run.append((start, word, tag))
        else:
            yield from _heads_of(run)
            run = []
        start += len(word)


def _heads_of(run: list[tuple[int, str, str]]) -> Iterator[Found]:
    """The names in a run of nouns: each ends at a head noun or is a single place; what comes before belongs to it."""
    first = 0
    for number, (start, word, tag) in enumerate(run):
        kind = _kind_of_head(word)
        if kind and number > first:
            yield run[first][0], start + len(word), kind
            first = number + 1
        elif tag == "nt":
            yield start, start + len(word), ORGANISATION
            first = number + 1
    yield from ((start, start + len(word), PLACE) for start, word, tag in run[first:] if tag == "ns")


def _kind_of_head(word: str) -> str | None:
    if word.endswith(_ORGANISATION_HEADS):
        return ORGANISATION
    return PLACE if word.endswith(_PLACE_HEADS) else None


def tagged(words: Iterable[tuple[str, str]]) -> Iterator[Found]:
    """Names of words with B- and I-tags for LOC and ORG."""
    start = 0
    current: Found | None = None
    for word, tag in words:
        end = start + len(word)
        kind = {"LOC": PLACE, "ORG": ORGANISATION}.get(tag[2:])
        if current and tag.startswith("I-") and kind == current[2]:
            current = (current[0], end, current[2])
        else:
            if current:
                yield current
            current = (start, end, kind) if kind else None
        start = end
    if current:
        yield current


def named(text: str, names: Iterable[str]) -> Iterator[Found]:
    """Where divisions stand that are known by full name only, each in full or without its ending."""
    for name in sorted(set(names)):
        words = name if name in text else _ADMINISTRATIVE.sub("", name)
        for found in re.finditer(re.escape(words), text):
            yield found.start(), found.end(), PLACE


def at(text: str, name: str, start: int) -> Found:
    """The division `name` that begins at `start`, in full or without its ending."""
    words = name if text.startswith(name, start) else _ADMINISTRATIVE.sub("", name)
    return start, start + len(words), PLACE


# ---------------------------------------------------------------- packages


def jieba_words() -> Callable[[str], list[tuple[str, str]]]:
    import jieba.posseg

    return lambda text: [(pair.word, pair.flag) for pair in jieba.posseg.lcut(text)]


def with_jieba() -> Reader:
    words = jieba_words()
    return lambda text: words_with_places(words(text), "ns", "nt")


def with_jieba_and_heads() -> Reader:
    words = jieba_words()
    return lambda text: words_joined_to_heads(words(text))


def with_jiagu() -> Reader:
    import jiagu

    def read(text: str) -> Iterator[Found]:
        words = jiagu.seg(text)
        return tagged(zip(words, jiagu.ner(words), strict=True))

    return read


def with_thulac() -> Reader:
    time.clock = time.perf_counter  # type: ignore[attr-defined]  # thulac 0.2.2 calls what Python 3.8 took away
    import thulac

    model = thulac.thulac()
    return lambda text: words_with_places([(word, tag) for word, tag in model.cut(text)], "ns", "ni")


def with_jionlp() -> Reader:
    import jionlp

    def read(text: str) -> Iterator[Found]:
        found = jionlp.recognize_location(text) or {}
        names = [each[0] for group in ("domestic", "foreign") for each in found.get(group) or []]
        return named(text, [name for each in names for name in each.values() if name])

    return read


def with_cpca() -> Reader:
    import cpca

    def read(text: str) -> Iterator[Found]:
        try:
            rows = cpca.transform_text_with_addrs(text, pos_sensitive=True).to_dict("records")
        except KeyError:  # what cpca 0.5.5 raises where a text names no division
            return
        for row in rows:
            for level in ("省", "市", "区"):
                if row[f"{level}_pos"] >= 0:
                    yield at(text, row[level], row[f"{level}_pos"])

    return read


#: By name: what to install and how to read with it.
READERS: dict[str, tuple[str, Callable[[], Reader]]] = {
    "jieba": ("jieba==0.42.1", with_jieba),
    "jieba-heads": ("jieba==0.42.1", with_jieba_and_heads),
    "jiagu": ("jiagu==0.2.3", with_jiagu),
    "thulac": ("thulac==0.2.2", with_thulac),
    "jionlp": ("jionlp==1.5.31", with_jionlp),
    "cpca": ("cpca==0.5.5", with_cpca),
}


def main() -> None:
    texts = json.load(sys.stdin)
    with contextlib.redirect_stdout(sys.stderr):  # some packages greet
        read = READERS[sys.argv[1]][1]()
        found = [sorted(set(read(text))) for text in texts]
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
