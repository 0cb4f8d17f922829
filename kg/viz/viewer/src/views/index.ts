// The views in the order of their tabs; the page opens on the first.
import type { View } from "../app";
import { network } from "../network/view";
import { goals } from "./goals";
import { overview } from "./overview";
import { places } from "./places";
import { projects } from "./projects";
import { timeline } from "./timeline";

export const VIEWS: readonly View[] = [overview, network, goals, projects, places, timeline];
