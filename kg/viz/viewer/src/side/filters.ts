// The filters: types (which is the legend), place, report, year, status, stage.
import type { App } from "../app";
import { button, byId, make, option } from "../dom";
import { sign } from "../draw/shapes";
import { filtered, type Passing } from "../passing";
import type { Change } from "../state";

export interface Filters {
  /** Writes everything anew, in the language in force. */
  write(): void;
  update(): void;
}

type Field = "place" | "report" | "year" | "status" | "stage";
const FIELDS: readonly Field[] = ["place", "report", "year", "status", "stage"];

export function createFilters(app: App): Filters {
  const { collection, store } = app;
  const { types, tables } = collection;
  const areas = areaRows(app);
  const years = yearsOf(app);
  let shown: Passing | undefined;
  const boxes = new Map<Field, HTMLSelectElement>();

  function choices(field: Field): HTMLOptionElement[] {
    const words = app.words();
    const every = option("", words.say(`all_${field}`));
    const labelled = (table: string) => Object.keys(tables.labels[table] ?? {}).map((key) => option(key, words.label(table, key)));
    if (field === "place") return [every, ...areas.map(({ i, depth }) => option(collection.entities.id[i], "\u3000".repeat(depth) + collection.entities.name[i]))];
    if (field === "report") return [every, ...tables.reports.id.map((id, at) => option(id, tables.reports.label[at]))];
    if (field === "year") return [every, ...years.map((year) => option(String(year), String(year)))];
    return [every, ...labelled(field === "status" ? "statuses" : "stages")];
  }

  function write(): void {
    const words = app.words();
    const fields = FIELDS.map((field) => {
      const box = make("select", "", ...choices(field));
      box.id = field;
      box.addEventListener("change", () => store.set({ [field]: box.value } as Change));
      boxes.set(field, box);
      return make("label", "field", make("span", "", words.say(field)), box);
    });
    byId("fields").replaceChildren(...fields);
    shown = undefined;
    update();
  }

  function typeRow(type: number, number: number): HTMLElement {
    const words = app.words();
    const look = types[type];
    const { off } = store.get();
    const box = make("input");
    box.type = "checkbox";
    box.checked = !off.includes(look.name);
    box.addEventListener("change", () => store.set({ off: box.checked ? off.filter((name) => name !== look.name) : [...off, look.name] }));
    const alone = box.checked && off.length === types.length - 1;
    const only = button("plain only", words.say(alone ? "all_types" : "only"), () => {
      store.set({ off: alone ? [] : types.map(({ name }) => name).filter((name) => name !== look.name) });
    });
    only.setAttribute("aria-label", `${only.textContent}: ${words.pick(look.label)}`);
    const label = make("label", "", box, sign(look), make("span", "", words.pick(look.label)), make("span", "count", String(number)));
    return make("li", "", label, only);
  }

  function update(): void {
    const state = store.get();
    const passing = app.passing();
    const { byType, count } = passing;
    if (passing === shown) return;
    shown = passing;
    const list = byId("types");
    // Rebuilding the rows must not take the keyboard's place away.
    const held = document.activeElement;
    const row = [...list.children].findIndex((each) => each.contains(held));
    const what = held instanceof HTMLButtonElement ? "button" : "input";
    list.replaceChildren(...types.map((_, type) => typeRow(type, byType[type])));
    if (row >= 0) list.children[row]?.querySelector<HTMLElement>(what)?.focus();
    for (const [field, box] of boxes) {
      box.value = state[field];
      if (box.selectedIndex < 0) box.value = "";
    }
    byId("shown").textContent = app.words().say("passing", { shown: count, all: collection.count });
    byId("reset").hidden = !filtered(state);
  }

  byId("reset").addEventListener("click", () => {
    store.set({ off: [], place: "", report: "", year: "", status: "", stage: "", query: "" });
    byId("filters").querySelector("summary")?.focus();
  });
  return { write, update };
}

/** Places in which something lies or which are divided further, in the order of the tree. */
function areaRows({ collection }: App): { i: number; depth: number }[] {
  const { entities } = collection;
  const found = new Set<number>();
  for (const start of [...entities.inCity, ...entities.partOf]) if (start >= 0 && !found.has(start)) for (const i of collection.line(start)) found.add(i);
  const lines = [...found].map((i) => collection.line(i).reverse());
  const key = (line: number[]) => line.map((i) => `${entities.code[i] ?? "~"}${entities.name[i]}`).join("\u0000");
  return lines
    .map((line) => ({ i: line[line.length - 1], depth: line.length - 1, key: key(line) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

function yearsOf({ collection }: App): number[] {
  const found = new Set<number>();
  for (const year of [...collection.facts.year, ...collection.goals.year]) if (year !== null) found.add(year);
  return [...found].sort((a, b) => b - a);
}
