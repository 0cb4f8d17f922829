"""Made-up collections in the manner of government work reports, at any size; equal arguments give equal collections."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from kg.model import (
    Assertion,
    Entity,
    Evidence,
    Extraction,
    Goal,
    Knowledge,
    Part,
    Quote,
    Report,
    Span,
    Subject,
)

PROVINCE = "云岭省"
CITIES = ("岚州市", "清泽市", "临沅市", "柏川市", "安渡市", "平渚市", "沁原市", "泉陵市")
COUNTIES = ("东郭区", "西坪县", "南浦县", "北岭区", "上河县", "石湾区")
INDUSTRIES = (
    "特种钢材产业链",
    "新能源汽车产业",
    "氢能产业",
    "生物医药产业集群",
    "低空经济",
    "碳纤维专业镇",
    "白酒产业",
    "数字创意产业",
)
PROGRAMS = (
    "碧水攻坚行动",
    "百园添绿工程",
    "千企改造计划",
    "揭榜挂帅",
    "一件事一次办改革",
    "书香社区行动",
    "冬暖工程",
    "育林五年计划",
)
STEMS = (
    "华岳",
    "启明",
    "中泰",
    "远山",
    "金澜",
    "晋川",
    "恒昌",
    "天翎",
    "瑞禾",
    "凌云",
    "宏远",
    "汇沣",
    "嘉木",
    "北斗",
    "泓源",
    "岱宗",
)
TRADES = ("重工", "新材", "能源", "药业", "食品", "电子", "航空", "轨道装备")
WORKS = (
    "水库枢纽工程",
    "抽水蓄能电站",
    "轨道交通1号线一期工程",
    "冷轧硅钢项目",
    "动力电池生产基地",
    "综合物流园",
    "生活垃圾焚烧发电厂",
    "滨河快速路",
    "大数据中心",
    "文化艺术中心",
    "人民医院新院区",
    "老城供热管网改造",
    "智能制造产业园",
    "高速公路连接线",
)
HOUSES = ("理工大学", "第一医院", "碳材料实验室", "博物馆", "技师学院", "农业科学研究院")
MEASURES = (
    ("地区生产总值", "growth", 6.5, "%", "approx", "左右"),
    ("一般公共预算收入", "growth", 5, "%", "eq", ""),
    ("城镇新增就业", "level", 81200, "人", "ge", "以上"),
    ("老旧小区改造", "level", 688, "个", "eq", ""),
    ("单位地区生产总值能耗", "decline", 3.2, "%", "eq", ""),
    ("规模以上工业增加值", "growth", 7, "%", "eq", ""),
    ("完成投资", "level", 100000000000, "元", "ge", "以上"),
)
STAGES = ("proposed", "preparing", "started", "underConstruction", "completed", "operating")


@dataclass
class Draft:
    """A collection in the making."""

    random: random.Random
    raws: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    quotes: dict[int, list[Quote]] = field(default_factory=lambda: defaultdict(list))
    entities: dict[str, dict[str, Any]] = field(default_factory=dict)
    assertions: list[Assertion] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)
    indicators: dict[str, str] = field(default_factory=dict)

    def document(self, file: str) -> int:
        self.files.append(file)
        self.raws.append("# 政府工作报告\n\n")
        return len(self.files) - 1

    def entity(self, type_: str, name: str, **more: Any) -> str:
        id_ = f"{type_.lower()}/{name}"
        known = self.entities.setdefault(id_, {"type": type_, "name": name, "evidence": [], "reports": set()})
        known.update(more)
        return id_

    def sentence(self, document: int, parts: list[str], *, section: str, part: Part) -> tuple[int, list[Span]]:
        """Writes a sentence, some of it broken over lines as in files; returns its number and its parts' spans."""
        raw = self.raws[document]
        start = len(raw)
        spans: list[Span] = []
        for words in parts:
            written = words
            if len(words) > 6 and self.random.random() < 0.2:
                written = words[:4] + "\n" + words[4:]
            spans.append((len(raw), len(raw) + len(written)))
            raw += written
        self.raws[document] = raw + "\n\n"
        quote = Quote(pieces=((start, len(raw)),), text="".join(parts), section=section, part=part)
        self.quotes[document].append(quote)
        return len(self.quotes[document]) - 1, spans

    def seen(self, id_: str, document: int, sentence: int, span: Span, report: str) -> None:
        self.entities[id_]["evidence"].append(Evidence(document=document, pieces=(span,), sentence=sentence))
        self.entities[id_]["reports"].add(report)

    def say(
        self, subject: str, predicate: str, object_: str, at: tuple[int, int, Span], report: str, **more: Any
    ) -> None:
        document, sentence, span = at
        evidence = Evidence(document=document, pieces=(span,), sentence=sentence)
        values = {"year": 2024, "status": "target", "basis": "clause", "rules": ("made-up",), "confidence": 0.9} | more
        self.assertions.append(
            Assertion(
                subject=subject, predicate=predicate, object=object_, report=report, evidence=(evidence,), **values
            )
        )

    def finish(self) -> Knowledge:
        extractions = tuple(
            Extraction(
                path=f"reports/{file}",
                file_name=file,
                sha256=f"{number:064x}",
                characters=len(raw),
                coverage="whole",
                subject=Subject(),
                quotes=tuple(self.quotes[number]),
                mentions=(),
                relations=(),
                stages=(),
                raw=raw,
            )
            for number, (file, raw) in enumerate(zip(self.files, self.raws, strict=True))
        )
        entities = []
        for id_, values in sorted(self.entities.items()):
            ready = {"evidence": tuple(values["evidence"]), "reports": tuple(sorted(values["reports"]))}
            entities.append(Entity(id=id_, **{**values, **ready}))
        return Knowledge(
            extractions=extractions,
            reports=tuple(self.reports),
            entities=tuple(entities),
            assertions=tuple(sorted(self.assertions, key=lambda a: (a.subject, a.predicate, a.object, a.report))),
            indicators=tuple(sorted(self.indicators.items())),
        )


