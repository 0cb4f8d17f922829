// The picture as a file: what is on the screen, with title and legend.
import type { App } from "../app";
import { download, visible } from "../dom";
import { trace } from "../draw/shapes";

const STRIP = 46;

export function savePicture(shown: HTMLCanvasElement, app: App): void {
  const density = shown.width / Math.max(1, shown.clientWidth);
  const width = shown.width / density;
  const height = shown.height / density;
  const made = document.createElement("canvas");
  made.width = shown.width;
  made.height = Math.round(shown.height + STRIP * 2 * density);
  const context = made.getContext("2d");
  if (!context) return;
  const style = getComputedStyle(document.body);
  const colour = (name: string) => style.getPropertyValue(`--${name}`).trim();
  context.fillStyle = colour("paper");
  context.fillRect(0, 0, made.width, made.height);
  context.drawImage(shown, 0, STRIP * density);
  context.setTransform(density, 0, 0, density, 0, 0);
  context.textBaseline = "middle";
  context.fillStyle = colour("ink");
  context.font = `600 17px ${colour("serif")}`;
  context.fillText(visible(document.title), 20, STRIP / 2 + 2);
  legend(context, app, height + STRIP * 1.5, width, colour);
  made.toBlob((blob) => blob && download("graph.png", blob), "image/png");
}

function legend(context: CanvasRenderingContext2D, app: App, y: number, width: number, colour: (name: string) => string): void {
  const { byType } = app.passing();
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const off = new Set(app.store.get().off);
  context.font = `13px ${colour("sans")}`;
  let x = 26;
  app.collection.types.forEach((look, type) => {
    if (off.has(look.name) || x > width) return;
    const text = `${visible(app.words().pick(look.label))} ${byType[type]}`;
    context.beginPath();
    trace(context, look.shape, x, y, 6);
    context.fillStyle = dark ? look.dark : look.light;
    context.fill();
    context.fillStyle = colour("ink");
    context.fillText(text, x + 13, y + 1);
    x += context.measureText(text).width + 42;
  });
}
