// @ts-check
// The picture, drawn by vis-network. The rest of the page knows only what `createDrawing` returns.

/** More lit nodes than this are not all named. */
const NAMED_UP_TO = 40;
/** More lines than this are drawn more faintly. */
const LINES_IN_FULL = 1200;
/** A picture that fits the window at a smaller scale than this has its nodes drawn larger, up to so many times. */
const LEAST_OVERVIEW = 0.36;
const MOST_LARGER = 1.9;
/** Between these scales a selected node is shown with its neighbours, this far from the edges. */
const LEAST_SCALE = 0.5;
const MOST_SCALE = 1.3;
const HUB_SCALE = 0.75;
const MARGIN = 70;

/**
 * @param {HTMLElement} container
 * @param {{palette: () => Palette, colour: (type: number) => string}} look
 */
function createDrawing(container, look) {
  const vis = /** @type {any} */ (window)["vis"];
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const points = new vis.DataSet();
  const lines = new vis.DataSet();
  const labels = createLabels();
  /** @type {DrawnNode[]} */
  let nodes = [];
  /** @type {Map<number, DrawnNode>} */
  let byNumber = new Map();
  /** @type {{from: number, to: number, derived: boolean}[]} */
  let links = [];
  /** @type {Set<number> | null} */
  let lit = null;
  /** @type {(id: number) => boolean} */
  let shown = () => true;
  let selected = -1;
  let hovered = -1;
  let inset = { right: 0, bottom: 0 };

  const network = new vis.Network(container, { nodes: points, edges: lines }, {
    physics: false,
    layout: { improvedLayout: false },
    interaction: { hover: true, selectConnectedEdges: false, hoverConnectedEdges: false, keyboard: { enabled: true, bindToWindow: false } },
    nodes: { borderWidth: 1.5, borderWidthSelected: 2.5, labelHighlightBold: false, chosen: false },
    edges: { smooth: false, chosen: false, selectionWidth: 0, hoverWidth: 0 },
  });

  /** @param {DrawnNode} node */
  function pointLook(node) {
    const palette = look.palette();
    const faded = lit !== null && !lit.has(node.id);
    const colour = look.colour(node.type);
    const border = node.id === selected ? palette.ink : palette.ground;
    return {
      id: node.id,
      hidden: !shown(node.id) && node.id !== selected,
      opacity: faded ? 0.13 : 1,
      borderWidth: node.id === selected ? 3 : 1.5,
      color: { background: colour, border },
    };
  }

  /** @param {{from: number, to: number, derived: boolean}} link @param {number} id */
  function lineLook(link, id) {
    const palette = look.palette();
    const strong = lit !== null && (link.from === selected || link.to === selected);
    const faded = lit !== null && !strong;
    const weight = Math.min(1, Math.max(0.35, LINES_IN_FULL / links.length));
    return {
      id,
      hidden: !(shown(link.from) && shown(link.to)) && !strong,
      width: strong ? 1.8 : 1,
      color: { color: strong ? palette.strongLine : palette.line, opacity: strong ? 1 : weight * (faded ? 0.15 : link.derived ? 0.6 : 1) },
      arrows: { to: { enabled: strong && !link.derived, scaleFactor: 0.45 } },
    };
  }

  function restyle() {
    points.update(nodes.map(pointLook));
    lines.update(links.map(lineLook));
  }

  /** By how much nodes are drawn larger than they are, so that a small screen shows more than specks. @param {DrawnNode[]} all */
  function magnification(all) {
    const width = 2 * Math.max(...all.map((node) => Math.abs(node.x)), 1);
    const height = 2 * Math.max(...all.map((node) => Math.abs(node.y)), 1);
    const overview = Math.min(container.clientWidth / width, container.clientHeight / height);
    return Math.min(Math.max(LEAST_OVERVIEW / overview, 1), MOST_LARGER);
  }

  /** How much a node's name is wanted; see `createLabels`. @param {DrawnNode} node */
  function wanted(node) {
    if (node.id === selected || node.id === hovered) return 2;
    if (!shown(node.id)) return -1;
    if (lit === null) return 0;
    if (!lit.has(node.id)) return -1;
    return lit.size <= NAMED_UP_TO ? 1 : 0;
  }

  network.on("afterDrawing", (/** @type {CanvasRenderingContext2D} */ context) => {
    const start = network.DOMtoCanvas({ x: 0, y: 0 });
    const end = network.DOMtoCanvas({ x: container.clientWidth, y: container.clientHeight });
    const view = { scale: network.getScale(), left: start.x, top: start.y, right: end.x, bottom: end.y };
    labels.draw(context, nodes, view, { wanted, palette: look.palette() });
  });
  network.on("hoverNode", (/** @type {{node: number}} */ event) => {
    hovered = event.node;
    container.style.cursor = "pointer";
    network.redraw();
  });
  network.on("blurNode", () => {
    hovered = -1;
    container.style.cursor = "";
    network.redraw();
  });
  network.on("dragEnd", (/** @type {{nodes: number[]}} */ event) => {
    for (const id of event.nodes) Object.assign(byNumber.get(id) || {}, network.getPosition(id));
  });

  const animation = (/** @type {number} */ duration) => (still ? false : { duration, easingFunction: "easeInOutQuad" });

  return {
    /**
     * Draws a graph. @param {{nodes: DrawnNode[], links: {from: number, to: number, derived: boolean}[]}} graph
     */
    draw(graph) {
      const larger = magnification(graph.nodes);
      nodes = graph.nodes.map((node) => ({ ...node, radius: node.radius * larger, label: short(node.label) }));
      nodes.sort((a, b) => b.radius - a.radius || a.id - b.id);
      byNumber = new Map(nodes.map((node) => [node.id, node]));
      links = graph.links;
      points.clear();
      lines.clear();
      // Large ones first, so that small ones lie on top of them.
      points.add(nodes.map((node) => ({ x: node.x, y: node.y, size: node.radius, shape: node.shape, ...pointLook(node) })));
      lines.add(links.map((link, id) => ({ from: link.from, to: link.to, dashes: link.derived ? [3, 4] : false, ...lineLook(link, id) })));
      network.fit({ animation: false });
    },
    /** Brings a node, and as far as legible what is lit with it, into the free part of the window. @param {number} id */
    focus(id) {
      const node = byNumber.get(id);
      if (!node) return;
      const hub = lit === null || lit.size > NAMED_UP_TO;
      const around = hub ? [node] : nodes.filter((other) => lit?.has(other.id));
      const xs = around.map((other) => other.x);
      const ys = around.map((other) => other.y);
      const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
      const room = [container.clientWidth - inset.right - 2 * MARGIN, container.clientHeight - inset.bottom - 2 * MARGIN];
      const fitting = Math.min(room[0] / (right - left || 1), room[1] / (bottom - top || 1));
      const scale = hub ? HUB_SCALE : Math.min(Math.max(fitting, LEAST_SCALE), MOST_SCALE);
      const position = fitting < LEAST_SCALE ? { x: node.x, y: node.y } : { x: (left + right) / 2, y: (top + bottom) / 2 };
      network.moveTo({ position, scale, offset: { x: -inset.right / 2, y: -inset.bottom / 2 }, animation: animation(450) });
    },
    /** Lets these nodes stand out, the others fade; the first is the selected one. null ends it. @param {number[] | null} ids */
    highlight(ids) {
      lit = ids && new Set(ids);
      selected = ids && ids.length ? ids[0] : -1;
      restyle();
    },
    /** Draws only the nodes that pass. @param {(id: number) => boolean} passes */
    show(passes) {
      shown = passes;
      restyle();
    },
    /** Calls back with the node that was clicked, −1 for the ground. @param {(id: number) => void} tell */
    onSelect(tell) {
      network.on("click", (/** @type {{pointer: {DOM: unknown}}} */ event) => tell(network.getNodeAt(event.pointer.DOM) ?? -1));
    },
    /** Brings all nodes that are shown into the window. */
    fit() {
      const ids = nodes.filter((node) => shown(node.id)).map((node) => node.id);
      if (ids.length) network.fit({ nodes: ids, animation: animation(350) });
    },
    /** @param {number} factor */
    zoom(factor) {
      network.moveTo({ scale: network.getScale() * factor, animation: animation(150) });
    },
    /** Parts of the window that other things cover, in pixels. @param {{right: number, bottom: number}} covered */
    cover(covered) {
      inset = covered;
    },
    has: (/** @type {number} */ id) => byNumber.has(id),
    restyle,
  };
}
