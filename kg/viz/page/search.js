// @ts-check
// The search box: names and aliases, best matches as one types.

const RESULTS_AT_ONCE = 12;

/** A name as it is compared. @param {string} text */
function searchable(text) {
  return text.normalize("NFKC").toLowerCase().replace(/[\s"'“”‘’《》「」（）()]/g, "");
}

/**
 * How well a name answers a query: 0 not at all, then by characters in order, inside, at the start, exactly.
 * @param {string} name
 * @param {string} query
 */
function match(name, query) {
  if (name === query) return 4;
  if (name.startsWith(query)) return 3;
  if (name.includes(query)) return 2;
  if (query.length < 2) return 0;
  let at = -1;
  for (const character of query) {
    at = name.indexOf(character, at + 1);
    if (at < 0) return 0;
  }
  return 1;
}

/**
 * @param {HTMLInputElement} box
 * @param {HTMLElement} list
 * @param {ReturnType<typeof createCollection>} collection
 * @param {ReturnType<typeof createWords>} words
 * @param {{colour: (type: number) => string, open: (entity: number) => void}} page
 */
function createSearch(box, list, collection, words, page) {
  const { entities, types, count } = collection;
  const keys = Array.from({ length: count }, (_, i) => [entities.name[i], ...entities.aliases[i], ...entities.hidden[i]].map(searchable));
  /** @type {number[]} */
  let found = [];
  let active = -1;

  /** @param {string} query */
  function find(query) {
    const wanted = searchable(query);
    if (!wanted) return [];
    /** @type {[number, number][]} */
    const scored = [];
    for (let i = 0; i < count; i++) {
      const score = Math.max(...keys[i].map((key) => match(key, wanted)));
      if (score > 0) scored.push([i, score]);
    }
    scored.sort((a, b) => b[1] - a[1] || collection.degree(b[0]) - collection.degree(a[0]) || a[0] - b[0]);
    return scored.slice(0, RESULTS_AT_ONCE).map(([i]) => i);
  }

  /** @param {number} at */
  function activate(at) {
    active = at;
    [...list.children].forEach((child, i) => child.setAttribute("aria-selected", String(i === at)));
    if (at >= 0) {
      box.setAttribute("aria-activedescendant", `result-${at}`);
      list.children[at].scrollIntoView({ block: "nearest" });
    } else box.removeAttribute("aria-activedescendant");
  }

  function close() {
    list.hidden = true;
    box.setAttribute("aria-expanded", "false");
    activate(-1);
  }

  /** @param {number} at */
  function choose(at) {
    const entity = found[at];
    close();
    if (entity !== undefined) page.open(entity);
  }

  /** @param {number} i @param {number} at */
  function option(i, at) {
    const city = entities.inCity[i] >= 0 ? entities.name[entities.inCity[i]] : "";
    const note = [words.pick(types[entities.type[i]].label), city].filter(Boolean).join(" · ");
    const made = make("li", "", null, sign(types[entities.type[i]], page.colour(entities.type[i])), make("span", "", entities.name[i]), make("small", "", note));
    made.id = `result-${at}`;
    made.setAttribute("role", "option");
    made.addEventListener("pointerdown", (event) => event.preventDefault());
    made.addEventListener("click", () => choose(at));
    return made;
  }

  function update() {
    found = find(box.value);
    const nothing = box.value.trim() && !found.length;
    list.replaceChildren(...found.map(option));
    if (nothing) list.append(make("li", "nothing", words.word("no_results")));
    const shown = Boolean(nothing || found.length);
    list.hidden = !shown;
    box.setAttribute("aria-expanded", String(shown));
    activate(found.length ? 0 : -1);
  }

  box.addEventListener("input", update);
  box.addEventListener("focus", () => box.value && update());
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (event) => {
    // Enter and the arrows belong to the input method while it composes Chinese.
    if (event.isComposing || !found.length) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && !list.hidden) activate((active + step + found.length) % found.length);
    else if (step) update();
    else if (event.key === "Enter") choose(Math.max(active, 0));
    else if (event.key === "Escape" && !list.hidden) {
      close();
      event.stopPropagation();
    } else return;
    event.preventDefault();
  });
}
