/** The mask as Python: by transformers itself for `generation` blocks, else by the same steps as the page. */

import type { Request } from "../../chats/protocol.ts";
import { assigned, pythonParts } from "../../chats/python.ts";
import { pythonString } from "../../ui/python.ts";
import type { Settings } from "./trained_settings.ts";

export function pythonOf(
  from: string,
  request: Request,
  template: string | null,
  specials: Record<string, string | null>,
  { way, last, longest, instruction, response }: Settings,
): string {
  const { lines, options, rest } = pythonParts(from, request, template, specials);
  const call = (name: string, first: string, more: readonly string[]): string =>
    assigned(name, "tokenizer.apply_chat_template", [first, ...options, ...more, ...rest]);
  if (way === "tag") {
    lines.push(
      call("out", "messages", ["return_assistant_tokens_mask=True", "return_dict=True"]),
      'ids, mask = out["input_ids"], out["assistant_masks"]',
    );
  } else if (way === "turns") lines.push(...byTurns(call, last));
  else lines.push(...byMarks(call, instruction, response));
  if (last && way !== "turns")
    lines.push(
      "end = max((i + 1 for i, trained in enumerate(mask) if trained), default=0)",
      "start = max((i + 1 for i in range(end) if not mask[i]), default=0)",
      "mask = [int(start <= i < end) for i in range(len(mask))]",
    );
  if (longest !== null) lines.push(`ids, mask = ids[:${longest}], mask[:${longest}]`);
  lines.push("labels = [id_ if trained else -100 for id_, trained in zip(ids, mask)]", "");
  return lines.join("\n");
}

function byTurns(call: (name: string, first: string, more: readonly string[]) => string, last: boolean): string[] {
  const indented = (text: string): string[] => text.split("\n").map((line) => `        ${line}`);
  return [
    "",
    "def rendered(count, header=False):",
    "    try:",
    ...indented(call("text", "messages[:count]", ["tokenize=False", "add_generation_prompt=header"])),
    "    except Exception:  # a conversation that ends there is refused, or is empty",
    "        return None",
    "    return text",
    "",
    "whole = rendered(len(messages))",
    "turns = []",
    "for i, message in enumerate(messages):",
    '    if message.get("role") == "assistant" and i > 0:',
    "        header, after = rendered(i, header=True), rendered(i + 1)",
    "        known = header is not None and after is not None and whole.startswith(after) and after.startswith(header)",
    "        turns.append((len(header), len(after.rstrip())) if known else (0, 0))",
    ...(last ? ["turns = turns[-1:]"] : []),
    "encoded = tokenizer(whole, add_special_tokens=False, return_offsets_mapping=True)",
    "ids = encoded.input_ids",
    "mask = [int(any(a <= start < b for a, b in turns)) for start, _ in encoded.offset_mapping]",
  ];
}

function byMarks(
  call: (name: string, first: string, more: readonly string[]) => string,
  instruction: string,
  response: string,
): string[] {
  return [
    call("ids", "messages", ["return_dict=False"]),
    `instruction = tokenizer.encode(${pythonString(instruction)}, add_special_tokens=False)`,
    `response = tokenizer.encode(${pythonString(response)}, add_special_tokens=False)`,
    "mask, i, trained = [], 0, 0",
    "while i < len(ids):",
    "    for mark, after in ((response, 1), (instruction, 0)):",
    "        if mark and ids[i : i + len(mark)] == mark:",
    "            mask += [0] * len(mark)",
    "            i, trained = i + len(mark), after",
    "            break",
    "    else:",
    "        mask.append(trained)",
    "        i += 1",
  ];
}
