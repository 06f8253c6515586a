/** The tools beside the prompts. live/build/play.mjs makes a file of each, which is fetched when its tab is chosen. */
import type { ToolTab } from "../tool.ts";
import { chatFactsOf } from "./facts_of.ts";
import type { State } from "./shape.ts";

export const TABS: readonly ToolTab<State>[] = [
  {
    id: "card",
    label: "Report card",
    // what the build knows of the models is large, and the page has it already
    load: async () => {
      const { reportCard } = await import("./report.ts");
      return { tool: (room) => reportCard(room, (model) => chatFactsOf(room.offer, model)) };
    },
  },
];
