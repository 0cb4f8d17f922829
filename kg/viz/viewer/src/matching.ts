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

/** Keeps the forms of a name apart in one text. */
const APART = "\u0001";

export function createSearch(collection: Collection): Search {
  const { entities, count, degrees } = collection;
  /** For each entity its names, its sound and its initials: one text is searched more quickly than five. */
  let texts: string[] = [];
  /** Of these, how many are names. */
  const nameCount = (i: number) => 1 + entities.aliases[i].length + entities.hidden[i].length;

  function warm(): void {
    if (texts.length || !count) return;
    texts = entities.name.map((name, i) => {
      const syllables = entities.pinyin[i].split(" ");
      const initials = syllables.map((syllable) => syllable[0] ?? "").join("");
      return [...[name, ...entities.aliases[i], ...entities.hidden[i]].map(searchable), syllables.join(""), initials].join(APART);
    });
  }

  /** How well an entity that holds the query answers. A name beats its sound, the whole a beginning, that a part. */
  function score(i: number, query: string): number {
    const forms = texts[i].split(APART);
    const names = nameCount(i);
    return Math.max(...forms.map((form, at) => (at < names ? match(form, query) : sound(form, query))));
  }

  function scored(query: string): Map<number, number> {
    warm();
    const wanted = searchable(query);
    const found = new Map<number, number>();
    if (!wanted) return found;
    for (let i = 0; i < count; i++) {
      const value = texts[i].includes(wanted) ? score(i, wanted) : 0;
      if (value) found.set(i, value);
    }
    if (found.size || wanted.length < 2) return found;
    for (let i = 0; i < count; i++) {
      if (texts[i].split(APART).slice(0, nameCount(i)).some((name) => inOrder(name, wanted))) found.set(i, 1);
    }
    return found;
  }

  return {
    warm,
    best(query, limit) {
      const found = [...scored(query)];
      found.sort(([a, first], [b, second]) => second - first || degrees[b] - degrees[a] || a - b);
      return found.slice(0, limit).map(([i]) => i);
    },
    mask(query) {
      if (!searchable(query)) return new Uint8Array(count).fill(1);
      const found = new Uint8Array(count);
      for (const i of scored(query).keys()) found[i] = 1;
      return found;
    },
  };
}

function match(name: string, query: string): number {
  const at = name.indexOf(query);
  if (at < 0) return 0;
  return name.length === query.length ? 7 : at === 0 ? 6 : 5;
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
