// What the reports tell of each year: how far projects came or are to come, how many targets and results there are.
import type { App, Rendered, View } from "../app";
import { button, make } from "../dom";
import { filterKey } from "../passing";
import type { Change } from "../state";
import { goalRows } from "./facts";
import { goals } from "./goals";
import { projects } from "./projects";

export const timeline: View = { id: "timeline", title: "timeline", render };

const PROMISED = "promised";

function render(container: HTMLElement, app: App): Rendered {
  const words = app.words();
  const { stages } = app.collection.tables.labels;
  const columns = [...Object.keys(stages).filter((stage) => stage !== "proposed"), PROMISED, "target", "achieved"];
  const title = (column: string) => (column in stages ? words.label("stages", column) : column === PROMISED ? words.say("planned") : words.label("statuses", column));
  const body = make("tbody");
  const heads = [words.say("year"), ...columns.map(title)].map((name, i) => {
    const made = make("th", i ? "number" : "", name);
    made.scope = "col";
    return made;
  });
  const table = make("table", "rows annual", make("thead", "", make("tr", "", ...heads)), body);
  container.append(make("div", "sheet", make("p", "quiet", words.say("timeline_note")), make("div", "tabled", make("div", "scroll", table))));
  let asked = "\u0000";

  function update(): void {
    const state = app.store.get();
    const wanted = filterKey(state);
    if (wanted === asked) return;
    asked = wanted;
    const counts = countsByYear(app);
    body.replaceChildren(...[...counts.keys()].sort((a, b) => b - a).map((year) => line(app, year, columns, counts.get(year) ?? new Map())));
  }

  update();
  return { update, remove: () => undefined };
}

function line(app: App, year: number, columns: readonly string[], counts: ReadonlyMap<string, number>): HTMLElement {
  const most = Math.max(...counts.values(), 1);
  const head = make("th", "", String(year));
  head.scope = "row";
  const cells = columns.map((column) => {
    const number = counts.get(column) ?? 0;
    if (!number) return make("td", "number");
    const press = button("plain", String(number), () => app.store.set(rowsOf(app, year, column)));
    const bar = make("span", `bar ${column}`);
    bar.style.width = `${Math.max(2, (48 * number) / most)}px`;
    return make("td", "number", make("span", "measured", bar), press);
  });
  return make("tr", "", head, ...cells);
}

/** The view that holds what a number counts. */
function rowsOf({ store }: App, year: number, column: string): Change {
  const asked = { year: String(year), own: store.get().own };
  if (column === "target" || column === "achieved") return { ...asked, view: goals.id, status: column, stage: "" };
  return { ...asked, view: projects.id, status: "", stage: column === PROMISED ? "proposed" : column };
}

/** For each year how many projects reached each stage, how many are planned to come further, targets and results. */
function countsByYear(app: App): Map<number, Map<string, number>> {
  const { collection } = app;
  const { facts, factCount, goals: table } = collection;
  const { mask } = app.passing();
  const found = new Map<number, Map<string, number>>();
  const add = (year: number | null, column: string) => {
    if (year === null) return;
    const counts = found.get(year) ?? new Map<string, number>();
    counts.set(column, (counts.get(column) ?? 0) + 1);
    found.set(year, counts);
  };
  for (let fact = 0; fact < factCount; fact++) {
    if (collection.predicateOf(fact) !== "stage" || !mask[facts.subject[fact]]) continue;
    add(facts.year[fact], facts.status[fact] === "target" || facts.promised[fact] ? PROMISED : String(facts.object[fact]));
  }
  for (const { goal, subject } of goalRows(collection)) if (mask[subject]) add(table.year[goal], table.status[goal]);
  return found;
}
