#!/usr/bin/env python3
"""Make ontology/lexicon/clusters.tsv: words of like use, in 50, 200 and 800 groups.

    pip download --no-deps --no-binary :all: synonyms==3.8.0      (MIT; word vectors of Wikipedia text, 100 dimensions)
    python scripts/lexicon/clusters.py synonyms-3.8.0.tar.gz ontology/lexicon/clusters.tsv

k-means (scikit-learn, fixed seed) over the normalised vectors of the words that jieba's dictionary knows.
"""

from __future__ import annotations

import re
import sys
import tarfile
from pathlib import Path

import jieba
import numpy as np
from sklearn.cluster import MiniBatchKMeans

HEAD = """# Words of like use: the group of each word in partitions of 50, 200 and 800 groups (numbers are arbitrary)
# source: word vectors in synonyms 3.8.0 (PyPI, 2018, MIT), trained on Wikipedia; words that jieba 0.42.1 knows
# regenerate: python scripts/lexicon/clusters.py synonyms-3.8.0.tar.gz ontology/lexicon/clusters.tsv
"""


def read_vectors(archive: Path) -> tuple[list[str], np.ndarray]:
    with tarfile.open(archive) as tar:
        member = next(m for m in tar.getmembers() if m.name.endswith("data/words.vector"))
        data = tar.extractfile(member).read()
    head, _, rest = data.partition(b"\n")
    count, size = map(int, head.split())
    words, rows, at = [], np.zeros((count, size), dtype=np.float32), 0
    for i in range(count):
        space = rest.index(b" ", at)
        words.append(rest[at:space].strip(b"\n").decode("utf-8", "ignore"))
        rows[i] = np.frombuffer(rest, dtype="<f4", count=size, offset=space + 1)
        at = space + 1 + 4 * size
    return words, rows


def main(archive: Path, target: Path) -> None:
    words, rows = read_vectors(archive)
    jieba.initialize()
    known = jieba.dt.FREQ
    keep = [i for i, w in enumerate(words) if re.fullmatch(r"[一-鿿]{1,5}", w) and known.get(w, 0) >= 3]
    vectors = rows[keep] / (np.linalg.norm(rows[keep], axis=1, keepdims=True) + 1e-9)
    groups = [
        MiniBatchKMeans(k, random_state=1, n_init=3, batch_size=8192, max_iter=150).fit(vectors).labels_
        for k in (50, 200, 800)
    ]
    lines = [f"{words[i]}\t{a}\t{b}\t{c}" for i, a, b, c in zip(keep, *groups, strict=True)]
    target.write_text(HEAD + "word\tcoarse\tmiddle\tfine\n" + "\n".join(sorted(lines)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
