// Rows of facts under headings: long groups and sentences are made when they are first shown.
import type { App } from "../app";
import { button, make } from "../dom";
import { sign } from "../draw/shapes";
import type { Told } from "../evidence";

const ROWS_AT_ONCE = 12;
/** Rows of a panel that show their sentences from the start. */
const OPEN_UP_TO = 8;

export interface Rows {
  row(head: HTMLElement, note: string, told: (() => Told) | null): HTMLElement;
  group(title: string, makers: readonly (() => HTMLElement)[]): HTMLElement;
  /** A link to another entity. */
  link(entity: number): HTMLButtonElement;
}

export function createRows(app: App, figures: (told: Told) => HTMLElement[]): Rows {
  const { entities, types } = app.collection;
  const words = app.words();
  let made = 0;

  function row(head: HTMLElement, note: string, told: (() => Told) | null): HTMLElement {
    const line = make("div", "line", head, note ? make("span", "note", note) : null);
    const item = make("li", "fact", line);
    if (!told) return item;
    const body = make("div", "body");
    const set = (shown: boolean) => {
      if (shown && !body.firstChild) body.append(...figures(told()));
      body.hidden = !shown;
      toggle.setAttribute("aria-expanded", String(shown));
    };
    const toggle = button("toggle", words.say("sentence"), () => set(body.hidden));
    line.append(toggle);
    item.append(body);
    set(made++ < OPEN_UP_TO);
    return item;
  }

  function group(title: string, makers: readonly (() => HTMLElement)[]): HTMLElement {
    const list = make("ul", "facts");
    const section = make("section", "group", make("h3", "", title, " ", make("span", "count", String(makers.length))), list);
    const show = (from: number, to: number) => makers.slice(from, to).forEach((maker) => list.append(maker()));
    show(0, ROWS_AT_ONCE);
    const rest = makers.length - ROWS_AT_ONCE;
    if (rest <= 0) return section;
    const more = button("plain more", words.say("more", { n: rest }), () => {
      const next = list.childElementCount;
      more.remove();
      show(next, makers.length);
      list.children[next]?.querySelector("button")?.focus();
    });
    section.append(more);
    return section;
  }

  function link(entity: number): HTMLButtonElement {
    const found = button("entity", "", () => app.open(entity));
    found.append(sign(types[entities.type[entity]]), make("span", "", entities.name[entity]));
    return found;
  }

  return { row, group, link };
}
