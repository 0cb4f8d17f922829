"""A small collection with everything in it that an export has to write."""

from __future__ import annotations

from kg.divisions import Divisions
from kg.model import Goal, Knowledge
from kg.ontology import default_folder
from kg.resolve import Identity, resolve
from tests.resolve.factory import DATONG, Known, Mark, aim, company, document, institution, place, project, target

HOSTILE = '=SUM("a")\\ </script>&\n\t—“引号”'


def small_collection() -> Knowledge:
    """A report in two files, with a torn name, and one of another city; every type, relation and kind of goal."""
    first = document(
        "今年在小店区新建“东水西调”工程，由某某重工集团承建，完成投资3.5亿元。\n地区生产总值增长6.5%左右。力争打造全国先进\n基地。"
        "大同市与太原市携手。新增绿地1200亩。居民收入与经济增长同步。市图书馆参与数字惠民行动，壮大氢能产业。",
        [
            place("小店区", "140105"),
            project("“东水西调”工程"),
            company("某某重工集团"),
            target("投资3.5亿元", "投资", 350000000.0, "元", dimension="level"),
            target("地区生产总值增长6.5%左右", "地区生产总值", 6.5, comparator="approx", wording="左右"),
            aim("打造全国先进\n基地"),
            place("大同市"),
            place("太原市"),
            target("绿地1200亩", "绿地", 1200.0, "亩", dimension="level", value_max=None),
            Mark(
                type="Goal",
                text="居民收入与经济增长同步",
                goal=Goal(kind="relative", status="target", year=2030, indicator="居民收入", relative_to="经济增长"),
            ),
            institution("市图书馆"),
            Mark(type="Program", text="数字惠民行动"),
            Mark(type="Industry", text="氢能产业"),
            place("柳荫公园", subtype="Site", implied=True),
        ],
        [
            ("“东水西调”工程", "locatedIn", "小店区"),
            ("某某重工集团", "participatesIn", "“东水西调”工程"),
            ("“东水西调”工程", "hasGoal", "投资3.5亿元"),
            ("大同市", "cooperatesWith", "太原市"),
            ("市图书馆", "participatesIn", "数字惠民行动"),
            ("“东水西调”工程", "belongsTo", "氢能产业"),
        ],
        [("“东水西调”工程", "completed", "target")],
        name="a.txt",
    )
    second = document(
        "东水西调工程建成投运。GDP增长6.5%。",
        [project("东水西调工程"), target("GDP增长6.5%", "地区生产总值", 6.5, comparator="approx")],
        stages=[("东水西调工程", "operating", "achieved")],
        name="b.txt",
    )
    third = document(
        "某某重工集团有限公司在市区扩建。" + HOSTILE,
        [company("某某重工集团有限公司"), project(HOSTILE)],
        name="c.txt",
        subject=DATONG,
    )
    folder = default_folder()
    known = Known(divisions=Divisions.load(folder / "gazetteer"), names=(("Company", "某某重工", "山某装备集团", ""),))
    return resolve([third, second, first], gazetteer=known, identity=Identity.load(folder))
