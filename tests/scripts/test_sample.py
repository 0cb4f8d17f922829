"""`scripts/sample.py`: drawing, judging, checking."""

from pathlib import Path

import pytest

from kg.model import Extraction, Goal, Mention, Quote, Relation, StageReading, Subject
from scripts.sample import Row, compare, draw, read_rows, rows_of, score_lines, wilson, write_rows

RAW = "　　青川市推进 云帆硅片项目建设，新增就业5万人。\n　　云帆投产。"


def at(words: str, start: int = 0) -> tuple[tuple[int, int], ...]:
    first = RAW.index(words, start)
    return ((first, first + len(words)),)


def made_up() -> Extraction:
    sentence, second = at("青川市推进 云帆硅片项目建设，新增就业5万人。"), at("云帆投产。")
    goal = Goal(
        kind="quantitative", status="target", year=2025, indicator="新增就业", value=50000.0, unit="人", comparator="eq"
    )

    def mention(kind: str, text: str, name: str, *, quote: int = 0, of: Goal | None = None, start: int = 0) -> Mention:
        return Mention(
            type=kind, text=text, name=name, pieces=at(text, start), sentence=quote, rule="r", confidence=1, goal=of
        )

    mentions = (
        mention("Place", "青川市", "青川市"),
        mention("Project", "云帆硅片", "云帆硅片项目"),
        mention("Goal", "新增就业5万人", "新增就业5万人", of=goal),
        mention("Company", "云帆", "云帆", quote=1, start=second[0][0]),
    )

    def relation(subject: int, predicate: str, thing: int) -> Relation:
        return Relation(
            subject=subject,
            predicate=predicate,
            object=thing,
            rule="r",
            confidence=1,
            pieces=sentence,
            sentence=0,
            basis="clause",
            status="target",
            year=2025,
        )

    return Extraction(
        path="reports/2025_青川市.txt",
        file_name="2025_青川市.txt",
        sha256="",
        characters=len(RAW),
        coverage="whole",
        subject=Subject(place="青川市"),
        quotes=(
            Quote(pieces=sentence, text="", section="", part="plan"),
            Quote(pieces=second, text="", section="", part="plan"),
        ),
        mentions=mentions,
        relations=(relation(1, "locatedIn", 0), relation(0, "hasGoal", 2)),
        stages=(
            StageReading(
                project=1,
                stage="underConstruction",
                rule="r",
                confidence=1,
                pieces=sentence,
                sentence=0,
                status="target",
                year=2025,
            ),
        ),
        raw=RAW,
    )


def test_rows_quote_their_sentence_with_the_name_marked():
    rows = {row.type: row for row in rows_of(made_up())}
    assert rows["Project"].quote == "青川市推进【云帆硅片】项目建设，新增就业5万人。"
    assert rows["Project"].name == "云帆硅片项目"
    assert rows["locatedIn"].quote == "【青川市】推进【云帆硅片】项目建设，新增就业5万人。"
    assert (rows["locatedIn"].name, rows["locatedIn"].detail) == ("云帆硅片项目", "青川市")
    assert rows["Goal"].detail == "quantitative | 新增就业 | eq | 50000 | 人 | target | 2025"
    assert rows["stage"].detail == "underConstruction target 2025"


def test_goals_of_the_whole_reporting_place_are_not_judged():
    assert "hasGoal" not in {row.type for row in rows_of(made_up())}


def test_quotes_are_cut_where_the_sentence_goes_on():
    quotes = {row.type: row.quote for row in rows_of(made_up(), context=3)}
    assert quotes["Project"] == "…市推进【云帆硅片】项目建…"


def test_two_names_far_apart_are_cut_out_each():
    quotes = {row.type: row.quote for row in rows_of(made_up(), context=0)}
    assert quotes["locatedIn"] == "【青川市】…【云帆硅片】…"


def test_nothing_comes_from_skipped_stretches():
    (first, last), *_ = at("青川市推进 云帆硅片项目建设，新增就业5万人。")
    assert [row.type for row in rows_of(made_up(), [(first, last)])] == ["Company"]


def row(kind: str, name: str, verdict: str = "", mistake: str = "", quote: str = "q") -> Row:
    return Row(document="d", type=kind, name=name, detail="", quote=quote, verdict=verdict, class_=mistake)


def test_a_sample_has_so_many_of_each_type_and_is_the_same_for_the_same_seed():
    rows = [row("Place", str(number)) for number in range(50)] + [row("Company", "甲"), row("Company", "甲")]
    sizes = {"Place": 10, "Company": 5}
    drawn = draw(rows, sizes, 1)
    assert [each.type for each in drawn].count("Place") == 10
    assert [each.name for each in drawn if each.type == "Company"] == ["甲"]
    assert len({each.name for each in drawn}) == 11
    assert drawn == draw(reversed(rows), sizes, 1)
    assert drawn != draw(rows, sizes, 2)


@pytest.mark.parametrize(
    ("right", "total", "low", "high"), [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0)]
)
def test_wilson_interval(right: int, total: int, low: float, high: float):
    assert wilson(right, total) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))


def test_nothing_counted_says_nothing():
    assert wilson(0, 0) == (0.0, 1.0)


def test_score_counts_judged_rows_and_classes():
    rows = [
        row("Place", "甲", "right"),
        row("Place", "乙", "wrong", "generic"),
        row("Place", "丙", "wrong", "boundary"),
        row("Place", "丁", "wrong", "generic"),
        row("Place", "戊"),
    ]
    assert list(score_lines(rows))[2:] == ["| Place | 4 | 1 | 0.25 | 0.05–0.70 | generic 2, boundary 1 |"]


def test_check_tells_what_is_lost_and_what_is_still_made():
    judged = [
        row("Place", "甲", "right", quote="【甲】一"),
        row("Place", "乙", "right", quote="【乙】"),
        row("Place", "丙", "wrong", "generic", quote="【丙】一"),
        row("Place", "丁", "wrong", "generic", quote="【丁】一"),
    ]
    now = [
        row("Place", "甲", quote="【甲】二"),
        row("Place", "丙", quote="【丙】一"),
        row("Place", "丁", quote="【丁】二"),
    ]
    lost, still, right, wrong = compare(judged, now)
    assert [each.name for each in lost] == ["乙"]
    assert [each.name for each in still] == ["丙"]
    assert (right, wrong) == (2, 2)


def test_files_keep_their_rows(tmp_path: Path):
    rows = [row("Place", "“甲”", "wrong", "generic"), row("stage", "乙")]
    write_rows(rows, tmp_path / "a.tsv")
    assert read_rows(tmp_path / "a.tsv") == rows


@pytest.mark.parametrize("line", ["d\tPlaces\t甲\t\tq\tright\t", "d\tPlace\t甲\t\tq\tgood\t"])
def test_an_unknown_type_or_verdict_is_named_with_its_line(tmp_path: Path, line: str):
    path = tmp_path / "a.tsv"
    write_rows([], path)
    path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    with pytest.raises(SystemExit, match=r"a\.tsv:2: "):
        read_rows(path)


def test_the_judgements_that_are_kept_can_be_read():
    folder = Path(__file__).parents[1] / "reference" / "judged"
    rows = [each for path in sorted(folder.glob("*.tsv")) for each in read_rows(path)]
    assert rows
    assert all(each.verdict for each in rows)
    assert all(each.class_ for each in rows if each.verdict == "wrong")
    assert max(len(each.quote) for each in rows) < 160
