from dataclasses import replace

from kg.export.evidence import evidence_id, stretches
from kg.export.terms import Block
from kg.model import Knowledge, Quote, Relation
from kg.ontology import default_folder
from kg.resolve import Identity, resolve
from tests.resolve.factory import Known, document, project

_TEXT = "实施强链工程。推进甲厂扩建。谢谢。"
_SENTENCES = [(0, 7), (7, 14), (14, 17)]


def _across_sentences() -> Knowledge:
    """A relation with one piece in each of the first two sentences, noted under the first one only."""
    one = document(_TEXT, [project("强链工程"), project("甲厂扩建")], [("甲厂扩建", "belongsTo", "强链工程")])
    quotes = tuple(Quote(pieces=((a, b),), text=_TEXT[a:b], section="", part="plan") for a, b in _SENTENCES)
    (said,) = one.relations
    torn: Relation = replace(said, pieces=((2, 6), (9, 13)), sentence=0)
    from kg.divisions import Divisions

    folder = default_folder()
    known = Known(divisions=Divisions.load(folder / "gazetteer"))
    return resolve([replace(one, quotes=quotes, relations=(torn,))], gazetteer=known, identity=Identity.load(folder))


def test_each_piece_points_at_its_own_sentence() -> None:
    knowledge = _across_sentences()
    (text,) = knowledge.extractions
    blocks: dict[str, Block] = {block[0]: block for block in stretches(knowledge)}

    def sentence_of(span: tuple[int, int]) -> list[str]:
        return [value for key, value in blocks[evidence_id(text, span)][1] if key == "kg:sentence"]

    assert sentence_of((2, 6)) == [evidence_id(text, _SENTENCES[0])]
    assert sentence_of((9, 13)) == [evidence_id(text, _SENTENCES[1])]
    assert evidence_id(text, _SENTENCES[2]) not in blocks
