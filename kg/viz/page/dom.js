// @ts-check
// Elements are built, never parsed: every text that comes from a document goes through textContent.

/** Characters that steer or hide other characters; they are shown by their code instead. */
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/**
 * `text` with its invisible characters made visible.
 * @param {unknown} text
 */
function visible(text) {
  return String(text).replace(UNSEEN, (mark) => `⟨U+${mark.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`);
}

/**
 * The element of the page with this id.
 * @param {string} id
 * @returns {HTMLElement}
 */
function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`no element ${id}`);
  return found;
}

/**
 * A new element with a class, an optional text and children.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {string} className
 * @param {unknown} [text]
 * @param {(Node | null)[]} children
 * @returns {HTMLElementTagNameMap[T]}
 */
function make(tag, className, text, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined && text !== null) made.textContent = visible(text);
  for (const child of children) if (child) made.append(child);
  return made;
}

/**
 * A button that does `act`.
 * @param {string} className
 * @param {string} text
 * @param {() => void} act
 */
function button(className, text, act) {
  const made = make("button", className, text);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

/** Corners of the shapes on a square from −1 to 1, as vis-network draws them. */
const CORNERS = /** @type {Record<string, number[][]>} */ ({
  square: [[-0.85, -0.85], [0.85, -0.85], [0.85, 0.85], [-0.85, 0.85]],
  diamond: [[0, -1], [1, 0], [0, 1], [-1, 0]],
  triangle: [[0, -0.95], [1, 0.8], [-1, 0.8]],
  triangleDown: [[0, 0.95], [1, -0.8], [-1, -0.8]],
  hexagon: [0, 1, 2, 3, 4, 5].map((at) => [Math.cos((at * Math.PI) / 3), Math.sin((at * Math.PI) / 3)]),
  star: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((at) => {
    const reach = at % 2 ? 0.45 : 1;
    return [reach * Math.sin((at * Math.PI) / 5), -reach * Math.cos((at * Math.PI) / 5)];
  }),
});

/**
 * The sign of a type: its shape in its colour, which the style sheet gives by `data-type`.
 * @param {{shape: string}} look
 * @param {string} colour
 */
function sign(look, colour) {
  const space = "http://www.w3.org/2000/svg";
  const picture = document.createElementNS(space, "svg");
  picture.setAttribute("viewBox", "-1.1 -1.1 2.2 2.2");
  picture.setAttribute("class", "sign");
  picture.setAttribute("aria-hidden", "true");
  const corners = CORNERS[look.shape];
  const shape = document.createElementNS(space, corners ? "polygon" : "circle");
  if (corners) shape.setAttribute("points", corners.map((corner) => corner.map((c) => c.toFixed(3)).join(",")).join(" "));
  else shape.setAttribute("r", "0.95");
  shape.setAttribute("fill", colour);
  picture.append(shape);
  return picture;
}
