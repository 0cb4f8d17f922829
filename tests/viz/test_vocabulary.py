import re
from itertools import combinations

import numpy as np
import pytest

from kg.model import ENTITY_TYPES
from kg.viz.vocabulary import Vocabulary

# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB.
DEFICIENCIES = {
    "none": np.eye(3),
    "protan": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deutan": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritan": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
LINEAR_TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)


def linear(colour):
    values = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def lab(values):
    relative = LINEAR_TO_XYZ @ np.clip(values, 0, 1) / LINEAR_TO_XYZ.sum(axis=1)
    f = np.where(relative > 0.008856, np.cbrt(relative), 7.787 * relative + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("ground", ["light", "dark"])
@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_colours_of_types_can_be_told_apart(ground, deficiency):
    looks = Vocabulary.load().types
    seen = {name: lab(DEFICIENCIES[deficiency] @ linear(getattr(look, ground))) for name, look in looks.items()}
    near = {pair: np.linalg.norm(seen[pair[0]] - seen[pair[1]]) for pair in combinations(looks, 2)}
    assert min(near.values()) > 11, min(near, key=near.get)


def test_each_type_has_a_shape_of_its_own():
    shapes = [look.shape for look in Vocabulary.load().types.values()]
    assert len(set(shapes)) == len(shapes)


def test_every_type_of_entity_has_a_look_in_both_languages():
    types = Vocabulary.load().types
    assert set(types) == set(ENTITY_TYPES)
    assert all(all(look.label) for look in types.values())


def test_an_unknown_type_is_called_by_its_own_name():
    vocabulary = Vocabulary.load()
    assert vocabulary.look("Event").label == ("Event", "Event")
    assert sorted(["Event", "Place", "Project"], key=vocabulary.order) == ["Project", "Place", "Event"]


def test_the_page_uses_every_word():
    from pathlib import Path

    import kg.viz

    folder = Path(kg.viz.__file__).parent
    files = [
        *(folder / "page").iterdir(),
        *(folder / "viewer" / "src").rglob("*.ts"),
        folder / "viewer" / "page.html.j2",
    ]
    code = "".join(path.read_text(encoding="utf-8") for path in sorted(files))
    used = set(re.findall(r'"(\w+)"', code)) | set(re.findall(r"\bwords\.(\w+)", code))
    used |= {f"all_{field}" for field in ("place", "report", "year", "status", "stage")}
    words = set(Vocabulary.load().tables["words"])
    assert words <= used, words - used


def test_words_are_filled_in_alike_in_both_languages():
    for key, (zh, en) in Vocabulary.load().tables["words"].items():
        assert sorted(re.findall(r"\{\w+\}", zh)) == sorted(re.findall(r"\{\w+\}", en)), key
