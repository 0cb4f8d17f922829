// Colours and letters of the picture.

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

/** The colours and letters that the style sheet gives. */
export function readPalette(element: HTMLElement, dark: boolean): Palette {
  const style = getComputedStyle(element.isConnected ? element : document.body);
  const colour = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    dark,
    ground: colour("paper"),
    ink: colour("ink"),
    quiet: colour("quiet"),
    line: colour("line"),
    strong: colour("strong-line"),
    accent: colour("accent"),
    font: colour("sans"),
  };
}
