// A sentence of a document with the words that say something marked, where it stands, and how it is cited.
import type { App } from "./app";
import { button, copy, make, visible } from "./dom";
import type { Late, Spans } from "./data";
import { differing } from "./witnesses";

/** What a sentence is shown for. */
export interface Told {
  /** Facts that the sentences state; none where they only name something. */
  facts: readonly number[];
  /** Rows of evidence of the things whose names are marked. */
  names: readonly number[];
  /** Rows of evidence to show, beside those of the facts. */
  rows?: readonly number[];
}

export interface EvidenceView {
  /** The sentences, each once; witnesses of one report that read differently side by side. */
  figures(told: Told): HTMLElement[];
  /** Rows of evidence of an entity, a fact, a goal. */
  readonly late: Late;
}

interface Sentence {
  row: number;
  more: string[];
  report: number;
}

export function createEvidence(app: App, late: Late): EvidenceView {
  const { collection } = app;
  const { documents, reports } = collection.tables;
  const { evidence, quotes } = late;
  const words = app.words();

  function sentences({ facts, rows = [] }: Told): Sentence[] {
    const found = new Map<number, Sentence>();
    for (const fact of facts) {
      const report = collection.facts.report[fact];
      const confidence = `${words.say("confidence")} ${late.facts.confidence[fact].toFixed(2)}`;
      const more = [reports.label[report] ?? "", words.label("bases", late.facts.basis[fact]), late.facts.rules[fact].join(" "), confidence];
      for (const row of late.facts.evidence[fact]) if (!found.has(row)) found.set(row, { row, more, report });
    }
    for (const row of rows) if (!found.has(row)) found.set(row, { row, more: [], report: reportOf(row) });
    return [...found.values()];
  }

  const documentOf = (row: number) => quotes.document[evidence.quote[row]];
  const reportOf = (row: number) => reports.documents.findIndex((held) => held.includes(documentOf(row)));

  function figures(told: Told): HTMLElement[] {
    const left = sentences(told);
    const made: HTMLElement[] = [];
    while (left.length) {
      const first = left.shift() as Sentence;
      const at = left.findIndex((other) => otherReading(first, other));
      const second = at < 0 ? undefined : left.splice(at, 1)[0];
      if (second) made.push(pair(first, second, told.names));
      else made.push(figure(first, told.names, []));
    }
    return made;
  }

  /** Is `other` the same passage of the same report in another file, with other words? */
  function otherReading(one: Sentence, other: Sentence): boolean {
    const [a, b] = [quotes.text[evidence.quote[one.row]], quotes.text[evidence.quote[other.row]]];
    if (one.report < 0 || one.report !== other.report || documentOf(one.row) === documentOf(other.row) || a === b) return false;
    const [mine, theirs] = differing(a, b);
    const changed = mine.reduce((sum, value, i) => sum + (i % 2 ? value - mine[i - 1] : 0), 0);
    return changed < Array.from(a).length * 0.4 && theirs.length > 0;
  }

  function pair(one: Sentence, other: Sentence, names: readonly number[]): HTMLElement {
    const [mine, theirs] = differing(quotes.text[evidence.quote[one.row]], quotes.text[evidence.quote[other.row]]);
    const title = make("p", "note", words.say("witnesses"));
    return make("div", "witnesses", title, figure(one, names, mine), figure(other, names, theirs));
  }

  function figure({ row, more }: Sentence, names: readonly number[], differs: Spans): HTMLElement {
    const quote = evidence.quote[row];
    const named = names.filter((other) => evidence.quote[other] === quote).flatMap((other) => evidence.marks[other]);
    const text = marked(quotes.text[quote], evidence.marks[row], named.length ? named : evidence.marks[row], differs);
    return make("figure", "quote", text, source(row, more));
  }

  function spans(row: number): string {
    const pieces = evidence.pieces[row];
    return pieces.flatMap((start, at) => (at % 2 ? [] : [`${start}–${pieces[at + 1]}`])).join(", ");
  }

  function source(row: number, more: readonly string[]): HTMLElement {
    const quote = evidence.quote[row];
    const file = documents.file[quotes.document[quote]];
    const where = [quotes.section[quote], words.label("parts", quotes.part[quote]), `${words.say("characters")} ${spans(row)}`];
    const caption = make("figcaption", "source", make("span", "file", file));
    for (const part of [...where, ...more]) if (part) caption.append(" · ", make("span", "", part));
    const cite = button("plain cite", words.say("copy_citation"), () => {
      void copy(citation(row)).then(() => app.announce(words.say("copied")));
    });
    caption.append(" ", cite);
    return caption;
  }

  function citation(row: number): string {
    const quote = evidence.quote[row];
    const report = reports.label[reportOf(row)];
    const parts = [report, documents.file[quotes.document[quote]], `${words.say("characters")} ${spans(row)}`];
    const text = quotes.text[quote];
    const said = words.language === "en" ? `“${text}”` : `“${text}”`;
    return visible(`${said} (${parts.filter(Boolean).join(", ")})`);
  }

  return { figures, late };
}

/** The sentence in pieces: what states the fact is marked, names more strongly, other readings underlined. */
function marked(text: string, stated: Spans, named: Spans, differs: Spans): HTMLElement {
  const characters = Array.from(text);
  const depth = new Uint8Array(characters.length);
  const raise = (spans: Spans, level: number) => {
    for (let at = 0; at < spans.length; at += 2) for (let i = spans[at]; i < spans[at + 1]; i++) depth[i] = Math.max(depth[i] & 3, level & 3) | ((depth[i] | level) & 4);
  };
  raise(stated, 1);
  raise(named, 2);
  raise(differs, 4);
  const shown = make("blockquote");
  for (let start = 0; start < characters.length; ) {
    let end = start;
    while (end < characters.length && depth[end] === depth[start]) end++;
    const words = characters.slice(start, end).join("");
    const classes = [(depth[start] & 3) === 2 ? "name" : "", depth[start] & 4 ? "differs" : "", depth[start] & 3 ? "" : "bare"];
    shown.append(depth[start] ? make("mark", classes.filter(Boolean).join(" "), words) : visible(words));
    start = end;
  }
  return shown;
}
