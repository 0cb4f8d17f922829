// What the page says itself, in Chinese or English.
import type { Label } from "./data";

export type Language = "zh" | "en";

export interface Words {
  readonly language: Language;
  /** One of a pair of labels. */
  pick(label: Label): string;
  /** A word or sentence of the table `words`, with `{name}` filled in. */
  say(key: string, values?: Record<string, string | number>): string;
  /** The label of a value of another table (`stages`, `parts`, …); a value it does not know is its own label. */
  label(table: string, key: string | null | undefined): string;
}

export function createWords(labels: Record<string, Record<string, Label>>, language: Language): Words {
  const pick = (label: Label) => label[language === "en" ? 1 : 0];
  const find = (table: string, key: string) => {
    const rows = labels[table];
    return rows && Object.hasOwn(rows, key) ? rows[key] : undefined;
  };
  return {
    language,
    pick,
    say(key, values = {}) {
      const label = find("words", key);
      return label ? pick(label).replace(/\{(\w+)\}/g, (_, name: string) => String(values[name])) : key;
    },
    label(table, key) {
      const label = key ? find(table, key) : undefined;
      return label ? pick(label) : (key ?? "");
    },
  };
}

/** The language of the reader's browser. */
export const ownLanguage = (): Language => (navigator.language.startsWith("zh") ? "zh" : "en");
