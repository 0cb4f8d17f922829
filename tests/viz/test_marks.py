from hypothesis import given
from hypothesis import strategies as st

from kg.model import Quote
from kg.viz.marks import alignment, marks


def quote(text, *pieces):
    return Quote(pieces=pieces, text=text, section="", part="plan")


def marked(raw, sentence, *pieces):
    spans = marks(alignment(raw, sentence), pieces)
    return [sentence.text[start:end] for start, end in spans]


def test_marks_are_the_words_at_these_offsets():
    raw = "前言。新建高铁一条。"
    assert marked(raw, quote("新建高铁一条。", (3, 10)), (5, 7)) == ["高铁"]


def test_white_space_and_emphasis_do_not_move_marks():
    raw = "**新建\n  高 铁**一条。"
    assert marked(raw, quote("新建高铁一条。", (2, 15)), (7, 10)) == ["高铁"]


def test_what_a_running_head_cuts_is_marked_in_one():
    raw = "新建高\n第5页\n铁一条。"
    assert marked(raw, quote("新建高铁一条。", (0, 3), (8, 12)), (2, 3), (8, 9)) == ["高铁"]


def test_a_sentence_that_the_file_does_not_hold_has_no_marks():
    assert marked("别的文字", quote("新建高铁一条。", (0, 4)), (0, 2)) == []


@given(st.text(alphabet="新建高铁\n *", min_size=1), st.data())
def test_marks_hold_what_the_file_holds(raw, data):
    text = "".join(character for character in raw if character not in "\n *")
    start = data.draw(st.integers(0, len(raw)))
    end = data.draw(st.integers(start, len(raw)))
    wanted = "".join(character for character in raw[start:end] if character not in "\n *")
    assert "".join(marked(raw, quote(text, (0, len(raw))), (start, end))) == wanted
