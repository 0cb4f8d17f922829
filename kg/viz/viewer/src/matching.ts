// Names that answer a query: by their characters, by how they sound, by the first letters of their syllables.
import type { Collection } from "./collection";

export interface Search {
  /** The best answers, best first. */
  best(query: string, limit: number): number[];
  /** 1 for each entity that answers. */
  mask(query: string): Uint8Array;
  /** Prepares what is needed, so that the first key is as quick as the next. */
  warm(): void;
}

/** A text as it is compared: width, case, marks and spaces do not matter. */
export function searchable(text: string): string {
  return text.normalize("NFKC").toLowerCase().replace(/[\s"'“”‘’《》「」（）()]/g, "");
}

export function createSearch(collection: Collection): Search {
  const { entities, count, degrees } = collection;
  let names: string[][] = [];
  let sounds: [whole: string, initials: string][] = [];

  function warm(): void {
    if (names.length || !count) return;
    names = entities.name.map((name, i) => [name, ...entities.aliases[i], ...entities.hidden[i]].map(searchable));
    sounds = entities.pinyin.map((spelled) => {
      const syllables = spelled.split(" ");
      return [syllables.join(""), syllables.map((syllable) => syllable[0] ?? "").join("")];
    });
  }

  /** How well an entity answers: 0 not at all. A name beats its sound, the whole a beginning, that a part. */
  function score(i: number, query: string, latin: boolean): number {
    let best = 0;
    for (const name of names[i]) best = Math.max(best, match(name, query));
    if (!latin || best > 4) return best;
    const [whole, initials] = sounds[i];
    return Math.max(best, sound(whole, query), sound(initials, query));
  }

  function scored(query: string): Uint8Array {
    warm();
    const wanted = searchable(query);
    const found = new Uint8Array(count);
    if (!wanted) return found;
    const latin = /^[a-z0-9]+$/.test(wanted);
    for (let i = 0; i < count; i++) found[i] = score(i, wanted, latin);
    return found;
  }

  return {
    warm,
    best(query, limit) {
      const found = scored(query);
      const order: number[] = [];
      for (let i = 0; i < count; i++) if (found[i]) order.push(i);
      order.sort((a, b) => found[b] - found[a] || degrees[b] - degrees[a] || a - b);
      return order.slice(0, limit);
    },
    mask: (query) => (searchable(query) ? scored(query).map((value) => Math.min(value, 1)) : new Uint8Array(count).fill(1)),
  };
}

function match(name: string, query: string): number {
  const at = name.indexOf(query);
  if (at >= 0) return name.length === query.length ? 7 : at === 0 ? 6 : 5;
  return query.length > 1 && inOrder(name, query) ? 1 : 0;
}

function sound(spelled: string, query: string): number {
  const at = spelled.indexOf(query);
  if (at < 0) return 0;
  return spelled.length === query.length ? 4 : at === 0 ? 3 : query.length > 1 ? 2 : 0;
}

function inOrder(name: string, query: string): boolean {
  let at = -1;
  for (const character of query) {
    at = name.indexOf(character, at + 1);
    if (at < 0) return false;
  }
  return true;
}
