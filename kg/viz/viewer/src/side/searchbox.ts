// The search box: suggestions by type as one types; the words also filter picture and list.
import type { App } from "../app";
import { byId, make } from "../dom";
import { sign } from "../draw/shapes";
import type { Search } from "../matching";

const SUGGESTIONS = 12;

export interface SearchBox {
  update(): void;
}

export function createSearchBox(app: App, search: Search): SearchBox {
  const box = byId<HTMLInputElement>("query");
  const list = byId("results");
  const { entities, types } = app.collection;
  let found: number[] = [];
  let active = -1;
  let timer = 0;

  function activate(at: number): void {
    active = at;
    const options = list.querySelectorAll<HTMLElement>("[role=option]");
    options.forEach((each, i) => each.setAttribute("aria-selected", String(i === at)));
    if (options[at]) {
      box.setAttribute("aria-activedescendant", options[at].id);
      options[at].scrollIntoView({ block: "nearest" });
    } else box.removeAttribute("aria-activedescendant");
  }

  function close(): void {
    list.hidden = true;
    box.setAttribute("aria-expanded", "false");
    activate(-1);
  }

  function choose(at: number): void {
    const entity = found[at];
    if (entity === undefined) return;
    clearTimeout(timer);
    box.value = "";
    close();
    app.open(entity);
  }

  function option(i: number, at: number): HTMLElement {
    const city = entities.inCity[i] >= 0 ? entities.name[entities.inCity[i]] : "";
    const made = make("li", "", sign(types[entities.type[i]]), make("span", "", entities.name[i]), make("small", "", city));
    made.id = `result-${at}`;
    made.setAttribute("role", "option");
    made.addEventListener("pointerdown", (event) => event.preventDefault());
    made.addEventListener("click", () => choose(at));
    return made;
  }

  /** The answers under the names of their types, the type of the best answer first. */
  function groups(): HTMLElement[] {
    const byType = new Map<number, number[]>();
    for (const i of found) byType.set(entities.type[i], [...(byType.get(entities.type[i]) ?? []), i]);
    found = [...byType.values()].flat();
    return [...byType].map(([type, members], at) => {
      const title = make("div", "grouped", app.words().pick(types[type].label));
      title.id = `results-of-${at}`;
      const made = make("ul", "", ...members.map((i) => option(i, found.indexOf(i))));
      made.setAttribute("role", "group");
      made.setAttribute("aria-labelledby", title.id);
      return make("div", "", title, made);
    });
  }

  function suggest(): void {
    found = search.best(box.value, SUGGESTIONS);
    const nothing = Boolean(box.value.trim()) && !found.length;
    list.replaceChildren(...groups());
    if (nothing) {
      const empty = make("div", "nothing", app.words().say("no_results"));
      empty.setAttribute("role", "option");
      empty.setAttribute("aria-disabled", "true");
      list.append(empty);
    }
    list.hidden = !nothing && !found.length;
    box.setAttribute("aria-expanded", String(!list.hidden));
    activate(found.length ? 0 : -1);
    list.dispatchEvent(new CustomEvent("kg:found", { bubbles: true }));
  }

  box.addEventListener("input", () => {
    suggest();
    clearTimeout(timer);
    timer = window.setTimeout(() => app.store.set({ query: box.value.trim() }, true), 180);
  });
  box.addEventListener("focus", () => {
    search.warm();
    if (box.value) suggest();
  });
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (event) => {
    // Enter and the arrows belong to the input method while it composes Chinese.
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && found.length && !list.hidden) activate((active + step + found.length) % found.length);
    else if (step && found.length) suggest();
    else if (event.key === "Enter" && !list.hidden) choose(Math.max(active, 0));
    else if (event.key === "Escape" && !list.hidden) {
      close();
      event.stopPropagation();
    } else return;
    event.preventDefault();
  });

  return {
    update() {
      const { query } = app.store.get();
      if (document.activeElement !== box && box.value !== query) box.value = query;
    },
  };
}
