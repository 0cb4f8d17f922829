// The views in the order of their tabs; the page opens on the first.
import type { View } from "../app";
import { network } from "../network/view";

export const VIEWS: readonly View[] = [network];
