"""Copies of a text as a bad scan gives them: look-alike letters, letters left out, narrow columns, blocks moved."""

from __future__ import annotations

import random

#: Letters that are easily taken for each other in print.
_LOOK_ALIKE = (
    "大太|未末|土士|日曰|己已|人入|千干|天夫|儿几|今令|孟盂|晋普|治冶|侯候|析折|拨拔|徒徙|茶荼|崇祟|戌戍|力刀|王玉|王主|白自|"
    "目且|田由|甲申|午牛|问间|闲闭|圆园|困因|免兔|乌鸟|处外|代伐|技枝|扬杨|枚枝|绿录|桥娇|科料|建健|设没|城域|项顷|业亚|全金|合台|区匹|水永|路络|车东|机杌|场扬|电申|高亮|铁铣|新薪|村材|工土|市巿"
)
_SWAPS = {one: other for pair in _LOOK_ALIKE.split("|") for one, other in (pair, pair[::-1])}


def damaged(
    text: str, *, seed: int, swapped: float = 0.01, dropped: float = 0.004, column: int = 19, moved: int = 3
) -> str:
    """`text` with this share of its letters swapped and left out, in columns, with some blocks in another order."""
    chance = random.Random(seed)
    letters = []
    for letter in text:
        if letter.isspace():
            continue
        if letter in _SWAPS and chance.random() < 8 * swapped:
            letters.append(_SWAPS[letter])
        elif chance.random() >= dropped:
            letters.append(letter)
    flat = "".join(letters)
    size = max(1, len(flat) // 8)
    blocks = [flat[at : at + size] for at in range(0, len(flat), size)]
    for _ in range(moved):
        one, other = chance.randrange(len(blocks)), chance.randrange(len(blocks))
        blocks[one], blocks[other] = blocks[other], blocks[one]
    flat = "".join(blocks)
    return "\n".join(flat[at : at + column] for at in range(0, len(flat), column)) + "\n"
