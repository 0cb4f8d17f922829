"""The pure parts of `scripts/peers.py` and `scripts/peer_readers.py`; no package is installed."""

from kg.evaluate.items import Item
from kg.evaluate.scores import Count
from scripts.peer_readers import at, named, tagged, words_joined_to_heads, words_with_places
from scripts.peers import count, items_of, merged, table, total


def names(text: str, found: object) -> list[tuple[str, str]]:
    return [(text[start:end], kind) for start, end, kind in found]  # type: ignore[attr-defined]


def test_words_are_taken_by_their_tag():
    words = [("支持", "v"), ("青川市", "ns"), ("云帆大学", "nt"), ("发展", "v")]
    text = "".join(word for word, _ in words)
    assert names(text, words_with_places(words, "ns", "nt")) == [
        ("青川市", "Place"),
        ("云帆大学", "Organisation"),
    ]


def test_runs_of_nouns_end_at_head_nouns():
    words = [("支持", "v"), ("云帆", "nz"), ("研究院", "n"), ("、", "x"), ("青川", "ns"), ("高新区", "n"), ("和", "c")]
    words += [("白水县", "ns"), ("。", "x")]
    text = "".join(word for word, _ in words)
    assert names(text, words_joined_to_heads(words)) == [
        ("云帆研究院", "Organisation"),
        ("青川高新区", "Place"),
        ("白水县", "Place"),
    ]


def test_a_head_noun_alone_is_no_name():
    assert list(words_joined_to_heads([("建设", "v"), ("医院", "n")])) == []


def test_tags_that_go_on_make_one_name():
    words = [("山西", "B-ORG"), ("大学", "I-ORG"), ("在", "O"), ("太原", "B-LOC"), ("晋源", "B-LOC"), ("人", "B-PER")]
    text = "".join(word for word, _ in words)
    assert names(text, tagged(words)) == [("山西大学", "Organisation"), ("太原", "Place"), ("晋源", "Place")]


def test_divisions_are_found_in_full_or_without_their_ending():
    text = "太原市与吕梁合作，吕梁发展"
    assert names(text, named(text, ["太原市", "吕梁市", "朔州市"])) == [
        ("吕梁", "Place"),
        ("吕梁", "Place"),
        ("太原市", "Place"),
    ]
    assert at(text, "吕梁市", 4) == (4, 6, "Place")
    assert at(text, "太原市", 0) == (0, 3, "Place")


def item(kind: str, name: str, *spans: tuple[int, int]) -> Item:
    return Item(kind=kind, name=name, spans=spans, fields={})


def test_companies_and_institutions_are_one_kind():
    items = [item("Company", "甲", (0, 1)), item("Institution", "甲", (4, 5)), item("Project", "乙", (2, 3))]
    assert merged(items) == [item("Organisation", "甲", (0, 1), (4, 5))]


def test_a_name_counts_once_a_passage():
    assert items_of("太原和太原", [(0, 2, "Place"), (3, 5, "Place")]) == [item("Place", "太原", (0, 2), (3, 5))]


def test_counts_and_table():
    gold = [item("Place", "太原市", (0, 3)), item("Place", "吕梁", (4, 6)), item("Organisation", "云帆", (7, 9))]
    found = [item("Place", "太原", (0, 2)), item("Place", "吕梁", (4, 6)), item("Place", "云帆", (7, 9))]
    counts = total([count(gold, found), count([], [])])
    assert counts == {
        "Place": Count(gold=2, pred=3, strict=1, lenient=2),
        "Organisation": Count(gold=1),
    }
    assert table({"some": counts})[2:] == ["| some | 0.33 / 0.50 / 0.40 | 0.80 | 0.00 / 0.00 / 0.00 | 0.00 |"]
