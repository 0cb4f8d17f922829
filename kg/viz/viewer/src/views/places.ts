// The places by what they are part of, with what the reports tell of each.
import type { App, Rendered, View } from "../app";
import { button, make } from "../dom";
import { filterKey } from "../passing";
import { ofType } from "./facts";
import { projects, projectsOf } from "./projects";

export const places: View = { id: "places", title: "places_view", render };

const PLACE = "Place";
/** Branches that are open from the start, so many levels down. */
const OPEN_LEVELS = 1;

interface Branch {
  readonly place: number;
  readonly below: Branch[];
  /** Projects in the place or below it. */
  projects: number;
}

function render(container: HTMLElement, app: App): Rendered {
  const { store } = app;
  const words = app.words();
  const list = make("ul", "tree");
  const nothing = make("p", "quiet", words.say("no_results"));
  container.append(make("div", "sheet", make("p", "quiet", words.say("places_note")), list, nothing));
  const open = new Set<number>();
  let asked = "\u0000";

  function row(branch: Branch, level: number): HTMLElement {
    const { entities } = app.collection;
    const name = button("entity", "", () => app.open(branch.place));
    name.append(make("span", "", entities.name[branch.place]));
    const kind = entities.subtype[branch.place];
    const only = button("plain", words.say("only_here"), () => store.set({ place: store.get().place === entities.id[branch.place] ? "" : entities.id[branch.place] }));
    only.setAttribute("aria-label", `${words.say("only_here")}: ${entities.name[branch.place]}`);
    const to = button("plain", words.say("projects_here", { n: branch.projects }), () => store.set({ view: projects.id, place: entities.id[branch.place] }));
    const line = make("div", "branch");
    const item = make("li", "", line);
    item.dataset.entity = entities.id[branch.place];
    if (branch.below.length) line.append(toggle(item, branch, level));
    else line.append(make("span", "leaf"));
    line.append(name, kind ? make("span", "note", words.label("subtypes", kind)) : "", branch.projects ? to : "", branch.below.length || branch.projects ? only : "");
    mark(item);
    return item;
  }

  /** Marks the place whose facts are shown. */
  function mark(item: HTMLElement): void {
    if (item.dataset.entity === store.get().open) item.setAttribute("aria-current", "true");
    else item.removeAttribute("aria-current");
  }

  function toggle(item: HTMLElement, branch: Branch, level: number): HTMLElement {
    const { entities } = app.collection;
    const made = button("toggle", "", () => set(made.getAttribute("aria-expanded") !== "true"));
    made.setAttribute("aria-label", entities.name[branch.place]);
    const set = (shown: boolean) => {
      made.setAttribute("aria-expanded", String(shown));
      if (shown) {
        open.add(branch.place);
        item.append(make("ul", "", ...branch.below.map((each) => row(each, level + 1))));
      } else {
        open.delete(branch.place);
        item.querySelector(":scope > ul")?.remove();
      }
    };
    set(level < OPEN_LEVELS || open.has(branch.place));
    return made;
  }

  function update(): void {
    const state = store.get();
    const wanted = filterKey(state);
    if (wanted !== asked) {
      const roots = forest(app);
      list.replaceChildren(...roots.map((root) => row(root, 0)));
      nothing.hidden = roots.length > 0;
    }
    asked = wanted;
    list.querySelectorAll("li").forEach(mark);
  }

  update();
  return { update, remove: () => undefined };
}

/** The places that pass the filters, and those above them, as trees; siblings by code, then by name. */
function forest(app: App): Branch[] {
  const { collection } = app;
  const { entities } = collection;
  const { mask } = app.passing();
  const above = (i: number) => (entities.partOf[i] >= 0 ? entities.partOf[i] : entities.inCity[i] !== i ? entities.inCity[i] : -1);
  const found = new Map<number, Branch>();
  const roots: Branch[] = [];
  function reach(i: number, guard = 0): Branch {
    const known = found.get(i);
    if (known) return known;
    const branch = { place: i, below: [], projects: 0 };
    found.set(i, branch);
    const parent = above(i);
    if (parent >= 0 && guard < 12) reach(parent, guard + 1).below.push(branch);
    else roots.push(branch);
    return branch;
  }
  for (const place of ofType(collection, PLACE)) if (mask[place]) reach(place);
  for (const project of projectsOf(app)) {
    if (!mask[project]) continue;
    for (let at = entities.inCity[project], guard = 0; at >= 0 && guard < 12; at = above(at), guard++) {
      const branch = found.get(at);
      if (branch) branch.projects++;
    }
  }
  const key = ({ place }: Branch) => `${entities.code[place] ?? "~"}${entities.name[place]}`;
  const sort = (branches: Branch[]): Branch[] => {
    branches.sort((a, b) => (key(a) < key(b) ? -1 : 1));
    for (const { below } of branches) sort(below);
    return branches;
  };
  return sort(roots);
}
