// What the pointer is on, and how the picture answers it.
import { Look, type Scene } from "./drawing";
import { NAME_SIZE, short } from "./labels";
import { across, down, reach, type Sight } from "./painter";
import type { Palette } from "./palette";

/** The entity or the line under the pointer (−1: none), and where the pointer is. */
export interface Hovered {
  readonly entity: number;
  readonly line: number;
  readonly x: number;
  readonly y: number;
}

/** Pixels around a node or a line that belong to it. */
const NODE_ROOM = 5;
const LINE_ROOM = 4;

export function nodeAt(scene: Scene, looks: Uint8Array, sight: Sight, x: number, y: number): number {
  let best = -1;
  let least = 1;
  for (let i = 0; i < looks.length; i++) {
    if (looks[i] === Look.Hidden) continue;
    const room = reach(sight.camera, scene.radius[i]) + NODE_ROOM;
    const away = Math.hypot(across(sight, scene.x[i]) - x, down(sight, scene.y[i]) - y) / room;
    if (away < least) [best, least] = [i, away];
  }
  return best;
}

export function lineAt(scene: Scene, looks: Uint8Array, sight: Sight, x: number, y: number): number {
  for (let i = 0; i < scene.source.length; i++) {
    const [s, t] = [scene.source[i], scene.target[i]];
    if (looks[s] < Look.Plain || looks[t] < Look.Plain) continue;
    const [x1, y1] = [across(sight, scene.x[s]), down(sight, scene.y[s])];
    const [dx, dy] = [across(sight, scene.x[t]) - x1, down(sight, scene.y[t]) - y1];
    const length = dx * dx + dy * dy;
    const part = length ? Math.min(Math.max(((x - x1) * dx + (y - y1) * dy) / length, 0), 1) : 0;
    if (Math.hypot(x1 + part * dx - x, y1 + part * dy - y) < LINE_ROOM) return i;
  }
  return -1;
}

export function drawHover(
  context: CanvasRenderingContext2D, palette: Palette, scene: Scene, sight: Sight, hovered: Hovered, says: (line: number) => string,
): void {
  context.strokeStyle = palette.accent;
  context.lineWidth = 2;
  context.beginPath();
  if (hovered.entity >= 0) {
    const [x, y] = [across(sight, scene.x[hovered.entity]), down(sight, scene.y[hovered.entity])];
    const r = reach(sight.camera, scene.radius[hovered.entity]);
    context.arc(x, y, r + 3.5, 0, 2 * Math.PI);
    context.stroke();
    plate(context, palette, sight.width, short(scene.names[hovered.entity]), x, y + r + 6);
  } else if (hovered.line >= 0) {
    const [s, t] = [scene.source[hovered.line], scene.target[hovered.line]];
    context.moveTo(across(sight, scene.x[s]), down(sight, scene.y[s]));
    context.lineTo(across(sight, scene.x[t]), down(sight, scene.y[t]));
    context.stroke();
    plate(context, palette, sight.width, says(hovered.line), hovered.x, hovered.y + 14);
  }
}

/** Words on a ground of their own, so that they cover what is under them. */
function plate(context: CanvasRenderingContext2D, palette: Palette, width: number, text: string, x: number, y: number): void {
  context.font = `600 ${NAME_SIZE}px ${palette.font}`;
  const half = context.measureText(text).width / 2 + 6;
  const middle = Math.min(Math.max(x, half + 2), Math.max(half + 2, width - half - 2));
  context.fillStyle = palette.ground;
  context.strokeStyle = palette.strong;
  context.lineWidth = 1;
  context.beginPath();
  context.roundRect(middle - half, y - 3, 2 * half, NAME_SIZE + 8, 5);
  context.fill();
  context.stroke();
  context.textAlign = "center";
  context.textBaseline = "top";
  context.fillStyle = palette.ink;
  context.fillText(text, middle, y + 1);
}
