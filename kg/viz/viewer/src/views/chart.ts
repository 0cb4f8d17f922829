// Bars beside names: small enough to be read as a table, and read out as one.
import { button, make } from "../dom";

export interface Bar {
  readonly name: string;
  readonly value: number;
  /** The upper end of a range. */
  readonly most?: number | null;
  /** The number as a reader of the language writes it. */
  readonly told: string;
  readonly className: string;
  open(): void;
}

/** A chart of bars from zero, each with its name and number; a range is lighter between its ends. */
export function barChart(title: string, bars: readonly Bar[]): HTMLElement {
  const widest = Math.max(...bars.map(({ value, most }) => most ?? value), Number.MIN_VALUE);
  const rows = bars.map((bar) => {
    const filled = make("span", `bar ${bar.className}`);
    filled.style.width = `${(100 * Math.max(0, bar.value)) / widest}%`;
    const range = make("span", `bar range ${bar.className}`);
    range.style.width = bar.most ? `${(100 * (bar.most - bar.value)) / widest}%` : "0";
    const press = button("entity", "", bar.open);
    press.append(make("span", "", bar.name));
    return make("li", "", press, make("span", "track", filled, range), make("span", "told", bar.told));
  });
  return make("figure", "chart", make("figcaption", "", title), make("ul", "", ...rows));
}
