// All that a reader has chosen, in one value that stands in the address: what is in it can be sent, and taken back.
import type { Language } from "./words";

export interface State {
  view: string;
  /** "" is the browser's. */
  lang: Language | "";
  /** The id of the entity whose facts are shown. */
  open: string;
  /** How many steps around it are not faded. */
  steps: number;
  /** The id to which the shortest way from `open` is shown. */
  path: string;
  /** Types that are filtered out. */
  off: string[];
  /** The id of a place, the id of a report. */
  place: string;
  report: string;
  year: string;
  status: string;
  stage: string;
  /** Words that a name must hold. */
  query: string;
  /** Ids of what is not drawn. */
  hide: string[];
  /** Ids of what stands where the reader put it. */
  pin: Record<string, readonly [x: number, y: number]>;
  /** The middle of the picture and pixels for a unit; none: the whole. */
  camera: readonly [x: number, y: number, scale: number] | null;
  /** What views keep for themselves, under names of their own. */
  own: Record<string, string>;
}

export const START: State = {
  view: "", lang: "", open: "", steps: 1, path: "", off: [], place: "", report: "", year: "", status: "", stage: "",
  query: "", hide: [], pin: {}, camera: null, own: {},
};

const TEXTS = ["view", "open", "path", "place", "report", "year", "status", "stage", "query"] as const;
const LISTS = ["off", "hide"] as const;
const OWN = "v.";

/** The part of an address after `#`. */
export function write(state: State): string {
  const found = new URLSearchParams();
  for (const key of TEXTS) if (state[key]) found.set(key, state[key]);
  if (state.lang) found.set("lang", state.lang);
  if (state.steps !== START.steps) found.set("steps", String(state.steps));
  for (const key of LISTS) for (const value of state[key]) found.append(key, value);
  for (const [id, [x, y]] of Object.entries(state.pin)) found.append("pin", `${Math.round(x)},${Math.round(y)},${id}`);
  if (state.camera) found.set("at", state.camera.map((value) => Number(value.toPrecision(6))).join(","));
  for (const [key, value] of Object.entries(state.own)) if (value) found.set(OWN + key, value);
  // Chinese stays readable in the address; what would end a part of it does not.
  return found.toString().replace(/(?:%[89A-F][0-9A-F])+/g, (coded) => decoded(coded));
}

/** The state in an address; what cannot be read is as at the start. */
export function read(hash: string): State {
  const found = new URLSearchParams(hash.replace(/^#/, ""));
  const state: State = { ...START, off: found.getAll("off"), hide: found.getAll("hide"), pin: {}, own: {} };
  for (const key of TEXTS) state[key] = found.get(key) ?? "";
  const lang = found.get("lang");
  if (lang === "zh" || lang === "en") state.lang = lang;
  const steps = Number(found.get("steps") ?? START.steps);
  if (Number.isInteger(steps) && steps >= 0 && steps <= 6) state.steps = steps;
  for (const text of found.getAll("pin")) {
    const [, x, y, id] = /^(-?\d+),(-?\d+),(.+)$/s.exec(text) ?? [];
    if (id) Object.defineProperty(state.pin, id, { value: [Number(x), Number(y)], enumerable: true, configurable: true, writable: true });
  }
  const at = (found.get("at") ?? "").split(",").map(Number);
  if (at.length === 3 && at.every(Number.isFinite) && at[2] > 0) state.camera = [at[0], at[1], at[2]];
  for (const [key, value] of found) if (key.startsWith(OWN)) state.own[key.slice(OWN.length)] = value;
  return state;
}

function decoded(coded: string): string {
  try {
    const text = decodeURIComponent(coded);
    return /^[\p{Script=Han}\p{P}]+$/u.test(text) ? text : coded;
  } catch {
    return coded;
  }
}

export type Change = Partial<State>;
export type Listener = (now: State, before: State) => void;

export interface Store {
  get(): State;
  /** Changes the state; a step that can be taken back, unless `silently` (moving the picture). */
  set(change: Change, silently?: boolean): void;
  subscribe(listener: Listener): () => void;
  undo(): void;
  canUndo(): boolean;
  /** The address of the present state. */
  link(): string;
}

/** A store whose steps are those of the browser's history. */
export function createStore(): Store {
  const listeners = new Set<Listener>();
  let state = read(location.hash);
  let depth = Number(history.state?.depth ?? 0);
  const tell = (before: State) => listeners.forEach((listener) => listener(state, before));
  const arrive = () => {
    const before = state;
    state = read(location.hash);
    depth = Number(history.state?.depth ?? 0);
    tell(before);
  };
  addEventListener("popstate", arrive);
  return {
    get: () => state,
    set(change, silently = false) {
      const before = state;
      state = { ...state, ...change };
      const address = `#${write(state)}`;
      if (address === `#${write(before)}`) return;
      if (silently) history.replaceState({ depth }, "", address);
      else history.pushState({ depth: ++depth }, "", address);
      tell(before);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    undo: () => depth > 0 && history.back(),
    canUndo: () => depth > 0,
    link: () => `${location.href.split("#")[0]}#${write(state)}`,
  };
}
