// The groups of the panel: stages, relations, goals, years, places where a thing is named.
import type { App } from "../app";
import type { Relation } from "../collection";
import { make } from "../dom";
import type { EvidenceView } from "../evidence";
import { amount, goalTime, quantity } from "../goals";
import type { Rows } from "./rows";

export const joined = (parts: readonly (string | number | null | undefined | false)[], by = " · "): string => parts.filter(Boolean).join(by);

export function createGroups(app: App, rows: Rows, { late, figures }: EvidenceView) {
  const { collection } = app;
  const { entities, facts, goals } = collection;
  const words = app.words();
  const title = (predicate: string) => words.pick(collection.tables.predicates.find(([name]) => name === predicate)?.[1] ?? [predicate, predicate]);
  const some = (name: string, makers: (() => HTMLElement)[]) => (makers.length ? [rows.group(name, makers)] : []);

  function circumstances(fact: number): string {
    const promised = facts.promised[fact];
    const space = words.language === "en" ? " " : "";
    return joined([
      facts.year[fact],
      words.label("relation_statuses", facts.status[fact]),
      promised && `${words.say("promised")}${space}${words.label("stages", promised)}`,
    ]);
  }

  function stages(i: number): HTMLElement[] {
    const makers = collection.factsFrom(i, "stage").map((fact) => () => {
      const head = make("span", "said", words.label("stages", facts.object[fact] as string));
      return rows.row(head, circumstances(fact), () => ({ facts: [fact], names: late.entities.evidence[i] }));
    });
    return some(title("stage"), makers);
  }

  function relations(i: number, stated: boolean): HTMLElement[] {
    const groups = new Map<string, (() => HTMLElement)[]>();
    for (const relation of collection.relations(i)) {
      if (stated !== relation.facts.length > 0) continue;
      const name = words.pick(relation.label);
      const makers = groups.get(name) ?? [];
      makers.push(() => relationRow(i, relation));
      groups.set(name, makers);
    }
    return [...groups].flatMap(([name, makers]) => some(name, makers));
  }

  function relationRow(i: number, { predicate, incoming, other, facts: told }: Relation): HTMLElement {
    if (!told.length) {
      const basis = predicate === "inCity" ? words.label("location_bases", entities.basis[incoming ? other : i]) : "";
      return rows.row(rows.link(other), basis, null);
    }
    const notes = [...new Set(told.map(circumstances))].join("；");
    return rows.row(rows.link(other), notes, () => ({ facts: told, names: [...late.entities.evidence[i], ...late.entities.evidence[other]] }));
  }

  /** The newest first, aims before results, then as the document has them. */
  function goalsOf(i: number): number[] {
    const year = (fact: number) => goals.year[facts.object[fact] as number] ?? 0;
    const aim = (fact: number) => Number(goals.status[facts.object[fact] as number] === "target");
    const offset = (fact: number) => late.evidence.pieces[late.facts.evidence[fact][0]]?.[0] ?? Infinity;
    return collection.factsFrom(i, "hasGoal").sort((a, b) => year(b) - year(a) || aim(b) - aim(a) || offset(a) - offset(b) || a - b);
  }

  const goalGroup = (i: number) => some(title("hasGoal"), goalsOf(i).map((fact) => () => goalRow(fact)));

  function goalRow(fact: number): HTMLElement {
    const goal = facts.object[fact] as number;
    const number = quantity(goals, goal, words);
    const name = (number && goals.indicator[goal]) || goals.text[goal];
    const status = goals.status[goal];
    const note = joined([
      goalTime(goals, goal),
      words.label("statuses", status),
      goals.kind[goal] !== "quantitative" && words.label("kinds", goals.kind[goal]),
      goals.relativeTo[goal],
      goals.wording[goal] && `“${goals.wording[goal]}”`,
    ]);
    const made = rows.row(make("div", "goal", make("span", "measure", name), number), note, () => ({ facts: [fact], names: late.goals.evidence[goal] }));
    made.classList.add(status === "achieved" ? "achieved" : "target");
    return made;
  }

  /** What was said in each year, the newest first; nothing where all is of one year. */
  function years(i: number): HTMLElement[] {
    const found = new Map<number, string[]>();
    const put = (year: number | null, text: string) => {
      if (year === null || !text) return;
      const said = found.get(year) ?? [];
      if (!said.includes(text)) said.push(text);
      found.set(year, said);
    };
    for (const fact of collection.factsOf(i)) put(facts.year[fact], yearWords(i, fact));
    if (found.size < 2) return [];
    const list = make("dl", "years");
    for (const [year, said] of [...found].sort(([a], [b]) => b - a)) {
      const rest = said.length - 5;
      list.append(make("dt", "", String(year)), make("dd", "", said.slice(0, 5).join("；") + (rest > 0 ? `；${words.say("and_more", { n: rest })}` : "")));
    }
    return [make("section", "group", make("h3", "", words.say("by_year")), list)];
  }

  function yearWords(i: number, fact: number): string {
    const predicate = collection.predicateOf(fact);
    if (predicate === "stage") return `${words.label("stages", facts.object[fact] as string)}（${words.label("relation_statuses", facts.status[fact])}）`;
    if (predicate === "hasGoal") {
      const goal = facts.object[fact] as number;
      const found = amount(goals, goal, words);
      if (!found) return "";
      return `${goals.indicator[goal] ?? goals.text[goal]} ${joined([found.before, found.number + found.unit], " ")}（${words.label("statuses", goals.status[goal])}）`;
    }
    const other = facts.subject[fact] === i ? (facts.object[fact] as number) : facts.subject[fact];
    return `${title(predicate)} ${entities.name[other]}`;
  }

  function mentions(i: number): HTMLElement[] {
    const makers = late.entities.evidence[i].map((at) => () => make("li", "fact", ...figures({ facts: [], names: [at], rows: [at] })));
    return some(words.say("mentions"), makers);
  }

  return (i: number): HTMLElement[] => [
    ...stages(i), ...relations(i, true), ...goalGroup(i), ...years(i), ...relations(i, false), ...mentions(i),
  ];
}
