// The network: the picture with its buttons, following the state.
import type { App, Rendered, View } from "../app";
import { button, byId, make, visible } from "../dom";
import { createCanvasDrawing } from "../draw/canvas";
import type { Scene } from "../draw/drawing";
import { filtered } from "../passing";
import { START, write, type State } from "../state";
import { chooseLooks } from "./looks";
import { savePicture } from "./picture";

export const network: View = { id: "network", title: "network", render };

function render(container: HTMLElement, app: App): Rendered {
  const { collection, store } = app;
  const words = app.words();
  const scene = sceneOf(app);
  const { drawing: table } = collection.tables;
  const label = words.say("graph", { nodes: collection.count, edges: table.source.length });
  const drawing = createCanvasDrawing(scene, label, {
    pick: (entity) => (entity >= 0 ? app.open(entity) : store.get().open && store.set({ open: "", path: "" })),
    says: (line) => lineWords(app, scene.source[line], scene.target[line]),
    moved: ({ x, y, scale }) => store.set({ camera: [x, y, scale] }, true),
    placed: (entity, x, y) => store.set({ pin: { ...store.get().pin, [collection.entities.id[entity]]: [x, y] } }),
  });
  const named = (key: string, sign: string, act: () => void) => {
    const made = button("", sign, act);
    made.setAttribute("aria-label", words.say(key));
    made.title = words.say(key);
    return made;
  };
  const whole = () => {
    drawing.fit();
    store.set({ camera: null }, true);
  };
  const unhide = button("", "", () => store.set({ hide: [], pin: {} }));
  const zoom = make(
    "div", "zoom",
    named("zoom_in", "+", () => drawing.zoom(1.4)),
    named("zoom_out", "−", () => drawing.zoom(1 / 1.4)),
    button("", words.say("whole"), whole),
    button("", words.say("save_picture"), () => savePicture(drawing.snapshot(), app)),
    unhide,
  );
  const hint = make("p", "hint quiet", words.say("about"));
  container.append(drawing.element, hint, zoom);
  let shown: State = START;
  let looked = "\u0000";

  function update(): void {
    const state = store.get();
    if (pinned(shown) !== pinned(state)) place(app, drawing.place);
    const focus = collection.number(state.open);
    const wanted = write({ ...state, camera: null, pin: {}, own: {} });
    if (wanted !== looked) drawing.show(chooseLooks(app), focus);
    looked = wanted;
    const moved = String(shown.camera) !== String(state.camera);
    if (state.camera && moved) drawing.moveTo({ x: state.camera[0], y: state.camera[1], scale: state.camera[2] });
    else if (focus >= 0 && shown.open !== state.open) reveal(focus);
    hint.hidden = focus >= 0 || filtered(state);
    unhide.hidden = !state.hide.length && !Object.keys(state.pin).length;
    unhide.textContent = words.say("put_back");
    shown = state;
  }

  function reveal(focus: number): void {
    const panel = byId("panel").getBoundingClientRect();
    const wide = innerWidth > 760;
    drawing.reveal(focus, wide ? panel.width + 20 : 0, wide ? 0 : panel.height);
  }

  update();
  return { update, remove: () => drawing.remove() };
}

const pinned = (state: State) => JSON.stringify(state.pin);

/** Puts everything where it stands by itself, or where the reader put it. */
function place({ collection, store }: App, put: (i: number, x: number, y: number) => void): void {
  const { x, y } = collection.tables.drawing;
  const { pin } = store.get();
  for (let i = 0; i < collection.count; i++) {
    const at = Object.hasOwn(pin, collection.entities.id[i]) ? pin[collection.entities.id[i]] : undefined;
    put(i, at ? at[0] : x[i], at ? at[1] : y[i]);
  }
}

function sceneOf({ collection }: App): Scene {
  const { drawing, entities, types } = collection.tables;
  const order = Uint32Array.from(drawing.radius.keys()).sort((a, b) => drawing.radius[b] - drawing.radius[a] || a - b);
  return {
    x: Float32Array.from(drawing.x),
    y: Float32Array.from(drawing.y),
    radius: Float32Array.from(drawing.radius),
    type: Uint8Array.from(entities.type),
    source: Uint32Array.from(drawing.source),
    target: Uint32Array.from(drawing.target),
    derived: Uint8Array.from(drawing.derived),
    order,
    names: entities.name.map(visible),
    types,
  };
}

/** What is said between two entities, for the label of their line. */
function lineWords(app: App, source: number, target: number): string {
  const { collection } = app;
  const words = app.words();
  const found = collection.relations(source).filter((relation) => relation.other === target && !relation.incoming);
  const all = found.length ? found : collection.relations(source).filter((relation) => relation.other === target);
  return visible([...new Set(all.map((relation) => words.pick(relation.label)))].join("、"));
}
