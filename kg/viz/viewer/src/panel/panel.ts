// The panel: what the reports say of one entity, each fact with the sentence it was read from.
import type { App } from "../app";
import { button, make } from "../dom";
import { sign } from "../draw/shapes";
import { createGroups, joined } from "./facts";
import { createRows } from "./rows";

export interface Panel {
  /** Shows the entity that the state names, or nothing. */
  update(): void;
  /** Moves the keyboard into the panel. */
  enter(): void;
}

/** Steps around an entity beyond which a picture tells nothing. */
const MOST_STEPS = 4;

export function createPanel(root: HTMLElement, app: App): Panel {
  let shown = "";

  function update(): void {
    const { store, collection } = app;
    const { open, steps, path, hide, lang } = store.get();
    const i = collection.number(open);
    const key = JSON.stringify([open, steps, path, hide.includes(open), lang]);
    if (key === shown) return;
    const same = JSON.parse(shown || "[]")[0] === open && root.querySelector(".tools");
    shown = key;
    root.hidden = i < 0;
    if (i < 0) return root.replaceChildren();
    if (same && JSON.parse(key)[4] === root.dataset.lang) {
      const at = [...root.querySelectorAll(".tools button")].indexOf(document.activeElement as Element);
      root.querySelector(".tools")?.replaceWith(tools(app, i));
      root.querySelectorAll<HTMLElement>(".tools button")[at]?.focus();
      return;
    }
    root.dataset.lang = lang;
    root.replaceChildren(head(app, i));
    root.scrollTop = 0;
    void fill(i, key);
  }

  async function fill(i: number, key: string): Promise<void> {
    const evidence = await app.evidence();
    if (JSON.parse(shown)[0] !== JSON.parse(key)[0]) return;
    const rows = createRows(app, evidence.figures);
    const groups = createGroups(app, rows, evidence)(i);
    root.append(...(groups.length ? groups : [make("p", "quiet", app.words().say("no_facts"))]));
    root.dispatchEvent(new CustomEvent("kg:told", { bubbles: true }));
  }

  return {
    update,
    enter: () => root.querySelector<HTMLElement>("h2")?.focus({ preventScroll: true }),
  };
}

/** Name, type and standing data. */
function head(app: App, i: number): HTMLElement {
  const { entities, types, tables } = app.collection;
  const words = app.words();
  const look = types[entities.type[i]];
  const close = button("close", "×", () => app.store.set({ open: "", path: "" }));
  close.setAttribute("aria-label", words.say("close"));
  const kind = make("p", "kind", sign(look), make("span", "", words.pick(look.label)));
  if (entities.subtype[i]) kind.append(make("span", "chip", words.label("subtypes", entities.subtype[i])));
  if (entities.stage[i]) kind.append(make("span", "chip", joined([words.label("stages", entities.stage[i]), entities.stageYear[i]])));
  const name = make("h2", "", entities.name[i]);
  name.tabIndex = -1;
  const list = make("dl", "standing");
  const pair = (key: string, value: string | null) => value && list.append(make("dt", "", words.say(key)), make("dd", "", value));
  pair("aliases", entities.aliases[i].join("、"));
  pair("hidden_readings", entities.hidden[i].join("、"));
  pair("code", entities.code[i]);
  pair("reported_in", entities.reports[i].map((report) => tables.reports.label[report]).join("、"));
  return make("header", "", close, kind, name, list.firstChild ? list : null, tools(app, i));
}

/** How much around the entity is shown, the way to another, hiding. */
function tools(app: App, i: number): HTMLElement {
  const { store, collection } = app;
  const words = app.words();
  const { steps, path, hide } = store.get();
  const id = collection.entities.id[i];
  const bar = make("div", "tools");
  const step = (key: string, sign: string, to: number) => {
    const made = button("", sign, () => store.set({ steps: to, path: "" }));
    made.setAttribute("aria-label", words.say(key));
    made.disabled = to < 0 || to > MOST_STEPS;
    return made;
  };
  bar.append(step("less_steps", "−", steps - 1), make("span", "", words.say("steps", { n: steps })), step("more_steps", "+", steps + 1));
  const hidden = hide.includes(id);
  bar.append(button("", words.say(hidden ? "unhide" : "hide"), () => store.set({ hide: hidden ? hide.filter((other) => other !== id) : [...hide, id], open: hidden ? id : "" })));
  bar.append(pathTo(app, i));
  const end = path ? collection.number(path) : -1;
  return make("div", "toolbox", bar, end >= 0 ? way(app, i, end) : null);
}

/** The button that makes the next choice the end of a way. */
function pathTo(app: App, i: number): HTMLElement {
  const words = app.words();
  const made = button("", words.say("path"), () => {
    const on = app.awaitEnd(i);
    made.setAttribute("aria-pressed", String(on));
    if (on) app.announce(words.say("path_next"));
  });
  made.setAttribute("aria-pressed", "false");
  return made;
}

/** The shortest way, thing by thing. */
function way(app: App, start: number, end: number): HTMLElement {
  const { collection, store } = app;
  const words = app.words();
  const found = collection.path(start, end);
  const list = make("ol", "way");
  for (const i of found) {
    const name = button("entity", "", () => store.set({ open: collection.entities.id[i], path: "" }));
    name.append(sign(collection.types[collection.entities.type[i]]), make("span", "", collection.entities.name[i]));
    list.append(make("li", "", name));
  }
  const title = found.length ? words.say("way", { n: found.length - 1 }) : words.say("no_way", { name: collection.entities.name[end] });
  const off = button("plain", words.say("end_way"), () => store.set({ path: "" }));
  return make("div", "wayside", make("p", "note", title, " ", off), found.length ? list : null);
}
