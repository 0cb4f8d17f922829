// Puts the page together: tables, state, the parts, and what each does when the state changes.
import type { App, Rendered, View } from "./app";
import { createCollection } from "./collection";
import { lateReader, readTables, type Tables } from "./data";
import { byId, make } from "./dom";
import { createEvidence } from "./evidence";
import { createSearch } from "./matching";
import { createPanel } from "./panel/panel";
import { createPassing } from "./passing";
import { announce, createBar } from "./side/bar";
import { createFilters } from "./side/filters";
import { createList } from "./side/list";
import { createSearchBox } from "./side/searchbox";
import { createStore, write, type State } from "./state";
import { VIEWS } from "./views";
import { createWords, ownLanguage } from "./words";

function start(tables: Tables): void {
  const collection = createCollection(tables);
  const search = createSearch(collection);
  const store = createStore();
  const pass = createPassing(collection, search);
  const late = lateReader();
  const byLanguage = { zh: createWords(tables.labels, "zh"), en: createWords(tables.labels, "en") };
  let from = -1;

  const app: App = {
    collection,
    store,
    words: () => byLanguage[store.get().lang || ownLanguage()],
    late,
    passing: () => pass(store.get()),
    evidence: async () => createEvidence(app, await late()),
    open(entity) {
      const id = collection.entities.id[entity];
      if (from >= 0 && from !== entity) store.set({ open: collection.entities.id[from], path: id });
      else store.set({ open: id, path: "" });
      from = -1;
      panel.enter();
    },
    awaitEnd: (entity) => (from = from === entity ? -1 : entity) >= 0,
    announce,
  };

  const current = (): View => VIEWS.find((view) => view.id === store.get().view) ?? VIEWS[0];
  const panel = createPanel(byId("panel"), app);
  const filters = createFilters(app);
  const list = createList(app);
  const searchBox = createSearchBox(app, search);
  const bar = createBar(app, VIEWS, current);
  let view: View | undefined;
  let rendered: Rendered | undefined;

  function showView(): void {
    rendered?.remove();
    view = current();
    const container = byId("view");
    container.replaceChildren();
    rendered = view.render(container, app);
  }

  function writeAll(): void {
    document.documentElement.lang = app.words().language === "zh" ? "zh-CN" : "en";
    bar.write();
    filters.write();
    list.update();
    panel.update();
    showView();
  }

  store.subscribe((now, before) => {
    if (now.lang !== before.lang) return writeAll();
    if (onlyMoved(now, before)) return rendered?.update();
    panel.update();
    bar.update();
    filters.update();
    list.update();
    searchBox.update();
    if (view === current()) rendered?.update();
    else showView();
  });

  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof HTMLElement && event.target.matches("input:not([type=checkbox]), select, textarea");
    if (event.key === "/" && !typing) {
      byId("query").focus();
      event.preventDefault();
    } else if (event.key === "Escape" && store.get().open) {
      store.set({ open: "", path: "" });
    } else if (event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && !typing) {
      store.undo();
      event.preventDefault();
    }
  });

  byId("app").hidden = false;
  if (innerWidth <= 760) byId<HTMLDetailsElement>("filters").open = false;
  searchBox.update();
  writeAll();
  // The evidence and the index of names are ready before they are asked for, and after the page is.
  setTimeout(() => {
    search.warm();
    void late();
    warmLetters();
  }, 300);
}

/** Has the browser read the letters of the panel: the first Chinese words of a face take it long. */
function warmLetters(): void {
  const sample = make("div", "panel unseen", make("h2", "", "政府"), make("blockquote", "", "报告"), make("figcaption", "source", "字符"));
  sample.setAttribute("aria-hidden", "true");
  document.body.append(sample);
  setTimeout(() => sample.remove(), 300);
}

/** Is the picture all that has changed? */
function onlyMoved(now: State, before: State): boolean {
  return now.camera !== before.camera && write({ ...now, camera: null }) === write({ ...before, camera: null });
}

/** Says that the page could not be opened; what the page says in any case stands below. */
function fail(error: unknown): void {
  byId("failure").hidden = false;
  byId("failure").append(` (${String(error)})`);
}

readTables().then(start).catch(fail);
