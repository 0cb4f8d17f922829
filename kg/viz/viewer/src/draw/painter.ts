// Paints a scene in small steps: each `yield` is a place to stop and let the page answer.
import { Look, type Camera, type PlacedName, type Scene } from "./drawing";
import { NAME_SIZE, createPlaces, short } from "./labels";
import { trace } from "./shapes";

export interface Palette {
  dark: boolean;
  ground: string;
  ink: string;
  quiet: string;
  line: string;
  strong: string;
  accent: string;
  font: string;
}

export interface Frame {
  readonly context: CanvasRenderingContext2D;
  readonly width: number;
  readonly height: number;
  readonly camera: Camera;
  readonly palette: Palette;
  readonly looks: Uint8Array;
  readonly focus: number;
}

const LINES_A_STEP = 1500;
/** Nodes of all types take turns in groups of this size, so that none lies over all others. */
const NODES_A_STEP = 400;
/** Radius from which a node has its name; beyond that the largest, one for so many pixels. */
const NAMED_FROM = 6.5;
const PIXELS_A_NAME = 26_000;
const MOST_NAMES = 260;
/** Of more lines than this none is dashed: that costs more than it tells. */
const MOST_DASHED = 4000;

/** Paints everything; gives the names that it found room for. */
export function* paint(scene: Scene, frame: Frame): Generator<void, PlacedName[]> {
  const { context, width, height, palette } = frame;
  context.globalAlpha = 1;
  context.fillStyle = palette.ground;
  context.fillRect(0, 0, width, height);
  yield* lines(scene, frame);
  yield* nodes(scene, frame, Look.Faded);
  yield* nodes(scene, frame, Look.Plain);
  if (frame.focus >= 0) strongLines(scene, frame);
  yield* nodes(scene, frame, Look.Strong);
  if (frame.focus >= 0) ring(scene, frame);
  return yield* names(scene, frame);
}

/** Pixels of a point of the scene. */
export const across = (frame: { width: number; camera: Camera }, x: number): number => (x - frame.camera.x) * frame.camera.scale + frame.width / 2;
export const down = (frame: { height: number; camera: Camera }, y: number): number => (y - frame.camera.y) * frame.camera.scale + frame.height / 2;
/** Pixels of a radius: never too small to be seen. */
export const reach = (camera: Camera, radius: number): number => Math.max(0.9, radius * Math.min(camera.scale, 1.6));

function* lines(scene: Scene, frame: Frame): Generator<void, void> {
  const { context, palette, looks, width, height, camera } = frame;
  const { source, target, derived, x, y } = scene;
  const dashed = source.length <= MOST_DASHED;
  context.strokeStyle = palette.line;
  for (const faded of looks.includes(Look.Faded) ? [true, false] : [false]) {
    context.globalAlpha = faded ? 0.25 : source.length > 20_000 ? 0.55 : 0.9;
    context.lineWidth = source.length > 5000 ? 0.6 : 0.9;
    for (let from = 0; from < source.length; from += LINES_A_STEP) {
      const to = Math.min(from + LINES_A_STEP, source.length);
      for (const dash of dashed ? [0, 1] : [-1]) {
        context.setLineDash(dash === 1 ? [3, 3] : []);
        context.beginPath();
        let any = false;
        for (let i = from; i < to; i++) {
          const s = source[i];
          const t = target[i];
          const least = looks[s] < looks[t] ? looks[s] : looks[t];
          if (least === Look.Hidden || (least === Look.Faded) !== faded || (dash >= 0 && derived[i] !== dash)) continue;
          const x1 = (x[s] - camera.x) * camera.scale + width / 2;
          const y1 = (y[s] - camera.y) * camera.scale + height / 2;
          const x2 = (x[t] - camera.x) * camera.scale + width / 2;
          const y2 = (y[t] - camera.y) * camera.scale + height / 2;
          if ((x1 < 0 && x2 < 0) || (y1 < 0 && y2 < 0) || (x1 > width && x2 > width) || (y1 > height && y2 > height)) continue;
          if (Math.abs(x1 - x2) + Math.abs(y1 - y2) < 1.5) continue;
          context.moveTo(x1, y1);
          context.lineTo(x2, y2);
          any = true;
        }
        if (any) context.stroke();
      }
      yield;
    }
  }
  context.setLineDash([]);
  context.globalAlpha = 1;
}

