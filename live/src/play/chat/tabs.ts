/** The tools beside the prompts. live/build/play.mjs makes a file of each, which is fetched when its tab is chosen. */
import type { ToolTab } from "../tool.ts";
import type { State } from "./shape.ts";

export const TABS: readonly ToolTab<State>[] = [];
