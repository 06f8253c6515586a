/** Where everything stands on the first face of the chat-template playground: what is typed beside what comes of it. */
import { button, make } from "../../ui/dom.ts";
import type { Desk } from "../desk.ts";
import { ICONS } from "../icons.ts";
import { options, sides } from "../sides.ts";
import type { Options } from "./options.ts";
import type { Panel } from "./panel.ts";
import type { Work } from "./state.ts";
import { TEXTS } from "./texts.ts";

interface Parts {
  share: HTMLElement;
  presets: HTMLElement;
  /** The choice between the two editors, and these. */
  modes: HTMLElement;
  messages: HTMLElement;
  json: HTMLElement;
  options: Options;
  /** The choice of what panels show. */
  shows: HTMLElement;
}

export function layOut(desk: Desk<Work, Panel>, parts: Parts): HTMLElement {
  const tools = make(
    "div",
    "tt-play-tools",
    button(ICONS.open, TEXTS.open, () => desk.inputs.files.click()),
    parts.share,
    ...desk.undo.buttons,
    desk.inputs.files,
    desk.inputs.folder,
  );
  const heading = make("div", "tt-chat-head", make("h2", "tt-play-heading", TEXTS.conversation), parts.modes, tools);
  const conversation = make("section", "tt-conversation", heading, ...desk.notices, parts.messages, parts.json);
  const typed = [
    parts.presets,
    desk.ownView.element,
    conversation,
    options(TEXTS.options, parts.options.models, parts.options.element),
  ];
  const made = [make("div", "tt-chat-views", parts.shows), desk.grid];
  return make("div", "tt-face", sides(typed, made, true), desk.strip.element);
}
