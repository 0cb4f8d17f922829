// @ts-check
// Goals in short: number, unit and comparator as a reader of the language writes them.

/** Counted in Chinese by ten thousands. */
const MAGNITUDES = /** @type {[number, string][]} */ ([[1e12, "万亿"], [1e8, "亿"], [1e4, "万"]]);
const COMPARATORS = new Map([["ge", "≥"], ["le", "≤"], ["approx", "≈"]]);

/**
 * @param {number} value
 * @param {boolean} english
 * @returns {[string, string]} the digits, and the magnitude that goes with them
 */
function digits(value, english) {
  if (english && Math.abs(value) < 1e6) return [value.toLocaleString("en-US", { maximumFractionDigits: 6 }), ""];
  if (english) return [value.toLocaleString("en-US", { notation: "compact", compactDisplay: "long", maximumSignificantDigits: 6 }), " "];
  for (const [size, name] of MAGNITUDES) if (Math.abs(value) >= size) return [String(Number((value / size).toPrecision(10))), name];
  return [String(value), ""];
}

/**
 * The quantity of a goal as elements, or null where it has none.
 * @param {any} goals
 * @param {number} goal
 * @param {ReturnType<typeof createWords>} words
 */
function quantity(goals, goal, words) {
  const value = goals.value[goal];
  if (typeof value !== "number") return null;
  const [number, magnitude] = digits(value, words.english());
  const most = goals.valueMax[goal];
  const dimension = words.label("dimensions", goals.dimension[goal]);
  const parts = [dimension, COMPARATORS.get(goals.comparator[goal])].filter(Boolean).join(" ");
  const shown = make("span", "quantity", null, parts ? make("span", "comparator", parts) : null);
  if (typeof most === "number") {
    const [last, lastMagnitude] = digits(most, words.english());
    const first = magnitude === lastMagnitude ? number : number + magnitude;
    shown.append(make("b", "", `${first}–${last}`), make("span", "unit", lastMagnitude + (goals.unit[goal] || "")));
  } else {
    shown.append(make("b", "", number), make("span", "unit", magnitude + (goals.unit[goal] || "")));
  }
  return shown;
}

/**
 * Years of a goal (`2021–2025`), with the words of its deadline.
 * @param {any} goals
 * @param {number} goal
 */
function goalTime(goals, goal) {
  const years = [goals.yearFrom[goal], goals.year[goal]].filter((year) => year !== null);
  return [years.join("–"), goals.deadline[goal]].filter(Boolean).join(" ");
}
