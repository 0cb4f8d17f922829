"""Small networks with weights at random, for tests."""

import random

from kg.extract.network import NETWORK_COLUMNS

LABELS = ("O", "B-Place", "B-Project", "B-Project/B-Place", "I-Place", "I-Project", "I-Project/I-Place")


def weights(seed: int, *, symbols: tuple[str, ...] = ("甲", "乙"), width: int = 4, most: int = 127) -> str:
    """The text of a weights file in which every column knows these symbols."""
    chance = random.Random(seed)

    def row(*head: object, count: int, limit: int) -> str:
        numbers = (chance.randint(-limit, limit) for _ in range(count))
        return "\t".join([*map(str, head), " ".join(map(str, numbers))])

    lines = ["# made up", "\t".join(["labels", *LABELS])]
    lines += [row("transition", count=len(LABELS), limit=1500) for _ in LABELS]
    lines += [row("opening", count=len(LABELS), limit=1500)]
    for column in NETWORK_COLUMNS:
        lines += [row(column, symbol, count=width, limit=most) for symbol in ("", *symbols)]
    lines += [row("bias", count=width, limit=most)]
    for number, distance in enumerate((1, 2)):
        lines += [row("layer", number, distance, count=width, limit=most) for _ in range(3 * width)]
        lines += [row("layer", number, distance, count=width, limit=4096)]
    lines += [row("output", count=len(LABELS), limit=most) for _ in range(2 * width)]
    lines += [row("output", count=len(LABELS), limit=4096)]
    return "\n".join(lines) + "\n"
