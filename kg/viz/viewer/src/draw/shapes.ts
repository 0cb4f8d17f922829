// The shapes of types: on the picture, in the legend, beside names.
import type { TypeLook } from "../data";

const around = (count: number, reach: (at: number) => number): [number, number][] =>
  Array.from({ length: count }, (_, at) => {
    const angle = (at * 2 * Math.PI) / count;
    return [reach(at) * Math.sin(angle), -reach(at) * Math.cos(angle)];
  });

/** Corners on a square from −1 to 1; a shape that is not listed is a circle. */
const CORNERS = new Map<string, [number, number][]>([
  ["square", [[-0.85, -0.85], [0.85, -0.85], [0.85, 0.85], [-0.85, 0.85]]],
  ["diamond", [[0, -1.05], [1.05, 0], [0, 1.05], [-1.05, 0]]],
  ["triangle", [[0, -0.95], [1, 0.8], [-1, 0.8]]],
  ["triangleDown", [[0, 0.95], [1, -0.8], [-1, -0.8]]],
  ["hexagon", around(6, () => 1)],
  ["star", around(10, (at) => (at % 2 ? 0.45 : 1))],
]);

/** Adds a shape to the path of `context`; a very small one is a square, which is quicker and looks the same. */
export function trace(context: CanvasRenderingContext2D, shape: string, x: number, y: number, radius: number): void {
  const corners = CORNERS.get(shape);
  if (radius < 1.7) {
    context.rect(x - radius, y - radius, 2 * radius, 2 * radius);
  } else if (!corners) {
    context.moveTo(x + radius, y);
    context.arc(x, y, radius, 0, 2 * Math.PI);
  } else {
    corners.forEach(([dx, dy], at) => (at ? context.lineTo(x + dx * radius, y + dy * radius) : context.moveTo(x + dx * radius, y + dy * radius)));
    context.closePath();
  }
}

const SVG = "http://www.w3.org/2000/svg";

/** The sign of a type: its shape in its colour, light or dark as the style sheet has it. */
export function sign(look: TypeLook): SVGSVGElement {
  const picture = document.createElementNS(SVG, "svg");
  picture.setAttribute("viewBox", "-1.1 -1.1 2.2 2.2");
  picture.setAttribute("class", "sign");
  picture.setAttribute("aria-hidden", "true");
  const corners = CORNERS.get(look.shape);
  const shape = document.createElementNS(SVG, corners ? "polygon" : "circle");
  if (corners) shape.setAttribute("points", corners.map((corner) => corner.map((c) => c.toFixed(3)).join(",")).join(" "));
  else shape.setAttribute("r", "0.95");
  shape.style.setProperty("--light", look.light);
  shape.style.setProperty("--dark", look.dark);
  picture.append(shape);
  return picture;
}