def collection(
    *, cities: int = 5, projects: int = 60, companies: int = 25, seed: int = 1, file_name: str | None = None
) -> Knowledge:
    """Reports of some cities of one province: each with so many projects and companies, and what goes with them."""
    draft = Draft(random.Random(seed))
    draft.entity("Place", PROVINCE, subtype="Province", code="990000")
    for number in range(cities):
        name = CITIES[number % len(CITIES)]
        name = name if number < len(CITIES) else f"{name[:-1]}{number}市"
        _city(draft, name, number, projects, companies)
    draft.files = [file_name or file for file in draft.files]
    return draft.finish()


def of_size(entities: int, *, seed: int = 1) -> Knowledge:
    """A collection of about so many named entities."""
    cities = max(1, round(entities / 125))
    each = max(2, round((entities / cities - 25) / 1.45))
    return collection(cities=cities, projects=each, companies=max(1, round(each * 0.42)), seed=seed)


@dataclass
class Site:
    """A city and its report, in the making."""

    draft: Draft
    name: str
    city: str
    document: int
    report: str
    counties: list[str]
    firms: list[str]

    def write(self, parts: list[str], section: str) -> tuple[int, list[Span]]:
        return self.draft.sentence(self.document, parts, section=f"二、2024年工作安排/{section}", part="plan")

    def say(self, subject: str, predicate: str, object_: str, sentence: int, span: Span, **more: Any) -> None:
        self.draft.say(subject, predicate, object_, (self.document, sentence, span), self.report, **more)

    def seen(self, id_: str, sentence: int, span: Span) -> None:
        self.draft.seen(id_, self.document, sentence, span, self.report)


