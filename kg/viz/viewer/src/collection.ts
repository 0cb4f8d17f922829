// The tables as a collection one can ask: what is said of an entity, what lies in a place, how two things hang together.
import type { Label, Tables } from "./data";

/** A relation of an entity with another, and the facts that state it; none where it is derived. */
export interface Relation {
  predicate: string;
  label: Label;
  incoming: boolean;
  other: number;
  facts: number[];
}

/** Rows of numbers, as one array and where each row begins. */
interface Rows {
  readonly at: Uint32Array;
  readonly values: Uint32Array;
}

export type Collection = ReturnType<typeof createCollection>;

export function createCollection(tables: Tables) {
  const { entities, facts } = tables;
  const count = entities.id.length;
  const factCount = facts.subject.length;
  const numbers = new Map(entities.id.map((id, i) => [id, i]));
  const names = tables.predicates.map(([name]) => name);
  const ties = names.map((name) => name !== "stage" && name !== "hasGoal");
  const tied = (fact: number) => ties[facts.predicate[fact]];
  const from = rows(count, facts.subject);
  const to = rows(count, facts.object.map((object, fact) => (tied(fact) ? (object as number) : -1)));
  const below = rows(count, entities.partOf);
  const within = rows(count, entities.inCity.map((area, i) => (area === i ? -1 : area)));
  const row = (table: Rows, i: number) => table.values.subarray(table.at[i], table.at[i + 1]);

  /** Everything that is directly tied to an entity, derived ties included. */
  function neighbours(i: number): Set<number> {
    const found = new Set<number>();
    for (const fact of row(from, i)) if (tied(fact)) found.add(facts.object[fact] as number);
    for (const fact of row(to, i)) found.add(facts.subject[fact]);
    for (const other of row(below, i)) found.add(other);
    for (const other of row(within, i)) found.add(other);
    found.add(entities.partOf[i]).add(entities.inCity[i]);
    found.delete(-1);
    found.delete(i);
    return found;
  }

  /** What can be reached from an entity in so many steps, itself included. */
  function around(i: number, steps: number): Set<number> {
    const found = new Set([i]);
    let edge = [i];
    for (let step = 0; step < steps && edge.length; step++) {
      const next: number[] = [];
      for (const at of edge) {
        for (const other of neighbours(at)) {
          if (found.has(other)) continue;
          found.add(other);
          next.push(other);
        }
      }
      edge = next;
    }
    return found;
  }

  /** The entities on a shortest way between two, ends included; empty where none leads there. */
  function path(start: number, end: number): number[] {
    const before = new Map([[start, -1]]);
    let edge = [start];
    while (edge.length && !before.has(end)) {
      const next: number[] = [];
      for (const at of edge) {
        for (const other of neighbours(at)) {
          if (before.has(other)) continue;
          before.set(other, at);
          next.push(other);
        }
      }
      edge = next;
    }
    const found: number[] = [];
    for (let at = before.has(end) ? end : -1; at >= 0; at = before.get(at) ?? -1) found.unshift(at);
    return found;
  }

  /** The relations of an entity: one for each pair and direction, stated ones first. */
  function relations(i: number): Relation[] {
    const found = new Map<string, Relation>();
    const add = (predicate: number, incoming: boolean, other: number, fact: number) => {
      if (other < 0 || other === i || predicate < 0) return;
      const label = tables.predicates[predicate][incoming ? 2 : 1];
      const key = `${label[0]}\u0000${other}`;
      const known = found.get(key) ?? { predicate: names[predicate], label, incoming, other, facts: [] };
      if (fact >= 0 && !known.facts.includes(fact)) known.facts.push(fact);
      found.set(key, known);
    };
    for (const fact of row(from, i)) if (tied(fact)) add(facts.predicate[fact], false, facts.object[fact] as number, fact);
    for (const fact of row(to, i)) add(facts.predicate[fact], true, facts.subject[fact], fact);
    const told = new Set([...found.values()].map((relation) => relation.other));
    const [partOf, inCity] = [names.indexOf("partOf"), names.indexOf("inCity")];
    add(partOf, false, entities.partOf[i], -1);
    for (const other of row(below, i)) add(partOf, true, other, -1);
    const unsaid = (other: number) => !told.has(other) && other !== entities.partOf[i] && entities.partOf[other] !== i;
    if (entities.inCity[i] >= 0 && unsaid(entities.inCity[i])) add(inCity, false, entities.inCity[i], -1);
    for (const other of row(within, i)) if (unsaid(other)) add(inCity, true, other, -1);
    return [...found.values()];
  }

  /** A place and all places above it. */
  function line(i: number): number[] {
    const found: number[] = [];
    for (let at = i; at >= 0 && !found.includes(at); at = entities.partOf[at]) found.push(at);
    return found;
  }

  /** What lies in a place or below it, and what has no place of its own but has to do with such a thing. */
  function inArea(area: number): Set<number> {
    const held = new Set<number>();
    const inside = (start: number) => {
      for (let at = start, guard = 0; at >= 0 && guard < 12; at = entities.partOf[at], guard++) if (at === area) return true;
      return false;
    };
    for (let i = 0; i < count; i++) if (i === area || inside(entities.inCity[i]) || inside(entities.partOf[i])) held.add(i);
    for (const i of [...held]) {
      for (const other of neighbours(i)) if (entities.inCity[other] < 0 && entities.partOf[other] < 0) held.add(other);
    }
    return held;
  }

  const degrees = new Uint32Array(count);
  for (let i = 0; i < count; i++) degrees[i] = row(from, i).length + row(to, i).length + row(below, i).length;

  return {
    tables,
    count,
    factCount,
    entities,
    facts,
    goals: tables.goals,
    types: tables.types,
    number: (id: string) => numbers.get(id) ?? -1,
    predicateOf: (fact: number) => names[facts.predicate[fact]],
    factsFrom: (i: number, predicate: string) => [...row(from, i)].filter((fact) => names[facts.predicate[fact]] === predicate),
    /** Facts that have the entity at either end. */
    factsOf: (i: number) => [...row(from, i), ...row(to, i)],
    tied,
    degrees,
    neighbours,
    around,
    path,
    relations,
    line,
    inArea,
  };
}

/** For each of `count` values the rows in which it stands. */
function rows(count: number, column: readonly number[]): Rows {
  const at = new Uint32Array(count + 1);
  for (const value of column) if (value >= 0) at[value + 1]++;
  for (let i = 0; i < count; i++) at[i + 1] += at[i];
  const next = at.slice();
  const values = new Uint32Array(at[count]);
  column.forEach((value, i) => {
    if (value >= 0) values[next[value]++] = i;
  });
  return { at, values };
}
