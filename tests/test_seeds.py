"""The whole way on real documents: the five reports of `seeds/`, built once and asked as a user would."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import rdflib

SEEDS = Path(__file__).resolve().parents[1] / "seeds"
KG = rdflib.Namespace("https://w3id.org/kg-report/ontology#")
OA = rdflib.Namespace("http://www.w3.org/ns/oa#")
SKOS = rdflib.Namespace("http://www.w3.org/2004/02/skos/core#")
STABLE = ("graph.ttl", "graph.graphml", "goals.csv", "entities.csv", "relations.csv", "reports.csv", "variants.csv")


def kg(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kg", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, check=False, encoding="utf-8")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("seeds") / "out"
    done = kg("build", SEEDS, "-o", output)
    assert done.returncode == 0, done.stderr
    return output


@pytest.fixture(scope="session")
def graph(built: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(built / "graph.ttl")


def test_reports_have_their_place_and_year(built: Path) -> None:
    answer = json.loads(kg("query", "reports", "--graph", built / "graph.ttl", "--format", "json").stdout)
    rows = {(r["report"]["value"], r["plan_year"]["value"]) for r in answer["results"]["bindings"]}
    assert {year for _, year in rows} == {"2023", "2024", "2026"}
    assert len(rows) == 3


def test_growth_targets_are_read_from_the_text(built: Path) -> None:
    answer = json.loads(kg("query", "growth-targets", "--graph", built / "graph.ttl", "--format", "json").stdout)
    rows = {
        (r["plan_year"]["value"], float(r["value"]["value"]), r["comparator"]["value"])
        for r in answer["results"]["bindings"]
    }
    assert rows == {("2023", 6.5, "approx"), ("2024", 5.0, "ge"), ("2026", 4.5, "range")}


def test_every_quotation_stands_in_its_file(built: Path) -> None:
    checked = kg("validate", "--graph", built / "graph.ttl", "--documents", SEEDS)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_projects_of_a_chain_have_evidence_with_their_sentence(graph: rdflib.Graph) -> None:
    label = rdflib.Literal("新一代电子信息制造产业链", lang="zh")
    chain = graph.value(predicate=SKOS.prefLabel, object=label)
    projects = set(graph.subjects(KG.belongsTo, chain))
    assert len(projects) == 5
    texts = {path.name: path.read_bytes().decode("utf-8") for path in SEEDS.glob("*.txt")}
    for project in projects:
        for evidence in graph.objects(project, KG.evidence):
            name = str(graph.value(graph.value(evidence, KG.document), KG.fileName))
            start, end = (int(graph.value(evidence, p)) for p in (OA.start, OA.end))
            assert str(graph.value(evidence, OA.exact)) == texts[name][start:end]
            assert graph.value(evidence, KG.sentence) is not None


def test_bytes_do_not_depend_on_order_or_folder(built: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "其他"
    elsewhere.mkdir()
    for path in SEEDS.glob("*.txt"):
        shutil.copy(path, elsewhere)
    paths = sorted(elsewhere.glob("*.txt"), reverse=True)
    assert kg("build", *[p.name for p in paths], "-o", tmp_path / "out", cwd=elsewhere).returncode == 0
    for name in STABLE:
        assert (tmp_path / "out" / name).read_bytes() == (built / name).read_bytes(), name


def test_a_rebuild_after_a_change_equals_a_build_from_nothing(tmp_path: Path) -> None:
    texts, kept = tmp_path / "texts", tmp_path / "kept"
    shutil.copytree(SEEDS, texts)
    assert kg("build", texts, "-o", kept).returncode == 0
    changed = sorted(texts.glob("*.txt"))
    changed[0].unlink()
    changed[1].write_text(changed[1].read_text(encoding="utf-8") + "\n新建学校12所。\n", encoding="utf-8")
    assert kg("build", texts, "-o", kept).returncode == 0
    assert kg("build", texts, "-o", tmp_path / "fresh").returncode == 0
    for name in STABLE:
        assert (kept / name).read_bytes() == (tmp_path / "fresh" / name).read_bytes(), name


def test_a_bad_file_is_named_and_the_others_are_built(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    shutil.copy(next(SEEDS.glob("003*.txt")), texts)
    (texts / "broken.txt").write_bytes(b"\x00\xff\xfe\x00\x81" * 50)
    done = kg("build", texts, "-o", tmp_path / "out")
    assert done.returncode == 1
    assert "broken.txt" in done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "out" / "graph.ttl").exists()


def test_nothing_readable_is_misuse(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    done = kg("build", tmp_path / "empty.txt", "-o", tmp_path / "out")
    assert (done.returncode, (tmp_path / "out" / "graph.ttl").exists()) == (2, False)
    assert "empty.txt" in done.stderr
