// What the chat playground knows of a tokenizer before it is loaded: template, special tokens, added tokens.
import { readFile } from "node:fs/promises";
import { assetsIn, headOf } from "./assets.mjs";

const CONTRACT = new URL("../../scripts/course/contract.json", import.meta.url);

/** Repo → {template, specials, added}, from the folder of assets; {} without one. */
export async function chatFacts(dir) {
  const assets = await assetsIn(dir);
  return Object.fromEntries(await Promise.all(assets.map(async ({ repo, file }) => [repo, await facts(file)])));
}

async function facts(file) {
  const { addedTokenFlags } = JSON.parse(await readFile(CONTRACT, "utf8"));
  const special = 1 << addedTokenFlags.indexOf("special");
  const asset = headOf(await readFile(file));
  const { attributes, special_tokens } = JSON.parse(asset.surface);
  const named = Object.entries(special_tokens).filter(([, token]) => token !== null);
  if (attributes.chat_template !== null && typeof attributes.chat_template !== "string")
    throw new Error(`${asset.repo} has several chat templates; the chat playground knows one per model`);
  if (attributes.chat_control_tokens !== null)
    throw new Error(`${asset.repo} sets chat_control_tokens; the chat playground does not know them`);
  return {
    template: attributes.chat_template,
    specials: Object.fromEntries(named.map(([key, token]) => [key, typeof token === "string" ? token : token.content])),
    added: asset.added.map(([, content, flags]) => ({ content, special: (flags & special) !== 0 })),
  };
}

/** The same as pages hold it: added tokens in a row that differ only in a number are one entry (live/src/chats/facts.ts). */
export function packedFacts(chats) {
  return Object.fromEntries(
    Object.entries(chats).map(([repo, { added, ...rest }]) => [repo, { ...rest, added: packed(added) }]),
  );
}

function packed(added) {
  const out = [];
  for (const { content, special } of added) {
    const flag = special ? 1 : 0;
    const [, before, digits, after] = /^(.*?\D|)(0|[1-9]\d*)(\D*)$/s.exec(content) ?? [];
    const last = out.at(-1);
    const next =
      last?.length === 5 &&
      last[0] === before &&
      last[1] === flag &&
      last[2] === after &&
      last[4] + 1 === Number(digits);
    if (next) last[4] += 1;
    else out.push(digits === undefined ? [content, flag] : [before, flag, after, Number(digits), Number(digits)]);
  }
  return out;
}
