// Mouse, finger and keys on the picture.

export interface Hands {
  /** The entity under a point, or −1. */
  hit(x: number, y: number): number;
  pan(dx: number, dy: number): void;
  zoom(factor: number, x: number, y: number): void;
  pick(entity: number): void;
  hover(x: number, y: number, inside: boolean): void;
  /** An entity is being moved; `done` when it is let go. */
  drag(entity: number, x: number, y: number, done: boolean): void;
}

/** Pixels that a hand may shake without moving anything. */
const SHAKE = 5;
const KEY_STEP = 60;

export function listen(canvas: HTMLCanvasElement, hands: Hands): void {
  const fingers = new Map<number, { x: number; y: number }>();
  let held = -1;
  let start = { x: 0, y: 0 };
  let moving = false;
  let pinching = false;
  const at = (event: PointerEvent | WheelEvent) => ({ x: event.offsetX, y: event.offsetY });

  canvas.addEventListener("pointerdown", (event) => {
    if (event.button > 0) return;
    canvas.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, at(event));
    pinching = fingers.size > 1;
    if (pinching) return;
    start = at(event);
    moving = false;
    held = hands.hit(start.x, start.y);
  });

  canvas.addEventListener("pointermove", (event) => {
    const now = at(event);
    const before = fingers.get(event.pointerId);
    if (!before) return hands.hover(now.x, now.y, true);
    if (fingers.size === 2) {
      const [other] = [...fingers].filter(([id]) => id !== event.pointerId).map(([, point]) => point);
      const spread = (point: { x: number; y: number }) => Math.max(10, Math.hypot(point.x - other.x, point.y - other.y));
      hands.pan((now.x - before.x) / 2, (now.y - before.y) / 2);
      hands.zoom(spread(now) / spread(before), (now.x + other.x) / 2, (now.y + other.y) / 2);
    } else if (!pinching && (moving || Math.hypot(now.x - start.x, now.y - start.y) > SHAKE)) {
      // What is put elsewhere is put there by a mouse; a finger moves the ground.
      if (held >= 0 && event.pointerType === "mouse") hands.drag(held, now.x, now.y, false);
      else hands.pan(now.x - (moving ? before.x : start.x), now.y - (moving ? before.y : start.y));
      moving = true;
    }
    fingers.set(event.pointerId, now);
  });

  const lift = (event: PointerEvent, cancelled: boolean) => {
    if (!fingers.delete(event.pointerId)) return;
    if (pinching) {
      pinching = fingers.size > 0;
    } else if (moving && held >= 0 && event.pointerType === "mouse") {
      hands.drag(held, event.offsetX, event.offsetY, true);
    } else if (!moving && !cancelled) {
      hands.pick(held);
    }
  };
  canvas.addEventListener("pointerup", (event) => lift(event, false));
  canvas.addEventListener("pointercancel", (event) => lift(event, true));
  canvas.addEventListener("pointerleave", () => hands.hover(0, 0, false));
  canvas.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      const { x, y } = at(event);
      hands.zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.04 : 0.0015)), x, y);
    },
    { passive: false },
  );
  canvas.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    const middle = [canvas.clientWidth / 2, canvas.clientHeight / 2] as const;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (step) hands.pan(step[0] * KEY_STEP, step[1] * KEY_STEP);
    else if (event.key === "+" || event.key === "=") hands.zoom(1.3, ...middle);
    else if (event.key === "-") hands.zoom(1 / 1.3, ...middle);
    else if (event.key === "Enter") hands.pick(hands.hit(...middle));
    else return;
    event.preventDefault();
  });
}
