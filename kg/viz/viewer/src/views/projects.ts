// The projects as a table: where, how far, under which chain or programme, by whom.
import type { App, Rendered, View } from "../app";
import { make } from "../dom";
import { filterKey } from "../passing";
import { barChart } from "./chart";
import { ofType, tiedTo } from "./facts";
import { createTable, type Column } from "./table";

export const projects: View = { id: "projects", title: "projects_view", render };

function render(container: HTMLElement, app: App): Rendered {
  const { store } = app;
  const every = projectsOf(app);
  const table = createTable<number>(app, { id: "projects", columns: columns(app), sort: "name", entity: (row) => row });
  const chart = make("div", "charts");
  container.append(make("div", "sheet", chart, table.element));
  let asked = "\u0000";

  function update(): void {
    const state = store.get();
    const wanted = filterKey(state) + JSON.stringify(state.own);
    if (wanted === asked) return table.mark();
    asked = wanted;
    const { mask } = app.passing();
    const rows = every.filter((row) => mask[row]);
    table.show(rows);
    const found = stageChart(app, rows);
    chart.replaceChildren(...(found ? [found] : []));
  }

  update();
  return { update, remove: () => undefined };
}

/** All projects, by number. */
export const projectsOf = ({ collection }: App): number[] => ofType(collection, "Project");

/** How many projects are how far; a bar shows those of its stage, or again all. */
export function stageChart(app: App, rows: readonly number[]): HTMLElement | null {
  const { collection, store } = app;
  const words = app.words();
  const bars = Object.keys(collection.tables.labels.stages)
    .map((stage) => ({ stage, value: rows.filter((row) => collection.entities.stage[row] === stage).length }))
    .filter(({ value }) => value)
    .map(({ stage, value }) => ({
      name: words.label("stages", stage),
      value,
      told: String(value),
      className: "stage",
      open: () => store.set({ view: projects.id, stage: store.get().stage === stage ? "" : stage }),
    }));
  return bars.length ? barChart(words.say("by_stage"), bars) : null;
}

function columns(app: App): Column<number>[] {
  const { collection } = app;
  const { entities, tables } = collection;
  const words = app.words();
  const names = (rows: readonly number[]) => rows.map((row) => entities.name[row]).join("；");
  const area = (row: number) => (entities.inCity[row] >= 0 ? entities.name[entities.inCity[row]] : "");
  const place = (row: number) => names(tiedTo(collection, row, "locatedIn", false)) || area(row);
  const chain = (row: number) => names(tiedTo(collection, row, "belongsTo", false));
  const who = (row: number) => names(tiedTo(collection, row, "participatesIn", true));
  const reports = (row: number) => entities.reports[row].map((report) => tables.reports.label[report]).join("；");
  const order = Object.keys(tables.labels.stages);
  return [
    { id: "name", title: "project", cell: (row) => entities.name[row], file: [["project", (row) => entities.name[row]]] },
    { id: "place", title: "place", cell: place, file: [["place", place], ["city", area]] },
    { id: "stage", title: "stage", short: true, cell: (row) => words.label("stages", entities.stage[row]), sort: (row) => (entities.stage[row] ? order.indexOf(entities.stage[row] ?? "") : null), file: [["stage", (row) => entities.stage[row]]] },
    { id: "year", title: "year", numeric: true, file: [["stage_year", (row) => entities.stageYear[row]]] },
    { id: "chain", title: "chain", cell: chain, file: [["belongs_to", chain]] },
    { id: "who", title: "participants", cell: who, file: [["participants", who]] },
    { id: "report", title: "report", short: true, cell: reports, file: [["reports", reports]] },
  ];
}
