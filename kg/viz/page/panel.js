// @ts-check
// The panel: what the reports say of one entity, each fact with the sentence it was read from.

/** Rows of a group that are shown at once, and how many rows of a panel show their sentences from the start. */
const ROWS_AT_ONCE = 12;
const OPEN_UP_TO = 8;

/**
 * @param {HTMLElement} root
 * @param {ReturnType<typeof createCollection>} collection
 * @param {ReturnType<typeof createWords>} words
 * @param {{colour: (type: number) => string, drawn: (entity: number) => boolean, open: (entity: number) => void, close: () => void}} page
 */
function createPanel(root, collection, words, page) {
  const { entities, facts, goals, types } = collection;
  const evidence = createEvidence(collection, words);
  let rows = 0;

  /** A link to another entity. @param {number} i */
  function link(i) {
    const made = button("entity", "", () => page.open(i));
    made.append(sign(types[entities.type[i]], page.colour(entities.type[i])), make("span", "", entities.name[i]));
    return made;
  }

  /** @param {(string | null | undefined | false)[]} parts */
  const joined = (parts) => parts.filter(Boolean).join(" · ");

  /** Year, status and report of a fact. @param {number} fact */
  function circumstances(fact) {
    const status = words.label("relation_statuses", facts.status[fact]);
    const promised = facts.promised[fact] && `${words.word("promised")}${words.english() ? " " : ""}${words.label("stages", facts.promised[fact])}`;
    return joined([facts.year[fact], status, promised]);
  }

  /**
   * The sentences of some facts, each once: a cooperation is told from both sides.
   * @param {number[]} told
   * @param {number[]} names evidence of what is marked by name
   * @returns {HTMLElement[]}
   */
  function sentences(told, names) {
    /** @type {Map<number, HTMLElement>} */
    const found = new Map();
    for (const fact of told) {
      const confidence = `${words.word("confidence")} ${facts.confidence[fact].toFixed(2)}`;
      const report = collection.data.reports.label[facts.report[fact]] || "";
      const more = [report, words.label("bases", facts.basis[fact]), facts.rules[fact].join(" "), confidence];
      for (const row of facts.evidence[fact]) if (!found.has(row)) found.set(row, evidence.figure(row, names, more));
    }
    return [...found.values()];
  }

  /**
   * A row: what is said, a button that shows the sentences, and the sentences, made when they are first shown.
   * @param {HTMLElement} head
   * @param {string} note
   * @param {(() => HTMLElement[]) | null} tell
   */
  function row(head, note, tell) {
    const line = make("div", "line", null, head, note ? make("span", "note", note) : null);
    const made = make("li", "fact", null, line);
    if (!tell) return made;
    const body = make("div", "body");
    const set = (/** @type {boolean} */ shown) => {
      if (shown && !body.firstChild) body.append(...tell());
      body.hidden = !shown;
      toggle.setAttribute("aria-expanded", String(shown));
    };
    const toggle = button("toggle", words.word("sentence"), () => set(Boolean(body.hidden)));
    line.append(toggle);
    made.append(body);
    set(rows++ < OPEN_UP_TO);
    return made;
  }

  /**
   * A group of rows under a heading; the rest of a long one appears on demand.
   * @param {string} title
   * @param {(() => HTMLElement)[]} makers
   */
  function group(title, makers) {
    const list = make("ul", "facts");
    const heading = make("h3", "", title, make("span", "count", String(makers.length)));
    const section = make("section", "group", null, heading, list);
    const show = (/** @type {number} */ from, /** @type {number} */ to) => {
      for (const maker of makers.slice(from, to)) list.append(maker());
    };
    show(0, ROWS_AT_ONCE);
    const rest = makers.length - ROWS_AT_ONCE;
    if (rest > 0) {
      const more = button("plain more", words.word("more", { n: rest }), () => {
        const next = list.childElementCount;
        more.remove();
        show(next, makers.length);
        const first = list.children[next].querySelector("button");
        if (first) first.focus();
      });
      section.append(more);
    }
    return section;
  }

  /** Relations with other entities, grouped by relation in both directions. @param {number} i @param {boolean} stated */
  function relationGroups(i, stated) {
    /** @type {Map<string, {title: string, makers: (() => HTMLElement)[]}>} */
    const groups = new Map();
    for (const relation of collection.relations(i)) {
      if (stated !== relation.facts.length > 0) continue;
      const title = words.pick(relation.label);
      const known = groups.get(title) || { title, makers: [] };
      known.makers.push(() => relationRow(i, relation));
      groups.set(title, known);
    }
    return [...groups.values()].map(({ title, makers }) => group(title, makers));
  }

  /** @param {number} i @param {Relation} relation */
  function relationRow(i, relation) {
    if (!relation.facts.length) {
      const basis = relation.predicate === "inCity" ? words.label("location_bases", entities.basis[relation.incoming ? relation.other : i]) : "";
      return row(link(relation.other), basis, null);
    }
    const notes = [...new Set(relation.facts.map(circumstances))];
    return row(link(relation.other), notes.join("；"), () => sentences(relation.facts, [...entities.evidence[i], ...entities.evidence[relation.other]]));
  }

  /** Stages of a project as each report states them. @param {number} i */
  function stageGroup(i) {
    const makers = collection.factsFrom(i, "stage").map((fact) => () => {
      const head = make("span", "said", words.label("stages", facts.object[fact]));
      return row(head, circumstances(fact), () => sentences([fact], entities.evidence[i]));
    });
    return makers.length ? group(words.pick(collection.predicateLabel("stage")), makers) : null;
  }

  /** Goals of an entity: the newest first, aims before results, then as the document has them. @param {number} i */
  function goalGroup(i) {
    const found = collection.factsFrom(i, "hasGoal");
    const year = (/** @type {number} */ fact) => goals.year[facts.object[fact]] ?? 0;
    const aim = (/** @type {number} */ fact) => Number(goals.status[facts.object[fact]] === "target");
    const offset = (/** @type {number} */ fact) => collection.data.evidence.pieces[facts.evidence[fact][0]]?.[0] ?? Infinity;
    found.sort((a, b) => year(b) - year(a) || aim(b) - aim(a) || offset(a) - offset(b) || a - b);
    const makers = found.map((fact) => () => goalRow(fact));
    return makers.length ? group(words.pick(collection.predicateLabel("hasGoal")), makers) : null;
  }

  /** @param {number} fact */
  function goalRow(fact) {
    const goal = facts.object[fact];
    const amount = quantity(goals, goal, words);
    const name = amount ? goals.indicator[goal] || goals.text[goal] : goals.text[goal];
    const head = make("div", "goal", null, make("span", "measure", name), amount);
    const status = goals.status[goal];
    const note = joined([
      goalTime(goals, goal),
      words.label("statuses", status),
      goals.kind[goal] === "quantitative" ? null : words.label("kinds", goals.kind[goal]),
      goals.relativeTo[goal],
      goals.wording[goal] && `“${goals.wording[goal]}”`,
    ]);
    const made = row(head, note, () => sentences([fact], goals.evidence[goal]));
    made.classList.add(status === "achieved" ? "achieved" : "target");
    return made;
  }

  /** Where the entity is named. @param {number} i */
  function mentionGroup(i) {
    const rows = /** @type {number[]} */ (entities.evidence[i]);
    const makers = rows.map((at) => () => make("li", "fact", null, evidence.figure(at, [at], [])));
    return makers.length ? group(words.word("mentions"), makers) : null;
  }

  /** Name, type and standing data. @param {number} i */
  function head(i) {
    const type = entities.type[i];
    const close = button("close", "×", page.close);
    close.setAttribute("aria-label", words.word("close"));
    const kind = make("p", "kind", null, sign(types[type], page.colour(type)), make("span", "", words.pick(types[type].label)));
    if (entities.subtype[i]) kind.append(make("span", "chip", words.label("subtypes", entities.subtype[i])));
    if (entities.stage[i]) kind.append(make("span", "chip", joined([words.label("stages", entities.stage[i]), entities.stageYear[i]])));
    if (!page.drawn(i)) kind.append(make("span", "chip", words.word("not_drawn")));
    const name = make("h2", "", entities.name[i]);
    name.tabIndex = -1;
    const list = make("dl", "standing");
    const pair = (/** @type {string} */ key, /** @type {string} */ value) => {
      if (value) list.append(make("dt", "", words.word(key)), make("dd", "", value));
    };
    pair("aliases", entities.aliases[i].join("、"));
    pair("code", entities.code[i]);
    pair("reported_in", entities.reports[i].map((/** @type {number} */ report) => collection.data.reports.label[report]).join("、"));
    return make("header", "", null, close, kind, name, list.firstChild ? list : null);
  }

  /** Shows an entity. @param {number} i */
  function show(i) {
    rows = 0;
    const groups = [stageGroup(i), ...relationGroups(i, true), goalGroup(i), ...relationGroups(i, false)].filter(Boolean);
    if (!groups.length) groups.push(make("p", "quiet", words.word("no_facts")));
    root.replaceChildren(head(i), ...groups.map((each) => /** @type {HTMLElement} */ (each)));
    const mentions = mentionGroup(i);
    if (mentions) root.append(mentions);
    root.hidden = false;
    root.scrollTop = 0;
  }

  return {
    show,
    hide: () => {
      root.hidden = true;
      root.replaceChildren();
    },
    /** Moves the keyboard into the panel. */
    enter: () => {
      const name = root.querySelector("h2");
      if (name) name.focus({ preventScroll: true });
    },
  };
}