def _city(draft: Draft, name: str, number: int, projects: int, companies: int) -> None:
    document = draft.document(f"{number:03d}_{name}.txt")
    above = f"place/{PROVINCE}"
    code = f"99{number + 1:02d}00"
    city = draft.entity("Place", name, subtype="City", code=code, part_of=above, aliases=(name[:-1],))
    report = f"report/{name}/2024"
    draft.reports.append(
        Report(
            id=report,
            place=city,
            place_name=name,
            place_code=code,
            level="city",
            plan_year=2024,
            review_year=2023,
            documents=(document,),
        )
    )
    counties = [
        draft.entity("Place", f"{name[0]}{county}", subtype="County", part_of=city, in_city=city) for county in COUNTIES
    ]
    firms = []
    for at in range(companies):
        stem = STEMS[(number * 7 + at) % len(STEMS)] + TRADES[(number + at // len(STEMS) + at) % len(TRADES)]
        firms.append(draft.entity("Company", f"{stem}{'' if at < 16 else at}", aliases=(f"{stem}集团有限公司",)))
    site = Site(draft, name, city, document, report, counties, firms)
    for house in HOUSES:
        id_ = draft.entity("Institution", name[:-1] + house, in_city=city, location_basis="name")
        sentence, spans = site.write(["支持", name[:-1] + house, "建设一流学科。"], "（五）教育强市")
        site.seen(id_, sentence, spans[1])
    for at in range(projects):
        _project(site, at)
    for at in range(max(2, projects // 4)):
        _goal(site, at)


def _project(site: Site, at: int) -> None:
    draft, chance, pick = site.draft, site.draft.random.random, site.draft.random.choice
    firm, county = pick(site.firms), pick(site.counties)
    county_name, firm_name = draft.entities[county]["name"], draft.entities[firm]["name"]
    title = site.name[0] + county_name[1:3] + WORKS[at % len(WORKS)]
    title += f"{at // len(WORKS)}期" if at >= len(WORKS) else ""
    stage = STAGES[at % len(STAGES)]
    project = draft.entity("Project", title, in_city=site.city, location_basis="stated", stage=stage, stage_year=2024)
    section = "（一）全力扩大有效投资"
    words = ["加快推进", firm_name, "在", county_name, "投资建设的", title, "，年内完成投资过半，尽快形成实物工作量。"]
    sentence, spans = site.write(words, section)
    site.seen(project, sentence, spans[5])
    if chance() < 0.6:
        site.seen(county, sentence, spans[3])
        site.say(project, "locatedIn", county, sentence, (spans[3][0], spans[5][1]))
    if chance() < 0.45:
        site.seen(firm, sentence, spans[1])
        site.say(firm, "participatesIn", project, sentence, (spans[1][0], spans[5][1]))
    site.say(project, "stage", stage, sentence, (spans[0][0], spans[5][1]))
    which = chance()
    if which < 0.5:
        kind, names, verb = ("Industry", INDUSTRIES, "围绕") if which < 0.35 else ("Program", PROGRAMS, "深入实施")
        name = pick(names)
        whole = draft.entity(kind, name)
        sentence, spans = site.write([verb, name, "，抓好", title, "等重点项目。"], section)
        site.seen(whole, sentence, spans[1])
        site.say(project, "belongsTo", whole, sentence, (spans[1][0], spans[3][1]))


def _goal(site: Site, at: int) -> None:
    words, goal, indicator = _aim(at)
    id_ = f"goal/{site.name}/{at}"
    if indicator:
        site.draft.indicators[indicator] = goal.concept or ""
    more = {"type": "Goal", "name": words, "goal": goal, "indicator": indicator}
    site.draft.entities[id_] = {**more, "evidence": [], "reports": set()}
    parts = ["今年经济社会发展的主要预期目标是：", words, "，实际工作中努力争取更好结果。"]
    sentence, spans = site.write(parts, "总体要求")
    site.seen(id_, sentence, spans[1])
    site.say(site.city, "hasGoal", id_, sentence, spans[1], status=goal.status, year=goal.year)


def _aim(at: int) -> tuple[str, Goal, str | None]:
    """Words, meaning and indicator of a goal."""
    if at % 6 == 5:
        words = f"打造全国重要的{INDUSTRIES[at % len(INDUSTRIES)]}基地"
        return words, Goal(kind="qualitative", status="target", year=2024), None
    concept, dimension, least, unit, comparator, tail = MEASURES[at % len(MEASURES)]
    value = least + at // len(MEASURES)
    change = {"growth": "增长", "decline": "下降"}.get(dimension, "")
    shown = f"{value / 1e8:g}亿" if value >= 1e8 else f"{value / 1e4:g}万" if value >= 1e4 else f"{value:g}"
    goal = Goal(
        kind="quantitative",
        status="achieved" if at % 2 else "target",
        year=2023 if at % 2 else 2024,
        indicator=concept + change,
        concept=concept,
        dimension=dimension,
        value=value,
        unit=unit,
        comparator=comparator,
        wording=tail or None,
    )
    return f"{concept}{change}{shown}{unit}{tail}", goal, f"indicator/{concept}"


HOSTILE = (
    "<script>window.pwned=1</script>",
    "</script><script>window.pwned=2</script>",
    '"><img src=x onerror="window.pwned=3">',
    "javascript:window.pwned=4",
    "<a href='javascript:window.pwned=5'>点我</a>",
    "{{ 7 * 7 }}{% raw %}",
    "<!--<script>",
    "\u202e倒写\u2066与零\u200b宽",
    "行\u2028分\u2029段&amp;&lt;",
    "'; window.pwned=6; //",
    "]]>\\u003cscript\\u003e",
    "__proto__",
)


def hostile() -> Knowledge:
    """A collection in which every text is an attempt to be more than text."""
    draft = Draft(random.Random(3))
    types = ("Project", "Program", "Company", "Institution", "Place", "Industry", *HOSTILE[:2])
    document = draft.document(HOSTILE[2])
    report = HOSTILE[0]
    draft.reports.append(
        Report(
            id=report,
            place="place/x",
            place_name=HOSTILE[1],
            place_code=HOSTILE[3],
            level=None,
            plan_year=2024,
            review_year=None,
            documents=(document,),
        )
    )
    ids = []
    for at, words in enumerate(HOSTILE):
        kind = types[at % len(types)]
        id_ = draft.entity(
            kind,
            words,
            subtype=HOSTILE[(at + 1) % len(HOSTILE)],
            aliases=(HOSTILE[(at + 2) % len(HOSTILE)],),
            hidden=(HOSTILE[(at + 3) % len(HOSTILE)],),
            code=HOSTILE[(at + 4) % len(HOSTILE)],
            location_basis=HOSTILE[(at + 5) % len(HOSTILE)],
            stage=HOSTILE[(at + 6) % len(HOSTILE)],
            because=(words,),
        )
        sentence, spans = draft.sentence(document, [words, words], section=words, part="plan")
        draft.seen(id_, document, sentence, spans[0], report)
        if ids:
            at_ = (document, sentence, spans[1])
            draft.say(ids[-1], words, id_, at_, report, rules=(words,), basis=words, status=words, promised=words)
            draft.say(ids[0], "locatedIn", id_, at_, report)
            draft.say(id_, "stage", words, at_, report)
            draft.entities[id_]["in_city"] = ids[0]
            draft.entities[id_]["part_of"] = ids[0]
        ids.append(id_)
    for words in HOSTILE:
        texts = dict.fromkeys(("deadline", "wording", "indicator", "concept", "unit", "relative_to"), words)
        kinds = {"kind": words, "status": words, "dimension": words, "comparator": words, "value": 1.5, "year": 2024}
        goal = draft.entity("Goal", words, goal=Goal(**texts, **kinds), indicator=words)
        draft.indicators[words] = words
        sentence, spans = draft.sentence(document, [words], section=words, part="plan")
        draft.seen(goal, document, sentence, spans[0], report)
        draft.say(ids[0], "hasGoal", goal, (document, sentence, spans[0]), report)
    return draft.finish()
