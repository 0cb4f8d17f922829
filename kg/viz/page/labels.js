// @ts-check
// Names on the picture: of constant size on the screen, the most important first, none on another.

const LABEL_SIZE = 12;
const LABEL_LENGTH = 18;
/** Radius on the screen from which a node has its name under it; the largest have it in any case, one for so many pixels. */
const LABELLED_FROM = 7;
const PIXELS_A_LABEL = 30000;

/**
 * @typedef {{id: number, x: number, y: number, radius: number, label: string, shape: string, type: number}} DrawnNode
 * @typedef {{ground: string, ink: string, quiet: string, line: string, strongLine: string, font: string}} Palette
 */

/** @param {string} text */
function short(text) {
  const characters = Array.from(text);
  return characters.length > LABEL_LENGTH ? `${characters.slice(0, LABEL_LENGTH - 1).join("")}…` : text;
}

function createLabels() {
  /** @type {Map<string, number>} */
  const widths = new Map();

  /** @param {CanvasRenderingContext2D} context @param {string} text @param {boolean} strong @param {string} font */
  function width(context, text, strong, font) {
    const key = `${strong}${text}`;
    let known = widths.get(key);
    if (known === undefined) {
      context.font = `${strong ? 600 : 400} ${LABEL_SIZE}px ${font}`;
      known = context.measureText(text).width;
      widths.set(key, known);
    }
    return known;
  }

  /**
   * Draws the names of `nodes`, which come in order of importance, in the coordinates of the picture.
   * @param {CanvasRenderingContext2D} context
   * @param {DrawnNode[]} nodes
   * @param {{scale: number, left: number, top: number, right: number, bottom: number}} view
   * @param {{wanted: (node: DrawnNode) => number, palette: Palette}} how `wanted`: 0 by size, 1 always if there is room, 2 in any case, −1 never
   */
  function draw(context, nodes, view, how) {
    /** @type {number[][]} */
    const taken = [];
    const pixel = 1 / view.scale;
    const always = ((view.right - view.left) * (view.bottom - view.top) * view.scale ** 2) / PIXELS_A_LABEL;
    context.textAlign = "center";
    context.textBaseline = "top";
    context.lineJoin = "round";
    const byWish = [2, 1, 0].map((wish) => nodes.filter((node) => how.wanted(node) === wish));
    for (const [at, group] of byWish.entries()) {
      const wish = 2 - at;
      for (const [rank, node] of group.entries()) {
        if (wish === 0 && rank >= always && node.radius * view.scale < LABELLED_FROM) continue;
        if (node.x < view.left || node.x > view.right || node.y < view.top || node.y > view.bottom) continue;
        const strong = wish === 2 || node.radius * view.scale >= 14;
        const half = (width(context, node.label, strong, how.palette.font) / 2 + 2) * pixel;
        const top = node.y + node.radius + 3 * pixel;
        const box = [node.x - half, top, node.x + half, top + (LABEL_SIZE + 3) * pixel];
        if (wish < 2 && taken.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3])) continue;
        taken.push(box);
        context.font = `${strong ? 600 : 400} ${LABEL_SIZE * pixel}px ${how.palette.font}`;
        context.strokeStyle = how.palette.ground;
        context.lineWidth = 3.5 * pixel;
        context.strokeText(node.label, node.x, top);
        context.fillStyle = strong || wish ? how.palette.ink : how.palette.quiet;
        context.fillText(node.label, node.x, top);
      }
    }
  }

  return { draw };
}
