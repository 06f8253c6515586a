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
  {
    id: "trained",
    label: "What is trained",
    load: async () => {
      const { trained } = await import("./trained.ts");
      return { tool: (room) => trained(room, (model) => chatFactsOf(room.offer, model)) };
    },
  },
  {
    id: "compare",
    label: "Compare",
    load: async () => {
      const { comparePrompts } = await import("./compare.ts");
      return { tool: (room) => comparePrompts(room, (model) => chatFactsOf(room.offer, model)) };
    },
  },
  {
    id: "prefix",
    label: "Prefix check",
    load: async () => {
      const { prefixCheck } = await import("./prefix.ts");
      return { tool: (room) => prefixCheck(room, (model) => chatFactsOf(room.offer, model)) };
    },
  },
  {
    id: "shelf",
    label: "Template shelf",
    load: async () => {
      const { templateShelf } = await import("./shelf.ts");
      return { tool: (room) => templateShelf(room) };
    },
  },
];
