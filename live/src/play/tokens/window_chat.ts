/** A chat as lines that a reader types, and what is left of it when the oldest is dropped. */
import { MOST_TURNS, WINDOW } from "./window_texts.ts";

export interface Message {
  role: string;
  content: string;
}

export interface Chat {
  system: Message | null;
  /** Each a user's message and all that follows it, up to the next one. */
  turns: Message[][];
}

const ROLE = /^(system|user|assistant):[ \t]?/;

export const asLines = (messages: readonly Message[]): string =>
  messages.map(({ role, content }) => `${role}: ${content}`).join("\n");

/** The chat of these lines; a string says what is wrong. A line without a role goes on with the message before it. */
export function chatOf(text: string): Chat | string {
  const messages: Message[] = [];
  for (const line of text.replace(/\s+$/, "").split("\n")) {
    const role = ROLE.exec(line);
    if (role) messages.push({ role: role[1]!, content: line.slice(role[0].length) });
    else if (messages.length) messages.at(-1)!.content += `\n${line}`;
    else return WINDOW.noRole;
  }
  const system = messages[0]!.role === "system" ? messages.shift()! : null;
  if (!messages.some(({ role }) => role === "user")) return WINDOW.noUser;
  if (messages[0]!.role !== "user") return WINDOW.beforeUser;
  const turns: Message[][] = [];
  for (const message of messages) {
    if (message.role === "user") turns.push([]);
    turns.at(-1)!.push(message);
  }
  return turns.length > MOST_TURNS ? WINDOW.many(turns.length) : { system, turns };
}

/** What is left of a chat: whether the system message, and how many of its newest turns. */
export interface Left {
  system: boolean;
  turns: number;
}

/** Every step of dropping, from the whole chat to its newest turn. Not kept, the system message is the oldest. */
export function stepsOf({ system, turns }: Chat, keep: boolean): Left[] {
  const dropped = turns.map((_, gone) => ({ system: system !== null && keep, turns: turns.length - gone }));
  return system && !keep ? [{ system: true, turns: turns.length }, ...dropped] : dropped;
}

export const messagesOf = ({ system, turns }: Chat, left: Left): Message[] => [
  ...(left.system && system ? [system] : []),
  ...turns.slice(turns.length - left.turns).flat(),
];

/** The first step whose prompt leaves room for the reply; -1 if none does. */
export const fitting = (sizes: readonly number[], window: number, reserve: number): number =>
  sizes.findIndex((size) => size <= window - reserve);
