// @ts-check
// The filters: types (which is the legend), place, report.

/**
 * @param {ReturnType<typeof createCollection>} collection
 * @param {ReturnType<typeof createWords>} words
 * @param {{colour: (type: number) => string, changed: () => void}} page
 */
function createFilters(collection, words, page) {
  const { entities, types, count, data } = collection;
  const areas = collection.areas();
  const reports = data.reports.label;
  const off = new Set();
  let place = -1;
  let report = -1;
  const placeBox = /** @type {HTMLSelectElement} */ (byId("place"));
  const reportBox = /** @type {HTMLSelectElement} */ (byId("report"));

  /** Does the entity lie in the chosen place and stand in the chosen report? @param {number} i */
  function inScope(i) {
    const area = place < 0 ? null : areas.get(place);
    return (!area || area.has(i)) && (report < 0 || entities.reports[i].includes(report));
  }

  /** @param {number} i */
  const passes = (i) => !off.has(entities.type[i]) && inScope(i);

  function writeTypes() {
    const counts = types.map(() => 0);
    for (let i = 0; i < count; i++) if (inScope(i)) counts[entities.type[i]]++;
    byId("types").replaceChildren(...types.map((look, type) => typeRow(look, type, counts[type])));
  }

  /** @param {TypeLook} look @param {number} type @param {number} number */
  function typeRow(look, type, number) {
    const box = make("input", "");
    box.type = "checkbox";
    box.checked = !off.has(type);
    box.addEventListener("change", () => {
      if (box.checked) off.delete(type);
      else off.add(type);
      changed();
    });
    const label = make("label", "", null, box, sign(look, page.colour(type)), make("span", "", words.pick(look.label)), make("span", "count", String(number)));
    const alone = off.size === types.length - 1 && !off.has(type);
    const only = button("plain only", words.word(alone ? "all_types" : "only"), () => {
      off.clear();
      if (!alone) types.forEach((_, other) => other !== type && off.add(other));
      changed();
      const again = byId("types").children[type].querySelector("button");
      if (again) again.focus();
    });
    only.setAttribute("aria-label", `${only.textContent}: ${words.pick(look.label)}`);
    return make("li", "", null, label, only);
  }

  /** Places in the order of the tree, indented by their depth. */
  function writePlaces() {
    const chosen = [...areas.keys()].map((i) => collection.line(i).reverse());
    const key = (/** @type {number[]} */ line) => line.map((i) => `${entities.code[i] || "~"}${entities.name[i]}`).join("\u0000");
    chosen.sort((a, b) => (key(a) < key(b) ? -1 : 1));
    const options = chosen.map((line) => {
      const i = line[line.length - 1];
      return option(i, `${"\u3000".repeat(line.length - 1)}${visible(entities.name[i])} (${areas.get(i)?.size})`);
    });
    placeBox.replaceChildren(option(-1, words.word("all_places")), ...options);
    placeBox.value = String(place);
  }

  function writeReports() {
    const options = reports.map((/** @type {string} */ label, /** @type {number} */ at) => option(at, visible(label)));
    reportBox.replaceChildren(option(-1, words.word("all_reports")), ...options);
    reportBox.value = String(report);
  }

  /** @param {number} value @param {string} text */
  function option(value, text) {
    const made = make("option", "");
    made.textContent = text;
    made.value = String(value);
    return made;
  }

  function writeState() {
    let shown = 0;
    for (let i = 0; i < count; i++) if (passes(i)) shown++;
    byId("shown").textContent = words.word("passing", { shown, all: count });
    byId("reset").hidden = !off.size && place < 0 && report < 0;
  }

  function changed() {
    // Rebuilding the rows must not take the keyboard's place away.
    const held = document.activeElement;
    const at = [...byId("types").children].findIndex((row) => row.contains(held));
    writeTypes();
    if (at >= 0) byId("types").children[at].querySelector("input")?.focus();
    writeState();
    page.changed();
  }

  placeBox.addEventListener("change", () => {
    place = Number(placeBox.value);
    changed();
  });
  reportBox.addEventListener("change", () => {
    report = Number(reportBox.value);
    changed();
  });
  byId("reset").addEventListener("click", () => {
    off.clear();
    place = report = -1;
    write();
    page.changed();
    byId("filters").querySelector("summary")?.focus();
  });

  function write() {
    writeTypes();
    writePlaces();
    writeReports();
    writeState();
  }

  return { passes, write };
}
