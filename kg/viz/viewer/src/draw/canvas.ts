// The picture on a 2-D canvas. It is painted in slices into a bitmap larger than the window; moving shows that bitmap
// elsewhere, and a sharp one takes its place when it is done.
import { make } from "../dom";
import { Look, type Camera, type Drawing, type Drawn, type Events, type PlacedName, type Scene } from "./drawing";
import { listen } from "./gestures";
import { NAME_SIZE, short } from "./labels";
import { across, down, paint, reach, type Palette } from "./painter";

/** Part of the window that a bitmap is larger on each side. */
const MARGIN = 0.2;
/** Milliseconds of a frame that painting may take while the picture moves, and while it rests. */
const SLICE = 7;
const SLICE_AT_REST = 13;
/** Milliseconds after a movement before it is painted anew. */
const REST = 90;
const FARTHEST = 0.004;
const NEAREST = 8;

interface Bitmap {
  readonly canvas: HTMLCanvasElement;
  readonly context: CanvasRenderingContext2D;
  camera: Camera;
  names: readonly PlacedName[];
}

export function createCanvasDrawing(scene: Scene, label: string, events: Events): Drawing {
  const canvas = make("canvas", "picture");
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "application");
  canvas.setAttribute("aria-label", label);
  const element = make("div", "graph", canvas);
  const screen = contextOf(canvas);
  const scheme = matchMedia("(prefers-color-scheme: dark)");
  const count = scene.x.length;
  let looks: Uint8Array = new Uint8Array(count).fill(Look.Plain);
  let focus = -1;
  let palette = readPalette(element, scheme.matches);
  let [width, height, density] = [0, 0, 1];
  let camera: Camera = { x: 0, y: 0, scale: 1 };
  let front = bitmap();
  let back = bitmap();
  let whole: Bitmap | undefined;
  let job: Generator<void, PlacedName[]> | undefined;
  let jobCamera = camera;
  let stale = true;
  let fitted = false;
  let movedAt = 0;
  let request = 0;
  let hovered = { entity: -1, line: -1, x: 0, y: 0 };
  let dragged = -1;
  let report = 0;

  function ask(): void {
    request ||= requestAnimationFrame(tick);
  }

  function tick(): void {
    request = 0;
    if (!width) return;
    const now = performance.now();
    const end = now + (now - movedAt > REST ? SLICE_AT_REST : SLICE);
    while (job && performance.now() < end) {
      const step = job.next();
      if (step.done) finish(step.value);
    }
    blit();
    const { x, y, scale } = front.camera;
    const off = x !== camera.x || y !== camera.y || scale !== camera.scale;
    if (!job && (stale || (off && (performance.now() - movedAt > REST || farOff())))) start();
    if (job || off || stale) ask();
  }

  /** Would the bitmap soon end inside the window, or look coarse? */
  function farOff(): boolean {
    const zoom = Math.abs(Math.log(camera.scale / front.camera.scale));
    const dx = Math.abs(camera.x - front.camera.x) * camera.scale;
    const dy = Math.abs(camera.y - front.camera.y) * camera.scale;
    return zoom > 0.25 || dx > width * MARGIN * 0.7 || dy > height * MARGIN * 0.7;
  }

  function start(): void {
    stale = false;
    jobCamera = camera;
    const size = { width: back.canvas.width / density, height: back.canvas.height / density };
    back.context.setTransform(density, 0, 0, density, 0, 0);
    job = paint(scene, { context: back.context, ...size, camera, palette, looks, focus });
  }

  function finish(names: PlacedName[]): void {
    job = undefined;
    back.camera = jobCamera;
    back.names = names;
    [front, back] = [back, front];
    if (!whole || fitted) {
      whole ??= bitmap();
      whole.canvas.width = front.canvas.width;
      whole.canvas.height = front.canvas.height;
      whole.context.drawImage(front.canvas, 0, 0);
      whole.camera = front.camera;
      fitted = false;
    }
    const left = (front.canvas.width / density - width) / 2;
    const top = (front.canvas.height / density - height) / 2;
    const shown = names.map((box) => ({ ...box, left: box.left - left, right: box.right - left, top: box.top - top, bottom: box.bottom - top }));
    const detail: Drawn = { names: shown, place: (i) => [across({ width, camera }, scene.x[i]), down({ height, camera }, scene.y[i])] };
    canvas.dispatchEvent(new CustomEvent("kg:drawn", { detail, bubbles: true }));
  }

  function blit(): void {
    screen.setTransform(density, 0, 0, density, 0, 0);
    screen.fillStyle = palette.ground;
    screen.fillRect(0, 0, width, height);
    const covers = front.camera.scale <= camera.scale * 1.2 && !farOff();
    if (whole && !covers) put(whole);
    put(front);
    overlay();
  }

  function put(from: Bitmap): void {
    const zoom = camera.scale / from.camera.scale;
    const w = (from.canvas.width / density) * zoom;
    const h = (from.canvas.height / density) * zoom;
    const x = (from.camera.x - camera.x) * camera.scale + width / 2 - w / 2;
    const y = (from.camera.y - camera.y) * camera.scale + height / 2 - h / 2;
    const same = zoom === 1;
    screen.imageSmoothingEnabled = !same && count < 20_000;
    screen.drawImage(from.canvas, same ? Math.round(x * density) / density : x, same ? Math.round(y * density) / density : y, w, h);
  }

  /** What follows the pointer. */
  function overlay(): void {
    const view = { width, height, camera };
    const i = dragged >= 0 ? dragged : hovered.entity;
    if (i >= 0) {
      const [px, py, r] = [across(view, scene.x[i]), down(view, scene.y[i]), reach(camera, scene.radius[i])];
      screen.strokeStyle = palette.accent;
      screen.lineWidth = 2;
      screen.beginPath();
      screen.arc(px, py, r + 3.5, 0, 2 * Math.PI);
      screen.stroke();
      plate(short(scene.names[i]), px, py + r + 6);
    } else if (hovered.line >= 0) {
      const [s, t] = [scene.source[hovered.line], scene.target[hovered.line]];
      screen.strokeStyle = palette.accent;
      screen.lineWidth = 2;
      screen.beginPath();
      screen.moveTo(across(view, scene.x[s]), down(view, scene.y[s]));
      screen.lineTo(across(view, scene.x[t]), down(view, scene.y[t]));
      screen.stroke();
      plate(events.says(hovered.line), hovered.x, hovered.y + 14);
    }
  }

  /** Words on a ground of their own, so that they cover what is under them. */
  function plate(text: string, x: number, y: number): void {
    screen.font = `600 ${NAME_SIZE}px ${palette.font}`;
    const half = screen.measureText(text).width / 2 + 6;
    const left = Math.min(Math.max(x, half + 2), Math.max(half + 2, width - half - 2));
    screen.fillStyle = palette.ground;
    screen.strokeStyle = palette.strong;
    screen.lineWidth = 1;
    screen.beginPath();
    screen.roundRect(left - half, y - 3, 2 * half, NAME_SIZE + 8, 5);
    screen.fill();
    screen.stroke();
    screen.textAlign = "center";
    screen.textBaseline = "top";
    screen.fillStyle = palette.ink;
    screen.fillText(text, left, y + 1);
  }

  function look(next: Camera): void {
    camera = { ...next, scale: Math.min(Math.max(next.scale, FARTHEST), NEAREST) };
    movedAt = performance.now();
    ask();
  }

  /** The reader has moved the picture: said once it rests. */
  function lookByHand(next: Camera): void {
    look(next);
    clearTimeout(report);
    report = window.setTimeout(() => events.moved(camera), 250);
  }

  function zoomAt(factor: number, x: number, y: number): void {
    const scale = Math.min(Math.max(camera.scale * factor, FARTHEST), NEAREST);
    const [dx, dy] = [x - width / 2, y - height / 2];
    lookByHand({ x: camera.x + dx / camera.scale - dx / scale, y: camera.y + dy / camera.scale - dy / scale, scale });
  }

  function hit(px: number, py: number): number {
    let [best, least] = [-1, 1];
    for (let i = 0; i < count; i++) {
      if (looks[i] === Look.Hidden) continue;
      const room = reach(camera, scene.radius[i]) + 5;
      const away = Math.hypot(across({ width, camera }, scene.x[i]) - px, down({ height, camera }, scene.y[i]) - py) / room;
      if (away < least) [best, least] = [i, away];
    }
    return best;
  }

  function hitLine(px: number, py: number): number {
    const view = { width, height, camera };
    for (let i = 0; i < scene.source.length; i++) {
      const [s, t] = [scene.source[i], scene.target[i]];
      if (looks[s] < Look.Plain || looks[t] < Look.Plain) continue;
      const [x1, y1] = [across(view, scene.x[s]), down(view, scene.y[s])];
      const [dx, dy] = [across(view, scene.x[t]) - x1, down(view, scene.y[t]) - y1];
      const length = dx * dx + dy * dy;
      const part = length ? Math.min(Math.max(((px - x1) * dx + (py - y1) * dy) / length, 0), 1) : 0;
      if (Math.hypot(x1 + part * dx - px, y1 + part * dy - py) < 4) return i;
    }
    return -1;
  }

  function fit(): void {
    const shown = [...range(count)].filter((i) => looks[i] >= Look.Plain);
    const chosen = shown.length ? shown : [...range(count)];
    if (!chosen.length || !width) return;
    const [left, right] = ends(chosen.map((i) => scene.x[i]));
    const [top, bottom] = ends(chosen.map((i) => scene.y[i]));
    const scale = Math.min(width / (right - left + 90), height / (bottom - top + 90), 1.6);
    fitted = true;
    look({ x: (left + right) / 2, y: (top + bottom) / 2, scale });
  }

  function resize(): void {
    const first = !width;
    width = element.clientWidth;
    height = element.clientHeight;
    density = count > 20_000 ? 1 : Math.min(window.devicePixelRatio || 1, 2);
    canvas.width = Math.round(width * density);
    canvas.height = Math.round(height * density);
    for (const each of [front, back]) {
      each.canvas.width = Math.round(width * (1 + 2 * MARGIN) * density);
      each.canvas.height = Math.round(height * (1 + 2 * MARGIN) * density);
      each.camera = camera;
    }
    job = undefined;
    whole = undefined;
    stale = true;
    if (first && pending) pending();
    if (!width) return;
    start();
    // The first picture is whole: no blank before it.
    for (let step = job!.next(); ; step = job!.next()) {
      if (step.done) {
        finish(step.value);
        break;
      }
    }
    blit();
  }

  let pending: (() => void) | undefined = fit;
  const once = (act: () => void) => (width ? act() : void (pending = act));

  listen(canvas, {
    hit,
    pan: (dx, dy) => lookByHand({ x: camera.x - dx / camera.scale, y: camera.y - dy / camera.scale, scale: camera.scale }),
    zoom: zoomAt,
    pick: (entity) => events.pick(entity),
    hover(x, y, inside) {
      const entity = inside ? hit(x, y) : -1;
      const line = inside && entity < 0 ? hitLine(x, y) : -1;
      if (entity === hovered.entity && line === hovered.line && line < 0) return;
      hovered = { entity, line, x, y };
      canvas.style.cursor = entity >= 0 ? "pointer" : "";
      ask();
    },
    drag(entity, x, y, done) {
      scene.x[entity] = camera.x + (x - width / 2) / camera.scale;
      scene.y[entity] = camera.y + (y - height / 2) / camera.scale;
      dragged = done ? -1 : entity;
      stale = true;
      ask();
      if (done) events.placed(entity, scene.x[entity], scene.y[entity]);
    },
  });
  const observer = new ResizeObserver(resize);
  observer.observe(element);
  const repaint = () => {
    palette = readPalette(element, scheme.matches);
    stale = true;
    ask();
  };
  scheme.addEventListener("change", repaint);

  return {
    element,
    show(next, chosen) {
      looks = next;
      focus = chosen;
      job = undefined;
      stale = true;
      ask();
    },
    camera: () => camera,
    moveTo: (next) => once(() => look(next)),
    zoom: (factor) => zoomAt(factor, width / 2, height / 2),
    fit: () => once(fit),
    reveal(entity, right, bottom) {
      once(() => {
        const [px, py] = [across({ width, camera }, scene.x[entity]), down({ height, camera }, scene.y[entity])];
        const [w, h] = [width - right, height - bottom];
        const scale = Math.max(camera.scale, 1);
        if (camera.scale > 0.3 && px > 50 && px < w - 50 && py > 50 && py < h - 60) return;
        look({ x: scene.x[entity] + right / 2 / scale, y: scene.y[entity] + bottom / 2 / scale, scale });
      });
    },
    place(entity, x, y) {
      scene.x[entity] = x;
      scene.y[entity] = y;
      stale = true;
      ask();
    },
    snapshot: () => canvas,
    remove() {
      observer.disconnect();
      scheme.removeEventListener("change", repaint);
      cancelAnimationFrame(request);
      clearTimeout(report);
    },
  };
}

function bitmap(): Bitmap {
  const canvas = document.createElement("canvas");
  return { canvas, context: contextOf(canvas), camera: { x: 0, y: 0, scale: 1 }, names: [] };
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext("2d", { alpha: false });
  if (!context) throw new Error("no 2-D canvas");
  return context;
}

function readPalette(element: HTMLElement, dark: boolean): Palette {
  const style = getComputedStyle(element.isConnected ? element : document.body);
  const colour = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    dark,
    ground: colour("paper"),
    ink: colour("ink"),
    quiet: colour("quiet"),
    line: colour("line"),
    strong: colour("strong-line"),
    accent: colour("accent"),
    font: colour("sans"),
  };
}

function* range(count: number): Generator<number> {
  for (let i = 0; i < count; i++) yield i;
}

function ends(values: readonly number[]): [number, number] {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return [least, most];
}
