// Goals in short: number, unit and comparator as a reader of the language writes them.
import type { Goals } from "./data";
import { make } from "./dom";
import type { Words } from "./words";

/** Counted in Chinese by ten thousands. */
const MAGNITUDES: readonly (readonly [number, string])[] = [[1e12, "万亿"], [1e8, "亿"], [1e4, "万"]];
const COMPARATORS = new Map([["ge", "≥"], ["le", "≤"], ["approx", "≈"]]);

/** The digits, and the magnitude that goes with them. */
function digits(value: number, english: boolean): [string, string] {
  if (english && Math.abs(value) < 1e6) return [value.toLocaleString("en-US", { maximumFractionDigits: 6 }), ""];
  if (english) return [value.toLocaleString("en-US", { notation: "compact", compactDisplay: "long", maximumSignificantDigits: 6 }), " "];
  for (const [size, name] of MAGNITUDES) if (Math.abs(value) >= size) return [String(Number((value / size).toPrecision(10))), name];
  return [String(value), ""];
}

/** The quantity of a goal in its parts, or null where it has none. */
export function amount(goals: Goals, goal: number, words: Words): { before: string; number: string; unit: string } | null {
  const value = goals.value[goal];
  if (value === null) return null;
  const english = words.language === "en";
  const [first, magnitude] = digits(value, english);
  const most = goals.valueMax[goal];
  const before = [words.label("dimensions", goals.dimension[goal]), COMPARATORS.get(goals.comparator[goal] ?? "")].filter(Boolean).join(" ");
  const unit = goals.unit[goal] ?? "";
  if (most === null) return { before, number: first, unit: magnitude + unit };
  const [last, lastMagnitude] = digits(most, english);
  return { before, number: `${magnitude === lastMagnitude ? first : first + magnitude}–${last}`, unit: lastMagnitude + unit };
}

/** The quantity as an element, or null where a goal has none. */
export function quantity(goals: Goals, goal: number, words: Words): HTMLElement | null {
  const found = amount(goals, goal, words);
  if (!found) return null;
  const before = found.before ? make("span", "comparator", found.before) : null;
  return make("span", "quantity", before, make("b", "", found.number), make("span", "unit", found.unit));
}

/** Years of a goal (`2021–2025`), with the words of its deadline. */
export function goalTime(goals: Goals, goal: number): string {
  const years = [goals.yearFrom[goal], goals.year[goal]].filter((year) => year !== null);
  return [years.join("–"), goals.deadline[goal]].filter(Boolean).join(" ");
}
