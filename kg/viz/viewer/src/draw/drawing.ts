// What the network view needs from whatever draws it.

/** How an entity is drawn: not at all, faded, as usual, or with its name and the lines between such. */
export const enum Look { Hidden, Faded, Plain, Strong }

export interface Scene {
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly radius: Float32Array;
  readonly type: Uint8Array;
  readonly source: Uint32Array;
  readonly target: Uint32Array;
  readonly derived: Uint8Array;
  /** Entities by size, the largest first: in this order they get their names. */
  readonly order: Uint32Array;
  readonly names: readonly string[];
  readonly types: readonly { shape: string; light: string; dark: string }[];
}

/** The middle of the picture, and how many pixels a unit takes. */
export interface Camera {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/** A name on the picture: its entity and its box, in pixels from the top left. */
export interface PlacedName {
  readonly entity: number;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** What the picture has shown last, told by the event `kg:drawn` of its element. */
export interface Drawn {
  readonly names: readonly PlacedName[];
  /** Where the middle of an entity is, in pixels. */
  readonly place: (entity: number) => readonly [number, number];
}

export interface Events {
  /** The reader chose an entity, or the ground (−1). */
  pick(entity: number): void;
  /** What a line says, for its label. */
  says(line: number): string;
  /** The reader has moved the picture. */
  moved(camera: Camera): void;
  /** The reader has put an entity elsewhere. */
  placed(entity: number, x: number, y: number): void;
}

export interface Drawing {
  readonly element: HTMLElement;
  /** `focus` is the chosen entity, or −1. */
  show(looks: Uint8Array, focus: number): void;
  camera(): Camera;
  moveTo(camera: Camera): void;
  zoom(factor: number): void;
  /** Shows all that is not hidden or faded. */
  fit(): void;
  /** Moves an entity into sight, beside what covers `right` and `bottom` pixels of the picture. */
  reveal(entity: number, right: number, bottom: number): void;
  place(entity: number, x: number, y: number): void;
  /** The present picture. */
  snapshot(): HTMLCanvasElement;
  remove(): void;
}
