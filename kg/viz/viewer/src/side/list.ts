// All that passes the filters as a list beside the picture: what the keyboard and a screen reader have of it.
import type { App } from "../app";
import { button, byId, make } from "../dom";
import { sign } from "../draw/shapes";
import type { Passing } from "../passing";

const AT_ONCE = 60;

export interface List {
  update(): void;
}

export function createList(app: App): List {
  const root = byId("list");
  const { entities, types, degrees, count } = app.collection;
  const order = Uint32Array.from({ length: count }, (_, i) => i).sort((a, b) => degrees[b] - degrees[a] || a - b);
  let shown: Passing | undefined;
  let language = "";
  let many = AT_ONCE;

  function row(i: number): HTMLElement {
    const made = button("entity", "", () => app.open(i));
    made.append(sign(types[entities.type[i]]), make("span", "", entities.name[i]));
    made.dataset.entity = String(i);
    return make("li", "", made);
  }

  function write(passing: Passing): void {
    const chosen: number[] = [];
    for (let at = 0; at < count && chosen.length < many; at++) if (passing.mask[order[at]]) chosen.push(order[at]);
    const made = chosen.map(row);
    if (passing.count > chosen.length) {
      const more = button("plain", app.words().say("more", { n: passing.count - chosen.length }), () => {
        const next = chosen.length;
        many += AT_ONCE * 5;
        write(passing);
        root.children[next]?.querySelector("button")?.focus();
      });
      made.push(make("li", "", more));
    }
    root.replaceChildren(...made);
  }

  return {
    update() {
      const passing = app.passing();
      if (passing !== shown || language !== app.words().language) {
        many = AT_ONCE;
        write(passing);
      }
      shown = passing;
      language = app.words().language;
      const open = app.collection.number(app.store.get().open);
      for (const each of root.querySelectorAll<HTMLElement>("[data-entity]")) {
        if (Number(each.dataset.entity) === open) each.setAttribute("aria-current", "true");
        else each.removeAttribute("aria-current");
      }
    },
  };
}
