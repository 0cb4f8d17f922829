// @ts-check
// Puts the parts together: what is selected, in which language, under which filters.

function start() {
  const collection = createCollection(readIsland("collection"));
  const graph = readIsland("drawing");
  const { entities, types, data } = collection;
  const words = createWords(data.labels);
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const narrow = window.matchMedia("(max-width: 760px)");
  const colour = (/** @type {number} */ type) => (dark.matches ? types[type].dark : types[type].light);
  let selected = -1;

  /** @type {Palette | null} */
  let palette = null;
  function readPalette() {
    const style = getComputedStyle(document.documentElement);
    const value = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
    return {
      ground: value("--paper"),
      ink: value("--ink"),
      quiet: value("--quiet"),
      line: value("--line"),
      strongLine: value("--strong-line"),
      font: getComputedStyle(document.body).fontFamily,
    };
  }

  byId("app").hidden = false;
  if (narrow.matches) /** @type {HTMLDetailsElement} */ (byId("filters")).open = false;

  const drawing = createDrawing(byId("graph"), { palette: () => (palette ??= readPalette()), colour });
  const panel = createPanel(byId("panel"), collection, words, { colour, drawn: drawing.has, open: (i) => select(i, true), close });
  createSearch(/** @type {HTMLInputElement} */ (byId("query")), byId("results"), collection, words, { colour, open: (i) => select(i, true) });
  const filters = createFilters(collection, words, {
    colour,
    changed: () => {
      drawing.show(filters.passes);
      if (selected < 0) drawing.fit();
    },
  });

  /** Opens an entity; `enter` moves the keyboard into the panel. @param {number} i @param {boolean} enter */
  function select(i, enter) {
    if (i < 0) return close();
    selected = i;
    panel.show(i);
    byId("hint").hidden = true;
    const box = byId("panel").getBoundingClientRect();
    drawing.cover(narrow.matches ? { right: 0, bottom: box.height } : { right: box.width, bottom: 0 });
    drawing.highlight([i, ...collection.neighbours(i)]);
    drawing.focus(i);
    if (enter) panel.enter();
    remember(i);
  }

  function close() {
    if (selected < 0) return;
    const inside = byId("panel").contains(document.activeElement);
    selected = -1;
    panel.hide();
    drawing.highlight(null);
    if (inside) byId("query").focus();
    remember(-1);
  }

  /** Keeps the selection in the address, so that it can be linked to and gone back from. @param {number} i */
  function remember(i) {
    const address = i < 0 ? "" : `#${encodeURIComponent(entities.id[i])}`;
    if (location.hash === address) return;
    try {
      history.pushState(null, "", address || location.pathname + location.search);
    } catch {
      // A page shown inside another has no address to keep anything in.
    }
  }

  function recall() {
    let id = "";
    try {
      id = decodeURIComponent(location.hash.slice(1));
    } catch {
      // An address that is no encoding of anything selects nothing.
    }
    const i = collection.number(id);
    if (i !== selected) select(i, false);
  }

  function write() {
    words.write();
    filters.write();
    const values = { entities: collection.count, facts: collection.factCount, reports: data.reports.label.length };
    byId("summary").textContent = words.word("summary", values);
    byId("language").textContent = words.word("language");
    byId("graph").setAttribute("aria-label", words.word("graph", { nodes: graph.nodes.length, edges: graph.links.length }));
    byId("reduced").hidden = !data.limit;
    byId("reduced").textContent = data.limit ? words.word("reduced", { limit: data.limit }) : "";
    if (selected >= 0) panel.show(selected);
  }

  byId("language").addEventListener("click", () => {
    words.turn();
    write();
  });
  byId("whole").addEventListener("click", () => drawing.fit());
  byId("zoom-in").addEventListener("click", () => drawing.zoom(1.4));
  byId("zoom-out").addEventListener("click", () => drawing.zoom(1 / 1.4));
  dark.addEventListener("change", () => {
    palette = null;
    write();
    drawing.restyle();
  });
  window.addEventListener("popstate", recall);
  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
    if (event.key === "Escape") close();
    else if (event.key === "/" && !typing) {
      event.preventDefault();
      byId("query").focus();
    }
  });

  // On an upright screen the picture lies on its side.
  const wide = Math.max(...graph.nodes.map((/** @type {any} */ node) => Math.abs(node.x)), 0) >= Math.max(...graph.nodes.map((/** @type {any} */ node) => Math.abs(node.y)), 0);
  const turned = wide !== byId("graph").clientWidth >= byId("graph").clientHeight;

  write();
  drawing.draw({
    nodes: graph.nodes.map((/** @type {any} */ node) => ({
      id: node.id,
      x: turned ? node.y : node.x,
      y: turned ? node.x : node.y,
      radius: node.size,
      label: visible(entities.name[node.id]),
      type: entities.type[node.id],
      shape: types[entities.type[node.id]].shape,
    })),
    links: graph.links,
  });
  drawing.onSelect((id) => select(id, false));
  recall();
}

start();
