// The goals as a table: what is measured, how much, by when, of whom; and side by side, what one indicator is for all.
import type { App, Rendered, View } from "../app";
import { make, option } from "../dom";
import { amount, goalTime, quantity } from "../goals";
import { filterKey } from "../passing";
import { barChart } from "./chart";
import { goalRows, type GoalRow } from "./facts";
import { createTable, type Column } from "./table";

export const goals: View = { id: "goals", title: "goals_view", render };

const OWN = { indicator: "goals.indicator", kind: "goals.kind" } as const;

function render(container: HTMLElement, app: App): Rendered {
  const { collection, store } = app;
  const words = app.words();
  const every = goalRows(collection);
  const table = createTable<GoalRow>(app, { id: "goals", columns: columns(app), sort: "subject", entity: ({ subject }) => subject });
  const box = make("input");
  box.type = "search";
  box.value = store.get().own[OWN.indicator] ?? "";
  box.setAttribute("list", "indicators");
  box.placeholder = words.say("indicator_hint");
  box.setAttribute("aria-label", words.say("indicator"));
  box.addEventListener("input", () => store.set({ own: { ...store.get().own, [OWN.indicator]: box.value } }, true));
  const kinds = make("select", "", option("", words.say("all_kinds")), ...Object.keys(collection.tables.labels.kinds).map((kind) => option(kind, words.label("kinds", kind))));
  kinds.setAttribute("aria-label", words.say("kind"));
  kinds.addEventListener("change", () => store.set({ own: { ...store.get().own, [OWN.kind]: kinds.value } }));
  const names = make("datalist", "", ...commonest(every.map(({ goal }) => collection.goals.indicator[goal])).map((name) => option(name, name)));
  names.id = "indicators";
  const chart = make("div", "charts");
  container.append(make("div", "sheet", make("div", "asked", box, names, kinds), chart, table.element));
  let asked = "\u0000";

  function update(): void {
    const state = store.get();
    const wanted = filterKey(state) + JSON.stringify(state.own);
    if (wanted === asked) return table.mark();
    asked = wanted;
    kinds.value = state.own[OWN.kind] ?? "";
    if (document.activeElement !== box) box.value = state.own[OWN.indicator] ?? "";
    const rows = passing(app, every, state.own[OWN.indicator] ?? "", kinds.value);
    table.show(rows);
    chart.replaceChildren(...charts(app, rows, state.own[OWN.indicator] ?? ""));
  }

  update();
  return { update, remove: () => undefined };
}

function passing(app: App, every: readonly GoalRow[], indicator: string, kind: string): GoalRow[] {
  const { collection, store } = app;
  const { goals: table, tables } = collection;
  const { mask } = app.passing();
  const { year, status, report } = store.get();
  const at = report ? tables.reports.id.indexOf(report) : -1;
  const asked = indicator.trim().toLowerCase();
  return every.filter(
    ({ goal, subject, report: told }) =>
      mask[subject] &&
      (!year || String(table.year[goal]) === year) &&
      (!status || table.status[goal] === status) &&
      (at < 0 || told === at) &&
      (!kind || table.kind[goal] === kind) &&
      (!asked || `${table.indicator[goal] ?? ""} ${table.text[goal]}`.toLowerCase().includes(asked)),
  );
}

function columns(app: App): Column<GoalRow>[] {
  const { collection } = app;
  const { goals: table, entities, tables } = collection;
  const words = app.words();
  const name = ({ subject }: GoalRow) => entities.name[subject];
  const report = (row: GoalRow) => (row.report < 0 ? "" : tables.reports.label[row.report]);
  return [
    { id: "subject", title: "subject", sort: (row) => `${report(row)} ${name(row)}`, cell: name, file: [["subject", name]] },
    { id: "indicator", title: "indicator", cell: ({ goal }) => make("span", "", table.indicator[goal] ?? table.text[goal]), sort: ({ goal }) => table.indicator[goal] ?? table.text[goal], file: [["indicator", ({ goal }) => table.indicator[goal]], ["text", ({ goal }) => table.text[goal]]] },
    {
      id: "amount", title: "amount", numeric: true, sort: ({ goal }) => table.value[goal],
      cell: ({ goal }) => make("span", table.status[goal], quantity(table, goal, words)),
      file: [["dimension", ({ goal }) => table.dimension[goal]], ["comparator", ({ goal }) => table.comparator[goal]], ["value", ({ goal }) => table.value[goal]], ["value_max", ({ goal }) => table.valueMax[goal]], ["unit", ({ goal }) => table.unit[goal]], ["relative_to", ({ goal }) => table.relativeTo[goal]]],
    },
    { id: "status", title: "status", short: true, cell: ({ goal }) => words.label("statuses", table.status[goal]), file: [["status", ({ goal }) => table.status[goal]]] },
    { id: "year", title: "year", numeric: true, cell: ({ goal }) => goalTime(table, goal), sort: ({ goal }) => table.year[goal], file: [["year", ({ goal }) => table.year[goal]], ["year_from", ({ goal }) => table.yearFrom[goal]], ["deadline", ({ goal }) => table.deadline[goal]]] },
    { id: "report", title: "report", short: true, cell: report, file: [["report", report]] },
  ];
}

/** Names by how often they stand, the first hundred. */
function commonest(values: readonly (string | null)[]): string[] {
  const counts = new Map<string, number>();
  for (const value of values) if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 100).map(([name]) => name);
}

/** One chart for each unit and dimension of the indicator asked for, where it is said of several or for several years. */
function charts(app: App, rows: readonly GoalRow[], indicator: string): HTMLElement[] {
  const { goals: table, entities } = app.collection;
  const words = app.words();
  const groups = new Map<string, GoalRow[]>();
  for (const row of rows) {
    const { goal } = row;
    if (table.indicator[goal] !== indicator.trim() || table.value[goal] === null) continue;
    const key = `${table.dimension[goal] ?? ""}|${table.unit[goal] ?? ""}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].filter((group) => group.length > 1 && group.length <= 60).map((group) => {
    const [{ goal: first }] = group;
    const title = [indicator.trim(), words.label("dimensions", table.dimension[first]), table.unit[first]].filter(Boolean).join(" · ");
    const sorted = [...group].sort((a, b) => (table.value[b.goal] ?? 0) - (table.value[a.goal] ?? 0));
    return barChart(title, sorted.map(({ goal, subject }) => {
      const found = amount(table, goal, words);
      return {
        name: `${entities.name[subject]} ${table.year[goal] ?? ""}`.trim(),
        value: table.value[goal] ?? 0,
        most: table.valueMax[goal],
        told: found ? [found.before, found.number + found.unit].filter(Boolean).join(" ") : "",
        className: table.status[goal],
        open: () => app.open(subject),
      };
    }));
  });
}
