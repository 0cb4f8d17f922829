// The filters: which entities they let through.
import type { Collection } from "./collection";
import type { Search } from "./matching";
import type { State } from "./state";

/** 1 for each entity that passes; the counts of types leave the filter of types out, so that the legend can offer them. */
export interface Passing {
  readonly mask: Uint8Array;
  readonly count: number;
  readonly byType: Uint32Array;
}

const KEYS = ["off", "place", "report", "year", "status", "stage", "query"] as const;

/** The filters of a state as one text, to tell whether they have changed. */
export const filterKey = (state: State): string => JSON.stringify(KEYS.map((name) => state[name]));

/** Are there filters at all? */
export const filtered = (state: State): boolean => KEYS.some((key) => state[key].length > 0);

/** A function that computes what passes, anew only when a filter has changed. */
export function createPassing(collection: Collection, search: Search): (state: State) => Passing {
  let known: Passing | undefined;
  let from = "";
  return (state) => {
    const key = filterKey(state);
    if (!known || key !== from) {
      known = compute(collection, search, state);
      from = key;
    }
    return known;
  };
}

function compute(collection: Collection, search: Search, state: State): Passing {
  const { count, entities, types } = collection;
  const mask = inScope(collection, search, state);
  const off = new Set(state.off);
  const byType = new Uint32Array(types.length);
  let passing = 0;
  for (let i = 0; i < count; i++) {
    if (!mask[i]) continue;
    byType[entities.type[i]]++;
    if (off.has(types[entities.type[i]].name)) mask[i] = 0;
    passing += mask[i];
  }
  return { mask, count: passing, byType };
}

/** All filters but that of types. */
function inScope(collection: Collection, search: Search, state: State): Uint8Array {
  const { count, entities, tables } = collection;
  const mask = new Uint8Array(count).fill(1);
  const keep = (test: (i: number) => boolean) => {
    for (let i = 0; i < count; i++) if (mask[i] && !test(i)) mask[i] = 0;
  };
  const place = state.place ? collection.number(state.place) : -1;
  const report = state.report ? tables.reports.id.indexOf(state.report) : -1;
  if (place >= 0) {
    const area = collection.inArea(place);
    keep((i) => area.has(i));
  }
  if (report >= 0) keep((i) => entities.reports[i].includes(report));
  if (state.year || state.status) {
    const told = toldBy(collection, state.year, state.status, report);
    keep((i) => told[i] === 1);
  }
  if (state.stage) keep((i) => entities.stage[i] === state.stage);
  if (state.query) {
    const found = search.mask(state.query);
    keep((i) => found[i] === 1);
  }
  return mask;
}

/** The entities of which a fact of this year and status is told. */
function toldBy({ count, factCount, facts, goals, predicateOf, tied }: Collection, year: string, status: string, report: number): Uint8Array {
  const told = new Uint8Array(count);
  for (let fact = 0; fact < factCount; fact++) {
    const goal = predicateOf(fact) === "hasGoal" ? (facts.object[fact] as number) : -1;
    const when = goal < 0 ? facts.year[fact] : goals.year[goal];
    if (year && String(when) !== year) continue;
    if (status && (goal < 0 ? facts.status[fact] : goals.status[goal]) !== status) continue;
    if (report >= 0 && facts.report[fact] !== report) continue;
    told[facts.subject[fact]] = 1;
    if (tied(fact)) told[facts.object[fact] as number] = 1;
  }
  return told;
}
