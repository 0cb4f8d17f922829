// Rows of the tables, drawn from the facts.
import type { Collection } from "../collection";

/** A goal as a report states it of a subject. */
export interface GoalRow {
  readonly goal: number;
  readonly subject: number;
  /** A row of the reports, or −1. */
  readonly report: number;
}

/** All goals with their subjects, in the order of the facts; a goal of two subjects has a row for each. */
export function goalRows(collection: Collection): GoalRow[] {
  const { facts, factCount, predicateOf } = collection;
  const found: GoalRow[] = [];
  const known = new Set<string>();
  for (let fact = 0; fact < factCount; fact++) {
    if (predicateOf(fact) !== "hasGoal") continue;
    const row = { goal: facts.object[fact] as number, subject: facts.subject[fact], report: facts.report[fact] };
    const key = `${row.goal} ${row.subject} ${row.report}`;
    if (!known.has(key)) found.push(row);
    known.add(key);
  }
  return found;
}

/** All entities of a type, by number. */
export function ofType({ entities, types }: Collection, type: string): number[] {
  const number = types.findIndex(({ name }) => name === type);
  return [...entities.type.keys()].filter((i) => entities.type[i] === number);
}

/** What is tied to an entity by a relation, in the direction given. */
export function tiedTo(collection: Collection, entity: number, predicate: string, incoming: boolean): number[] {
  return collection.relations(entity).filter((relation) => relation.predicate === predicate && relation.incoming === incoming).map(({ other }) => other);
}
