// Names on the picture: the most important first, none on another.
import type { PlacedName } from "./drawing";

export const NAME_SIZE = 12;
const CELL = 48;
const LONGEST = 18;

/** A name short enough for the picture. */
export function short(text: string): string {
  const characters = Array.from(text);
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join("")}…` : text;
}

/** Remembers which boxes are taken. */
export function createPlaces(): { put(box: PlacedName): boolean; all: PlacedName[] } {
  const cells = new Map<string, PlacedName[]>();
  const all: PlacedName[] = [];
  const covered = (box: PlacedName) => {
    const found: string[] = [];
    for (let x = Math.floor(box.left / CELL); x <= Math.floor(box.right / CELL); x++) {
      for (let y = Math.floor(box.top / CELL); y <= Math.floor(box.bottom / CELL); y++) found.push(`${x},${y}`);
    }
    return found;
  };
  return {
    all,
    /** Takes the box if it is free. */
    put(box) {
      const keys = covered(box);
      const hit = (other: PlacedName) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom;
      if (keys.some((key) => cells.get(key)?.some(hit))) return false;
      for (const key of keys) {
        const held = cells.get(key);
        if (held) held.push(box);
        else cells.set(key, [box]);
      }
      all.push(box);
      return true;
    },
  };
}
