// @ts-check
// The columns of the page as a collection one can ask: what is said of an entity, what lies in a place.

/**
 * @typedef {{name: string, label: [string, string], shape: string, light: string, dark: string}} TypeLook
 * @typedef {{predicate: string, label: string[], incoming: boolean, other: number, facts: number[]}} Relation
 *   one relation of an entity with one other entity (or −1 and a stage or goal), and the facts that state it; none if derived
 */

/**
 * @param {string} id
 * @returns {any}
 */
function readIsland(id) {
  return JSON.parse(byId(id).textContent || "null");
}

/**
 * @param {any} data
 */
function createCollection(data) {
  const entities = data.entities;
  const facts = data.facts;
  const count = entities.id.length;
  const factCount = facts.subject.length;
  /** @type {Map<string, number>} */
  const numbers = new Map();
  /** @type {number[][]} */
  const from = Array.from({ length: count }, () => []);
  /** @type {number[][]} */
  const to = Array.from({ length: count }, () => []);
  /** @type {number[][]} */
  const below = Array.from({ length: count }, () => []);
  /** @type {number[][]} */
  const within = Array.from({ length: count }, () => []);
  for (let i = 0; i < count; i++) {
    numbers.set(entities.id[i], i);
    if (entities.partOf[i] >= 0) below[entities.partOf[i]].push(i);
    if (entities.inCity[i] >= 0 && entities.inCity[i] !== i) within[entities.inCity[i]].push(i);
  }
  const names = data.predicates.map((/** @type {any[]} */ row) => row[0]);
  /** @type {Map<string, {label: string[], inverse: string[]}>} */
  const predicates = new Map(data.predicates.map((/** @type {any[]} */ row) => [row[0], { label: row[1], inverse: row[2] }]));
  const predicateOf = (/** @type {number} */ fact) => names[facts.predicate[fact]];
  const tiesEntities = (/** @type {number} */ fact) => !["stage", "hasGoal"].includes(predicateOf(fact));
  for (let fact = 0; fact < factCount; fact++) {
    from[facts.subject[fact]].push(fact);
    if (tiesEntities(fact)) to[facts.object[fact]].push(fact);
  }

  /** Everything that is directly tied to an entity, derived ties included. @param {number} i */
  function neighbours(i) {
    const found = new Set([...below[i], ...within[i], entities.partOf[i], entities.inCity[i]]);
    for (const fact of from[i]) if (tiesEntities(fact)) found.add(facts.object[fact]);
    for (const fact of to[i]) found.add(facts.subject[fact]);
    found.delete(-1);
    found.delete(i);
    return found;
  }

  /** The relations of an entity with others: stated ones first, one for each pair. @param {number} i @returns {Relation[]} */
  function relations(i) {
    /** @type {Map<string, Relation>} */
    const found = new Map();
    const add = (/** @type {string} */ predicate, /** @type {boolean} */ incoming, /** @type {number} */ other, /** @type {number} */ fact) => {
      const words = predicates.get(predicate);
      if (!words || other < 0 || other === i) return;
      const label = incoming ? words.inverse : words.label;
      const key = `${label[0]}\u0000${other}`;
      const known = found.get(key) || { predicate, label, incoming, other, facts: [] };
      if (fact >= 0 && !known.facts.includes(fact)) known.facts.push(fact);
      found.set(key, known);
    };
    for (const fact of from[i]) if (tiesEntities(fact)) add(predicateOf(fact), false, facts.object[fact], fact);
    for (const fact of to[i]) add(predicateOf(fact), true, facts.subject[fact], fact);
    add("partOf", false, entities.partOf[i], -1);
    for (const other of below[i]) add("partOf", true, other, -1);
    const told = new Set([...found.values()].map((relation) => relation.other));
    if (!told.has(entities.inCity[i])) add("inCity", false, entities.inCity[i], -1);
    for (const other of within[i]) if (!told.has(other)) add("inCity", true, other, -1);
    return [...found.values()];
  }

  /** A place and all places above it. @param {number} i @returns {number[]} */
  function line(i) {
    /** @type {number[]} */
    const found = [];
    for (let at = i; at >= 0 && !found.includes(at); at = entities.partOf[at]) found.push(at);
    return found;
  }

  /** For each place that something lies in or that is divided further: the entities that it holds. */
  function areas() {
    /** @type {Map<number, Set<number>>} */
    const found = new Map();
    const put = (/** @type {number} */ area, /** @type {number} */ i) => {
      const known = found.get(area);
      if (known) known.add(i);
      else found.set(area, new Set([i]));
    };
    const roots = new Set([...entities.inCity, ...entities.partOf].filter((at) => at >= 0));
    for (let i = 0; i < count; i++) {
      const near = [entities.inCity[i], entities.partOf[i], roots.has(i) ? i : -1];
      for (const start of near) if (start >= 0) for (const area of line(start)) put(area, i);
    }
    const homeless = (/** @type {number} */ i) => entities.inCity[i] < 0 && entities.partOf[i] < 0 && !roots.has(i);
    // What has no place of its own (a company, an industry) is where the things are that it has to do with.
    for (const held of found.values()) {
      for (const i of [...held]) for (const other of neighbours(i)) if (homeless(other)) held.add(other);
    }
    return found;
  }

  return {
    data,
    count,
    factCount,
    entities,
    facts,
    goals: data.goals,
    /** @type {TypeLook[]} */
    types: data.types,
    number: (/** @type {string} */ id) => numbers.get(id) ?? -1,
    factsFrom: (/** @type {number} */ i, /** @type {string} */ predicate) => from[i].filter((fact) => predicateOf(fact) === predicate),
    predicateLabel: (/** @type {string} */ predicate) => predicates.get(predicate)?.label ?? [predicate, predicate],
    degree: (/** @type {number} */ i) => from[i].length + to[i].length + below[i].length,
    neighbours,
    relations,
    line,
    areas,
  };
}
