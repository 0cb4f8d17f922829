// From what the reader has chosen to how each entity is drawn.
import type { App } from "../app";
import { Look } from "../draw/drawing";

export function chooseLooks(app: App): Uint8Array {
  const { collection } = app;
  const state = app.store.get();
  const { mask } = app.passing();
  const looks = new Uint8Array(collection.count);
  for (let i = 0; i < looks.length; i++) looks[i] = mask[i] ? Look.Plain : Look.Faded;
  const focus = collection.number(state.open);
  if (focus >= 0) {
    const strong = strongOnes(app, focus);
    for (let i = 0; i < looks.length; i++) if (!strong.has(i)) looks[i] = Look.Faded;
    for (const i of strong) looks[i] = Look.Strong;
  }
  for (const id of state.hide) {
    const i = collection.number(id);
    if (i >= 0 && i !== focus) looks[i] = Look.Hidden;
  }
  return looks;
}

/** The chosen entity with those around it that pass the filters, or the way to another. */
function strongOnes({ collection, store, passing }: App, focus: number): Set<number> {
  const { path, steps } = store.get();
  const end = path ? collection.number(path) : -1;
  if (end >= 0) {
    const way = collection.path(focus, end);
    return new Set(way.length ? way : [focus, end]);
  }
  const { mask } = passing();
  return new Set([...collection.around(focus, steps)].filter((i) => mask[i] || i === focus));
}
