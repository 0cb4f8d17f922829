// The head of the page: title and size, views, language, taking back, saving and sending.
import type { App, View } from "../app";
import { button, byId, copy, download, make } from "../dom";

export interface Bar {
  write(): void;
  update(): void;
}

export function createBar(app: App, views: readonly View[], current: () => View): Bar {
  const { collection, store } = app;

  function write(): void {
    const words = app.words();
    for (const each of document.querySelectorAll<HTMLElement>("[data-word]")) each.textContent = words.say(each.dataset.word ?? "");
    for (const each of document.querySelectorAll<HTMLElement>("[data-name]")) each.setAttribute("aria-label", words.say(each.dataset.name ?? ""));
    byId<HTMLInputElement>("query").placeholder = words.say("search_hint");
    const { tables, count, factCount } = collection;
    byId("summary").textContent = words.say("summary", { entities: count, facts: factCount, reports: tables.reports.id.length });
    const tabs = views.map((view) => {
      const made = button("tab", words.say(view.title), () => store.set({ view: view.id }));
      made.dataset.view = view.id;
      return made;
    });
    byId("views").replaceChildren(...tabs);
    byId("views").hidden = views.length < 2;
    update();
  }

  function update(): void {
    for (const tab of byId("views").querySelectorAll<HTMLElement>("button")) {
      if (tab.dataset.view === current().id) tab.setAttribute("aria-current", "page");
      else tab.removeAttribute("aria-current");
    }
    byId<HTMLButtonElement>("undo").disabled = !store.canUndo();
  }

  byId("undo").addEventListener("click", () => store.undo());
  byId("language").addEventListener("click", () => store.set({ lang: app.words().language === "zh" ? "en" : "zh" }, true));
  byId("link").addEventListener("click", () => void copy(store.link()).then(() => app.announce(app.words().say("copied"))));
  byId("json").addEventListener("click", () => {
    void app.late().then((late) => download("graph.json", new Blob([everything(app, late)], { type: "application/json" })));
  });
  return { write, update };
}

/** All tables of the page as JSON, evidence beside what it belongs to. */
function everything({ collection }: App, late: Awaited<ReturnType<App["late"]>>): string {
  const { entities, facts, goals, ...rest } = collection.tables;
  return JSON.stringify({
    ...rest,
    entities: { ...entities, ...late.entities },
    facts: { ...facts, ...late.facts },
    goals: { ...goals, ...late.goals },
    evidence: late.evidence,
    quotes: late.quotes,
  });
}

/** A message for the reader, gone after a while. */
export function announce(text: string): void {
  const voice = byId("voice");
  voice.replaceChildren(make("span", "", text));
  window.clearTimeout(Number(voice.dataset.timer));
  voice.dataset.timer = String(window.setTimeout(() => voice.replaceChildren(), 3500));
}
