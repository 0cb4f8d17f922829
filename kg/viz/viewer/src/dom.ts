// Elements are built, never parsed: every text that comes from a document goes through textContent.

/** Characters that steer or hide other characters; they are shown by their code instead. */
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/** `text` with its invisible characters made visible. */
export function visible(text: unknown): string {
  return String(text).replace(UNSEEN, (mark) => `⟨U+${mark.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`);
}

/** The element of the page with this id. */
export function byId<T extends HTMLElement = HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (!found) throw new Error(`no element ${id}`);
  return found as T;
}

export type Child = Node | string | null | undefined | false;

/** A new element with a class and children; strings among them become text. */
export function make<T extends keyof HTMLElementTagNameMap>(tag: T, className = "", ...children: Child[]): HTMLElementTagNameMap[T] {
  const made = document.createElement(tag);
  if (className) made.className = className;
  for (const child of children) if (child || child === "") made.append(typeof child === "string" ? visible(child) : child);
  return made;
}

/** A button that does `act`. */
export function button(className: string, text: string, act: () => void): HTMLButtonElement {
  const made = make("button", className, text);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

/** A choice for a `select`. */
export function option(value: string, text: string): HTMLOptionElement {
  const made = make("option", "", text);
  made.value = value;
  return made;
}

/** Hands a file to the reader under this name. */
export function download(name: string, content: Blob): void {
  const link = make("a");
  link.download = name;
  link.href = URL.createObjectURL(content);
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Puts `text` on the clipboard. */
export async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // A page from a disk has no clipboard of its own in every browser.
    const held = document.activeElement;
    const box = make("textarea", "unseen");
    box.value = text;
    document.body.append(box);
    box.select();
    document.execCommand("copy");
    box.remove();
    if (held instanceof HTMLElement) held.focus();
  }
}
