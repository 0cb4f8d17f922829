// What there is: the reports and what is missing from each, the targets that most of them set, the projects by stage.
import type { App, Rendered, View } from "../app";
import type { Collection } from "../collection";
import { button, make } from "../dom";
import { quantity } from "../goals";
import { goalRows, type GoalRow } from "./facts";
import { goals } from "./goals";
import { projects, projectsOf, stageChart } from "./projects";

export const overview: View = { id: "overview", title: "overview", render };

const INDICATORS = 10;
/** Rows that are shown at once: few reports, so that their targets are in sight. */
const REPORTS_AT_ONCE = 10;
const TARGETS_AT_ONCE = 40;

function render(container: HTMLElement, app: App): Rendered {
  const sheet = make("div", "sheet overview");
  container.append(sheet);
  const words = app.words();
  const section = (title: string, ...children: (HTMLElement | null)[]) => make("section", "group", make("h2", "", words.say(title)), ...children);
  const stages = stageChart(app, projectsOf(app));
  const rows = goalRows(app.collection);
  sheet.append(
    section("reports", reportTable(app, rows)),
    section("headline", make("p", "quiet", words.say("headline_note")), headline(app, rows)),
    ...(stages ? [section("projects_view", make("div", "charts", stages), button("plain", words.say("all_projects"), () => app.store.set({ view: projects.id })))] : []),
  );
  return { update: () => undefined, remove: () => undefined };
}

/** One row a report: its files, and what of it they hold. */
function reportTable(app: App, goalsOfAll: readonly GoalRow[]): HTMLElement {
  const { collection, store } = app;
  const { reports, documents } = collection.tables;
  const words = app.words();
  const counts = countsByReport(app, goalsOfAll);
  const head = ["report", "files", "coverage", "projects_view", "goals_view"].map((key) => column(words.say(key)));
  const lines = reports.id.map((id, at) => {
    const place = reports.place[at];
    const name = button("entity", "", () => (place >= 0 ? app.open(place) : store.set({ report: id })));
    name.append(make("span", "", reports.label[at]));
    const to = (view: string, number: number) => button("plain", String(number), () => store.set({ view, report: id }));
    const rows = reports.documents[at];
    const cells = [
      make("td", "", rows.map((row) => documents.file[row]).join("；")),
      make("td", "", rows.map((row) => words.label("coverages", documents.coverage[row])).join("；")),
      make("td", "number", to(projects.id, counts.projects[at])),
      make("td", "number", to(goals.id, counts.goals[at])),
    ];
    return make("tr", "", rowHead(name), ...cells);
  });
  return tableOf(app, head, lines, REPORTS_AT_ONCE);
}

function countsByReport(app: App, rows: readonly GoalRow[]): { projects: number[]; goals: number[] } {
  const { entities, tables } = app.collection;
  const found = { projects: tables.reports.id.map(() => 0), goals: tables.reports.id.map(() => 0) };
  for (const project of projectsOf(app)) for (const report of entities.reports[project]) found.projects[report]++;
  for (const { report } of rows) if (report >= 0) found.goals[report]++;
  return found;
}

/** The targets for the planned year that most reports set for their own place, report by report, last year's result below. */
function headline(app: App, every: readonly GoalRow[]): HTMLElement {
  const { collection } = app;
  const { tables, goals: table } = collection;
  const words = app.words();
  const own = every.filter(({ goal, subject, report }) => report >= 0 && tables.reports.place[report] === subject && table.value[goal] !== null && table.indicator[goal]);
  const targets = own.filter(({ goal, report }) => table.status[goal] === "target" && table.year[goal] === tables.reports.planYear[report]);
  const results = own.filter(({ goal, report }) => table.status[goal] === "achieved" && table.year[goal] === tables.reports.reviewYear[report]);
  const chosen = shared(collection, targets);
  const head = [column(words.say("report")), ...chosen.map(({ indicator, dimension }) => column(indicator, words.label("dimensions", dimension)))];
  const find = (rows: readonly GoalRow[], at: number, key: Measure) => rows.find(({ goal, report }) => report === at && same(key, measure(collection, goal)));
  const lines = tables.reports.id.map((_, at) => {
    const place = tables.reports.place[at];
    const name = place >= 0 ? button("entity", "", () => app.open(place)) : make("span");
    name.append(make("span", "", tables.reports.label[at]));
    const cells = chosen.map((key) => {
      const [target, result] = [find(targets, at, key), find(results, at, key)];
      const shown = ([["target", target], ["achieved", result]] as const).flatMap(([status, row]) => {
        const found = row ? quantity(table, row.goal, words) : null;
        return found ? [make("div", status, found)] : [];
      });
      return make("td", "number", ...(shown.length ? shown : ["—"]));
    });
    return make("tr", "", rowHead(name), ...cells);
  });
  return tableOf(app, head, lines, TARGETS_AT_ONCE);
}

interface Measure {
  readonly indicator: string;
  readonly dimension: string | null;
  readonly unit: string | null;
}

const measure = ({ goals: table }: Collection, goal: number): Measure => ({ indicator: table.indicator[goal] ?? "", dimension: table.dimension[goal], unit: table.unit[goal] });
const same = (a: Measure, b: Measure) => a.indicator === b.indicator && a.dimension === b.dimension && a.unit === b.unit;

/** What most reports set a target for, the commonest first; of an indicator the commonest way to measure it. */
function shared(collection: Collection, targets: readonly GoalRow[]): Measure[] {
  const found = new Map<string, { key: Measure; reports: Set<number> }>();
  for (const { goal, report } of targets) {
    const key = measure(collection, goal);
    const name = JSON.stringify(key);
    const known = found.get(name) ?? { key, reports: new Set<number>() };
    found.set(name, known);
    known.reports.add(report);
  }
  const ordered = [...found].sort(([a, one], [b, other]) => other.reports.size - one.reports.size || (a < b ? -1 : 1)).map(([, { key }]) => key);
  const first = ordered.filter((key, i) => ordered.findIndex(({ indicator }) => indicator === key.indicator) === i);
  return first.slice(0, INDICATORS);
}

const column = (title: string, note = ""): HTMLElement => {
  const made = make("th", "", title, note ? make("small", "", ` ${note}`) : null);
  made.scope = "col";
  return made;
};

const rowHead = (inside: HTMLElement): HTMLElement => {
  const made = make("th", "", inside);
  made.scope = "row";
  return made;
};

/** A table whose later rows are shown on demand. */
function tableOf(app: App, head: readonly HTMLElement[], lines: readonly HTMLElement[], atOnce: number): HTMLElement {
  const body = make("tbody", "", ...lines.slice(0, atOnce));
  const rest = lines.slice(atOnce);
  const scroll = make("div", "scroll", make("table", "rows", make("thead", "", make("tr", "", ...head)), body));
  scroll.tabIndex = 0;
  const more = button("plain more", app.words().say("more", { n: rest.length }), () => {
    body.append(...rest);
    more.remove();
  });
  more.hidden = !rest.length;
  return make("div", "tabled", scroll, more);
}
