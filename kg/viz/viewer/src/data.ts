// The packed blocks of the page as typed tables. Rows refer to rows of other tables by number; −1 is "none".

export type Label = readonly [zh: string, en: string];
/** Offsets in pairs, start and end, counted in code points. */
export type Spans = readonly number[];

export interface Entities {
  id: string[];
  name: string[];
  /** Syllables without tones, apart. */
  pinyin: string[];
  type: number[];
  subtype: (string | null)[];
  aliases: string[][];
  /** Readings that are searched but not shown as names. */
  hidden: string[][];
  code: (string | null)[];
  partOf: number[];
  inCity: number[];
  /** How the area is known. */
  basis: (string | null)[];
  stage: (string | null)[];
  stageYear: (number | null)[];
  reports: number[][];
}

export interface Facts {
  subject: number[];
  predicate: number[];
  /** An entity; a goal where the predicate is `hasGoal`; the name of a stage where it is `stage`. */
  object: (number | string)[];
  report: number[];
  year: (number | null)[];
  status: string[];
  promised: (string | null)[];
}

export interface Goals {
  text: string[];
  kind: string[];
  indicator: (string | null)[];
  wording: (string | null)[];
  dimension: (string | null)[];
  value: (number | null)[];
  valueMax: (number | null)[];
  unit: (string | null)[];
  comparator: (string | null)[];
  relativeTo: (string | null)[];
  status: string[];
  year: (number | null)[];
  yearFrom: (number | null)[];
  deadline: (string | null)[];
}

export interface Reports {
  id: string[];
  label: string[];
  place: number[];
  planYear: (number | null)[];
  reviewYear: (number | null)[];
  /** Its witnesses: rows of `documents`. */
  documents: number[][];
}

export interface Documents {
  file: string[];
  coverage: string[];
  characters: number[];
}

/** What is drawn: a place and a size for each entity, and the lines between them. */
export interface Drawing {
  x: number[];
  y: number[];
  radius: number[];
  source: number[];
  target: number[];
  /** 1 where no report states the line. */
  derived: number[];
}

export interface TypeLook {
  name: string;
  label: Label;
  shape: string;
  light: string;
  dark: string;
}

export interface Tables {
  entities: Entities;
  facts: Facts;
  goals: Goals;
  reports: Reports;
  documents: Documents;
  drawing: Drawing;
  types: TypeLook[];
  /** Name, label, and label of the other direction. */
  predicates: [string, Label, Label][];
  labels: Record<string, Record<string, Label>>;
}

/** What only a reader of facts needs; rows beside the rows of `Tables`. */
export interface Late {
  entities: { evidence: number[][] };
  facts: { basis: string[]; rules: string[][]; confidence: number[]; evidence: number[][] };
  goals: { evidence: number[][] };
  /** `pieces` count in the file, `marks` in the sentence as shown. */
  evidence: { quote: number[]; pieces: Spans[]; marks: Spans[] };
  quotes: { document: number[]; text: string[]; section: string[]; part: string[] };
}

/** The tables that the page needs to open. */
export const readTables = (): Promise<Tables> => unpack("tables") as Promise<Tables>;

/** The evidence, unpacked when it is first asked for. */
export function lateReader(): () => Promise<Late> {
  let known: Promise<Late> | undefined;
  return () => (known ??= unpack("late") as Promise<Late>);
}

async function unpack(id: string): Promise<unknown> {
  const block = document.getElementById(id);
  if (!block) throw new Error(`no block ${id}`);
  const packed = atob(block.textContent ?? "");
  const bytes = new Uint8Array(packed.length);
  for (let i = 0; i < packed.length; i++) bytes[i] = packed.charCodeAt(i);
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(plain).json();
}
