"""The scores of features, against plain addition; columns that share their places; the columns' own meaning."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import OntologyError
from kg.extract import templates
from kg.extract.chain import ChainModel, template_name
from kg.extract.columns import DERIVED, TEMPLATES, Column, columns, word_table
from kg.extract.lattice import Spans
from kg.extract.lexicon import NameLexicon
from kg.extract.spanmodel import rivals
from kg.extract.templates import load_weights, parse_weights
from kg.extract.tokens import Tokens

LABELS = ("O", "B-Place", "I-Place")
MANY_LABELS = (*LABELS, *(f"B-{i}" for i in range(20)))
LEXICON = NameLexicon(
    {"园": "place", "工程": "project"}, 2, frozenset({"推进"}), frozenset({"抓好"}),
    {"推进": "1\t1\t1", "园": "0\t2\t2", "建设": "0\t0\t3"},
)  # fmt: skip
WORDS = ("推进", "抓好", "工业园", "工程", "建设", "等", "、", "，", "“", "”", "-", "^", "5G", "。")
TOKENS = st.lists(
    st.tuples(st.sampled_from(WORDS), st.sampled_from(("n", "v", "x")), st.sampled_from("-BI")), max_size=25
)


def read(rows: list[tuple[str, str, str]]) -> dict[str, Column]:
    words = [word for word, _, _ in rows]
    starts = np.cumsum([0, *map(len, words)]).astype(np.int32)
    table = word_table(LEXICON)
    return dict(columns(Tokens(words, [tag for _, tag, _ in rows], starts), [gaz for *_, gaz in rows], table))


def symbols(read_columns: dict[str, Column], template: tuple[tuple[str, int], ...], i: int, count: int) -> str:
    found = []
    for name, offset in template:
        column = read_columns[name]
        found.append(column.strings[int(column.ids[i + offset])] if 0 <= i + offset < count else "^")
    return "|".join(found)


@pytest.mark.parametrize(("largest", "labels"), [(1, LABELS), (1 << 18, LABELS), (1 << 18, MANY_LABELS)])
def test_scores_are_the_sums_of_the_weights_of_all_features(largest: int, labels: tuple[str, ...], monkeypatch) -> None:
    monkeypatch.setattr(templates, "_LARGEST_TABLE", largest)

    @settings(deadline=None, max_examples=25)
    @given(TOKENS, st.integers(0, 10_000))
    def check(rows: list[tuple[str, str, str]], seed: int) -> None:
        chance = random.Random(seed)
        found, count = read(rows), len(rows)
        weights: dict[tuple[str, str], dict[str, int]] = {}
        expected = np.zeros((count, len(labels)), dtype=np.int64)
        for template in TEMPLATES:
            for i in range(count):
                key = template_name(template), symbols(found, template, i, count)
                if key not in weights and "\n" not in key[1] and chance.random() < 0.5:
                    weights[key] = {label: chance.randint(-900, 900) for label in labels if chance.random() < 0.7}
        for template in TEMPLATES:
            for i in range(count):
                own = weights.get((template_name(template), symbols(found, template, i, count)), {})
                expected[i] += [own.get(label, 0) for label in labels]
        lines = ["labels\t" + "\t".join(labels)]
        lines += ["\t".join([*key, *(f"{k}={v}" for k, v in own.items())]) for key, own in weights.items() if own]
        model = ChainModel.parse("\n".join(lines) + "\n")
        assert model.emissions(found, count).tolist() == expected.tolist()

    check()


def test_large_sums_do_not_wrap_around() -> None:
    model = ChainModel.parse("labels\tO\tB-Place\nword+0\t园\tO=30000\ntag+0\tn\tO=30000\n")
    assert model.emissions(read([("园", "n", "-")]), 1).tolist() == [[60000, 0]]


def test_derived_columns_share_the_places_of_their_column() -> None:
    found = read([("推进", "v", "-"), ("工业园", "n", "B"), ("建设", "vn", "-")])
    for name, (base, _) in DERIVED.items():
        assert found[name].ids is found[base].ids


def test_columns_see_segment_clause_list_and_quotation() -> None:
    words = ["推进", "“", "甲", "工程", "”", "、", "乙", "园", "等", "工程", "建设", "。"]
    tags = ["v", "x", "n", "n", "x", "x", "n", "n", "u", "n", "vn", "x"]
    found = read([(word, tag, "-") for word, tag in zip(words, tags, strict=True)])

    def at(name: str, i: int) -> str:
        return found[name].strings[int(found[name].ids[i])]

    assert (at("seg_last", 2), at("seg_class", 2), at("seg_before", 2), at("seg_after", 2)) == (
        "工程",
        "project",
        "“",
        "”",
    )
    assert (at("verb", 6), at("verb_from", 6), at("verb", 0)) == ("推进", "4", "-")
    assert (at("list", 6), at("list", 9), at("clause_last", 2)) == ("建设", "-", "建设")
    assert [at("quote", i) for i in range(6)] == ["-", "open", "B", "E", "close", "-"]
    assert (at("quote_after", 3), at("quote_after", 6)) == ("、", "-")


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 5), st.integers(-9, 0)), max_size=14))
def test_rivals_are_the_best_of_the_others_that_overlap(rows: list[tuple[int, int, int]]) -> None:
    rows = sorted((first, first + length, gap) for first, length, gap in rows)
    columns_ = np.array(rows, dtype=np.int32).reshape(-1, 3)
    spans = Spans(["Place"], np.zeros(len(rows), dtype=np.int32), columns_[:, 0], columns_[:, 1], columns_[:, 2])
    for i, (margin, (first, end, gap)) in enumerate(zip(rivals(spans).tolist(), rows, strict=True)):
        others = [g for j, (a, b, g) in enumerate(rows) if j != i and a < end and b > first]
        assert margin == (gap - max(others) if others else 99_999)


@pytest.mark.parametrize(
    "line",
    ["word+0\t园\tO", "word+0\t园\tX=1", "word+0\t园\tO=a", "tag-1&tag+0\tn\tO=1", "word+0\t园|区\tO=1", "word+0"],
)
def test_a_malformed_weights_file_is_refused(line: str, tmp_path) -> None:
    path = tmp_path / "chain.tsv"
    path.write_text(f"labels\tO\n{line}\n", encoding="utf-8")
    with pytest.raises(OntologyError, match="not a weights file"):
        ChainModel.load(path)


def test_lines_of_no_template_are_handed_on_and_comments_skipped() -> None:
    read_file = parse_weights("# made by hand\nlabels\tO\tB\ntransition\tO\tB\t5\nw\tx\tO=2\tB=-1\n", {"w": ["word"]})
    assert (read_file.labels, read_file.other) == (("O", "B"), [["transition", "O", "B", "5"]])
    assert read_file.rows.tolist() == [[0, 0], [2, -1]]


def test_a_missing_weights_file_says_what_makes_it(tmp_path) -> None:
    with pytest.raises(OntologyError, match="kg train"):
        load_weights(tmp_path / "chain.tsv", {})
