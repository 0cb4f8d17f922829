"""Weights that were read before: the same as those of the text, whatever has become of the files."""

from pathlib import Path

import pytest

from kg.extract import compiled
from kg.extract.weights import WeightTable, parse

COLUMNS = {"w": ["word"], "w&t": ["word", "tag"], "unused": ["other"]}
TEXT = (
    "# made by hand\nlabels\tO\tB\ntransition\tO\tB\t5\nw\t园区\tO=2\tB=-1\nw\t\tO=2\n"
    "w&t\t园区|n\tB=70000\nw&t\t“|x\tO=2\n"
)


def values(table: WeightTable) -> object:
    lines = {name: [array.tolist() for array in arrays] for name, arrays in table.lines.items()}
    symbols = {column: list(own) for column, own in table.symbols.items()}
    return list(table.labels), [list(cells) for cells in table.other], symbols, lines, table.matrix.tolist()


def read(text: str = TEXT) -> object:
    return values(compiled.table(text.encode(), COLUMNS))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "kg-report"


def never(*_: object) -> WeightTable:
    raise AssertionError("the text was read again")


def test_the_second_reading_gives_the_same_without_the_text(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read() == values(parse(TEXT, COLUMNS))
    monkeypatch.setattr(compiled, "parse", never)
    assert read() == values(parse(TEXT, COLUMNS))
    assert [path.suffix for path in folder.iterdir()] == [".weights"]


@pytest.mark.parametrize("text", ["", "labels\tO\n", "labels\tO\tB\ntransition\tO\tB\t5\n"])
def test_a_file_without_weights_is_kept_as_well(text: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read(text)
    expected = values(parse(text, COLUMNS))
    assert read(text) == expected
    assert list(folder.iterdir())


@pytest.mark.parametrize("damage", [lambda b: b"", lambda b: b[:-5], lambda b: b[:40] + b"?" + b[41:], lambda b: b[:3]])
def test_a_damaged_entry_is_read_from_the_text_and_written_again(damage, folder: Path) -> None:
    expected = read()
    (entry,) = folder.iterdir()
    whole = entry.read_bytes()
    entry.write_bytes(damage(whole))
    assert read() == expected
    assert entry.read_bytes() == whole


def test_another_text_or_other_columns_have_another_entry(folder: Path) -> None:
    read()
    assert read(TEXT.replace("B=-1", "B=-2")) == values(parse(TEXT.replace("B=-1", "B=-2"), COLUMNS))
    swapped = COLUMNS | {"w&t": ["tag", "word"]}
    assert values(compiled.table(TEXT.encode(), swapped)) == values(parse(TEXT, swapped))


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert read() == values(parse(TEXT, COLUMNS))


def test_a_malformed_text_leaves_nothing(folder: Path) -> None:
    with pytest.raises(ValueError, match="label=weight"):
        read("labels\tO\nw\t园\tO\n")
    assert not folder.exists()


def test_only_the_newest_entries_stay(folder: Path) -> None:
    for number in range(12):
        read(TEXT.replace("70000", str(number)))
    assert len(list(folder.iterdir())) == 8
