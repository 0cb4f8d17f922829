"""What is remembered of words."""

from hypothesis import given
from hypothesis import strategies as st

from kg.extract import symbols
from kg.extract.symbols import Symbols, WordTable

WORDS = st.lists(st.text(alphabet="甲乙丙丁", min_size=1, max_size=3), max_size=12)


def table() -> WordTable:
    return WordTable({"last": lambda w: w[-1]}, {"long": lambda w: len(w) > 1})


@given(st.lists(WORDS, max_size=5))
def test_what_is_remembered_is_what_the_functions_say(texts: list[list[str]]) -> None:
    words = table()
    for text in texts:
        codes = words.codes(text)
        assert list(words.derived("last", codes)) == [w[-1] for w in text]
        assert words.flags("long", codes).tolist() == [len(w) > 1 for w in text]


@given(st.lists(WORDS, min_size=2, max_size=5))
def test_numbers_are_those_of_the_vocabulary_also_for_symbols_that_come_later(texts: list[list[str]]) -> None:
    words = table()
    vocabulary = {"甲": 1, "乙": 2}
    for text in texts:
        codes = words.codes(text)
        assert words.derived("last", codes).numbers(vocabulary).tolist() == [vocabulary.get(w[-1], 0) for w in text]


def test_two_vocabularies_are_kept_apart() -> None:
    some = Symbols()
    assert some["甲"] == 0
    assert some.numbers({"甲": 3}).tolist() == [3]
    assert some.numbers({"甲": 4}).tolist() == [4]


def test_a_full_table_begins_anew_and_what_it_gave_stays_valid(monkeypatch) -> None:
    monkeypatch.setattr(symbols, "_MOST_WORDS", 2)
    words = table()
    before = words.derived("last", words.codes(["甲乙", "丙", "丁"]))
    after = words.derived("last", words.codes(["乙丙"]))
    assert (list(before), list(after), len(words.words)) == (["乙", "丙", "丁"], ["丙"], 1)
