// A table that can be sorted by any column, shows its rows as far as they are wanted, and can be saved as CSV.
import type { App } from "../app";
import { button, download, make, visible, type Child } from "../dom";

export type Value = string | number | null;

export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  readonly numeric?: boolean;
  /** Its cells stay on one line. */
  readonly short?: boolean;
  /** What the reader sees; by default the value. */
  cell?(row: Row): Child;
  /** By what rows are sorted; empty ones come last. */
  sort?(row: Row): Value;
  /** What the file holds, one entry a column of the file. */
  readonly file: readonly (readonly [heading: string, value: (row: Row) => Value])[];
}

export interface Table<Row> {
  readonly element: HTMLElement;
  /** Shows these rows, sorted as the state says. */
  show(rows: readonly Row[]): void;
  /** Marks the rows of the entity whose facts are shown. */
  mark(): void;
}

export interface Shape<Row> {
  /** Names what the view keeps in the state (`goals.sort`). */
  readonly id: string;
  readonly columns: readonly Column<Row>[];
  /** How rows are sorted before the reader chooses. */
  readonly sort: string;
  /** The entity whose facts a row opens. */
  entity(row: Row): number;
}

const ROWS_AT_ONCE = 100;
/** What a spreadsheet would take for a formula. */
const FORMULA = /^[=+\-@\t\r']/;

export function createTable<Row>(app: App, shape: Shape<Row>): Table<Row> {
  const words = app.words();
  const { store } = app;
  const key = `${shape.id}.sort`;
  const body = make("tbody");
  const count = make("span", "quiet");
  count.setAttribute("role", "status");
  const more = button("plain more", "", () => add(shown + ROWS_AT_ONCE));
  const save = button("plain", words.say("save_table"), () => download(`${shape.id}.csv`, csv(shape.columns, sorted)));
  const heads = shape.columns.map(head);
  const table = make("table", "rows", make("thead", "", make("tr", "", ...heads)), body);
  const element = make("div", "tabled", make("p", "tablehead", count, save), make("div", "scroll", table), more);
  let sorted: readonly Row[] = [];
  let given: readonly Row[] = [];
  let shown = 0;

  function order(): [column: Column<Row>, down: boolean] {
    const chosen = store.get().own[key] || shape.sort;
    const id = chosen.replace(/^-/, "");
    return [shape.columns.find((column) => column.id === id) ?? shape.columns[0], chosen.startsWith("-")];
  }

  function head(column: Column<Row>): HTMLElement {
    const name = words.say(column.title);
    const press = button("sort", name, () => {
      const [by, down] = order();
      const next = by.id === column.id && !down ? `-${column.id}` : column.id;
      store.set({ own: { ...store.get().own, [key]: next } });
    });
    const made = make("th", column.numeric ? "number" : "", press);
    made.scope = "col";
    made.dataset.column = column.id;
    return made;
  }

  function show(rows: readonly Row[]): void {
    given = rows;
    const [by, down] = order();
    for (const made of heads) made.setAttribute("aria-sort", made.dataset.column !== by.id ? "none" : down ? "descending" : "ascending");
    const value = by.sort ?? by.file[0][1];
    const keyed = given.map((row, i) => ({ row, i, value: value(row) }));
    keyed.sort((a, b) => compare(a.value, b.value, down) || a.i - b.i);
    sorted = keyed.map(({ row }) => row);
    body.replaceChildren();
    shown = 0;
    add(ROWS_AT_ONCE);
    count.textContent = words.say("rows", { n: sorted.length });
  }

  function add(to: number): void {
    const next = shown;
    for (; shown < Math.min(to, sorted.length); shown++) body.append(line(sorted[shown]));
    const rest = sorted.length - shown;
    more.hidden = !rest;
    more.textContent = words.say("more", { n: rest });
    if (next && !rest) body.children[next]?.querySelector("button")?.focus();
    mark();
  }

  function line(row: Row): HTMLElement {
    const cells = shape.columns.map((column, i) => {
      const inside = column.cell ? column.cell(row) : text(column.file[0][1](row));
      const made = make(i ? "td" : "th", column.numeric ? "number" : column.short ? "short" : "");
      if (i) made.append(...(inside ? [typeof inside === "string" ? visible(inside) : inside] : []));
      else made.append(opener(row, inside));
      if (!i) made.setAttribute("scope", "row");
      return made;
    });
    const made = make("tr", "", ...cells);
    made.dataset.entity = app.collection.entities.id[shape.entity(row)];
    return made;
  }

  /** The first cell opens the facts of its row. */
  function opener(row: Row, inside: Child): HTMLElement {
    const made = button("entity", "", () => app.open(shape.entity(row)));
    made.append(make("span", "", inside));
    return made;
  }

  function mark(): void {
    const { open } = store.get();
    for (const row of body.rows) {
      if (open && row.dataset.entity === open) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
    }
  }

  return { element, show, mark };
}

const text = (value: Value): string => (value === null ? "" : String(value));

/** Empty values last, whichever the direction; texts as the language of their letters orders them. */
function compare(a: Value, b: Value, down: boolean): number {
  if (a === null || b === null || a === "" || b === "") return Number(a === null || a === "") - Number(b === null || b === "");
  const found = typeof a === "number" && typeof b === "number" ? a - b : COLLATOR.compare(String(a), String(b));
  return down ? -found : found;
}

const COLLATOR = new Intl.Collator("zh-Hans-CN", { numeric: true });

/** A file that spreadsheets open: UTF-8 with a mark in front, nothing in it a formula. */
function csv<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): Blob {
  const parts = columns.flatMap((column) => column.file);
  const lines = [parts.map(([heading]) => heading), ...rows.map((row) => parts.map(([, value]) => value(row)))];
  const written = lines.map((cells) => cells.map(quoted).join(",")).join("\n");
  return new Blob([`\ufeff${written}\n`], { type: "text/csv;charset=utf-8" });
}

function quoted(value: Value): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const harmless = FORMULA.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
