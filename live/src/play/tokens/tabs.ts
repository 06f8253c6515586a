/** The tools beside the tokens. live/build/play.mjs makes a file of each, which is fetched when its tab is chosen. */
import type { ToolTab } from "../tool.ts";
import type { State } from "./texts.ts";

export const TABS: readonly ToolTab<State>[] = [
  { id: "ids", label: "Ids to text", load: () => import("./ids.ts") },
  { id: "vocabulary", label: "Vocabulary", load: () => import("./vocabulary.ts") },
  { id: "differences", label: "Differences", load: () => import("./differences.ts") },
  { id: "files", label: "Whole files", load: () => import("./files.ts") },
];

/** The picture of the stages, which a lesson asks for. */
export const loadStages = () => import("./stages.ts");

/** What a lesson plays step by step, by the name in `data-walk`. */
export const WALKS = {
  merges: () => import("./merge_walk.ts"),
  training: () => import("./training_walk.ts"),
  streams: () => import("./stream_walk.ts"),
};

/** The pictures that a lesson's reader drives. */
export const loadPictures = () => import("./pictures.ts");
export const loadWindow = () => import("./window_picture.ts");
