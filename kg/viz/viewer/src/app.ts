// What every part of the page is handed.
import type { Collection } from "./collection";
import type { Late } from "./data";
import type { EvidenceView } from "./evidence";
import type { Passing } from "./passing";
import type { Store } from "./state";
import type { Words } from "./words";

export interface App {
  readonly collection: Collection;
  readonly store: Store;
  /** Of the language in force; ask each time. */
  words(): Words;
  /** Sentences and where they stand. */
  late(): Promise<Late>;
  /** Which entities pass the filters of the present state. */
  passing(): Passing;
  /** Sentences with their sources, ready to be shown. */
  evidence(): Promise<EvidenceView>;
  /** Shows the facts of an entity. */
  open(entity: number): void;
  /** Makes the next entity that is opened the end of a way from this one; again: no longer. Tells whether it does. */
  awaitEnd(entity: number): boolean;
  /** Says something to the reader, also to one who listens. */
  announce(text: string): void;
}

/** A way to look at the collection, chosen by `#view=ID`. */
export interface View {
  readonly id: string;
  /** The key of its title in the table `words`. */
  readonly title: string;
  /** Fills `container`, which is empty; called again when the language changes. */
  render(container: HTMLElement, app: App): Rendered;
}

export interface Rendered {
  /** The state has changed. */
  update(): void;
  /** The container is about to be emptied. */
  remove(): void;
}