function* nodes(scene: Scene, frame: Frame, look: Look): Generator<void, void> {
  const { context, palette, looks, width, height, camera } = frame;
  const { x, y, radius, type, types, order } = scene;
  if (!looks.includes(look)) return;
  const inSight: number[][] = types.map(() => []);
  context.globalAlpha = look === Look.Faded ? 0.16 : 1;
  context.strokeStyle = palette.ground;
  context.lineWidth = 1;
  // The largest come first, so that the small ones lie on top and can be seen.
  for (let from = 0; from < order.length; from += NODES_A_STEP) {
    const to = Math.min(from + NODES_A_STEP, order.length);
    for (const row of inSight) row.length = 0;
    for (let at = from; at < to; at++) {
      const i = order[at];
      if (looks[i] !== look) continue;
      const px = (x[i] - camera.x) * camera.scale + width / 2;
      const py = (y[i] - camera.y) * camera.scale + height / 2;
      if (px > -40 && py > -40 && px < width + 40 && py < height + 40) inSight[type[i]].push(i, px, py);
    }
    inSight.forEach((row, kind) => {
      if (!row.length) return;
      let largest = 0;
      context.beginPath();
      for (let at = 0; at < row.length; at += 3) {
        const r = reach(camera, radius[row[at]]);
        largest = Math.max(largest, r);
        trace(context, types[kind].shape, row[at + 1], row[at + 2], r);
      }
      context.fillStyle = palette.dark ? types[kind].dark : types[kind].light;
      context.fill();
      if (largest > 4 && look !== Look.Faded) context.stroke();
    });
    if (to % (NODES_A_STEP * 4) === 0) yield;
  }
  context.globalAlpha = 1;
  yield;
}

/** The lines between what is strong, with their arrows where they touch the chosen entity. */
function strongLines(scene: Scene, frame: Frame): void {
  const { context, palette, looks, focus } = frame;
  context.strokeStyle = palette.strong;
  context.fillStyle = palette.strong;
  for (let i = 0; i < scene.source.length; i++) {
    const s = scene.source[i];
    const t = scene.target[i];
    if (looks[s] !== Look.Strong || looks[t] !== Look.Strong) continue;
    const own = s === focus || t === focus;
    const [x1, y1, x2, y2] = [across(frame, scene.x[s]), down(frame, scene.y[s]), across(frame, scene.x[t]), down(frame, scene.y[t])];
    context.globalAlpha = own ? 1 : 0.45;
    context.lineWidth = own ? 1.5 : 1;
    context.setLineDash(scene.derived[i] ? [4, 4] : []);
    context.beginPath();
    context.moveTo(x1, y1);
    context.lineTo(x2, y2);
    context.stroke();
    if (own && !scene.derived[i]) arrow(context, x1, y1, x2, y2, reach(frame.camera, scene.radius[t]) + 2);
  }
  context.setLineDash([]);
  context.globalAlpha = 1;
}

function arrow(context: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number, gap: number): void {
  const length = Math.hypot(x2 - x1, y2 - y1);
  if (length < gap + 10) return;
  const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length];
  const [tx, ty] = [x2 - ux * gap, y2 - uy * gap];
  context.beginPath();
  context.moveTo(tx, ty);
  context.lineTo(tx - ux * 7 - uy * 3.2, ty - uy * 7 + ux * 3.2);
  context.lineTo(tx - ux * 7 + uy * 3.2, ty - uy * 7 - ux * 3.2);
  context.closePath();
  context.fill();
}

function ring(scene: Scene, frame: Frame): void {
  const { context, palette, focus, camera } = frame;
  context.strokeStyle = palette.accent;
  context.lineWidth = 2;
  context.beginPath();
  context.arc(across(frame, scene.x[focus]), down(frame, scene.y[focus]), reach(camera, scene.radius[focus]) + 4.5, 0, 2 * Math.PI);
  context.stroke();
}

function* names(scene: Scene, frame: Frame): Generator<void, PlacedName[]> {
  const { context, palette, looks, width, height, camera, focus } = frame;
  const places = createPlaces();
  const always = (width * height) / PIXELS_A_NAME;
  context.textAlign = "center";
  context.textBaseline = "top";
  context.lineJoin = "round";
  context.lineWidth = 3.5;
  const write = (i: number, rank: number): void => {
    const px = across(frame, scene.x[i]);
    const py = down(frame, scene.y[i]);
    if (px < 0 || py < 0 || px > width || py > height) return;
    const r = reach(camera, scene.radius[i]);
    const look = looks[i];
    if (look !== Look.Strong && rank >= always && r < NAMED_FROM) return;
    const bold = i === focus || r >= 14;
    const text = short(scene.names[i]);
    context.font = `${bold ? 600 : 400} ${NAME_SIZE}px ${palette.font}`;
    const half = context.measureText(text).width / 2 + 3;
    const top = py + r + 3;
    if (!places.put({ entity: i, left: px - half, top, right: px + half, bottom: top + NAME_SIZE + 4 })) return;
    context.strokeStyle = palette.ground;
    context.strokeText(text, px, top);
    context.fillStyle = bold || look === Look.Strong ? palette.ink : palette.quiet;
    context.fillText(text, px, top);
  };
  if (focus >= 0) write(focus, 0);
  for (const wanted of [Look.Strong, Look.Plain]) {
    let rank = 0;
    for (let at = 0; at < scene.order.length && places.all.length < MOST_NAMES; at++) {
      const i = scene.order[at];
      if (looks[i] !== wanted || i === focus) continue;
      if (wanted === Look.Plain && rank >= always && scene.radius[i] * Math.min(camera.scale, 1.6) < NAMED_FROM) break;
      write(i, rank++);
      if (rank % 24 === 0) yield;
    }
  }
  return places.all;
}
