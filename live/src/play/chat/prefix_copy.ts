/** The prefix check as Python. */
import type { Request } from "../../chats/protocol.ts";
import { pythonParts } from "../../chats/python.ts";

export function prefixPython(
  repo: string,
  request: Request,
  template: string | null,
  specials: Record<string, string | null>,
): string {
  const { lines, options, rest } = pythonParts(repo, request, template, specials);
  const given = ["messages[:n]", "add_generation_prompt=generation", ...options, ...rest];
  // sanitised ids come with no text: it is that of the same call without
  const [how, ids] = request.sanitizeControlTokens
    ? [", **how", "render(n, generation, tokenize=True, sanitize_control_tokens=True, return_dict=False)"]
    : ["", 'tokenizer(text, add_special_tokens=False)["input_ids"]'];
  const last = how ? '**{"tokenize": False, **how}' : "tokenize=False";
  return `${lines.join("\n")}


def prompt(n):
    following = messages[n]["role"] if n < len(messages) else None
    generation = following == "assistant" or (following is None and messages[-1]["role"] != "assistant")
    try:
        text = render(n, generation)
        return text, ${ids}
    except Exception:
        return None


def render(n, generation${how}):
    return tokenizer.apply_chat_template(
${[...given, last].map((part) => `        ${part.replaceAll("\n", "\n    ")},\n`).join("")}    )


def same(one, other):
    both = min(len(one), len(other))
    return next((i for i in range(both) if one[i] != other[i]), both)


# For each step: where text and ids begin to differ (their lengths where they do not), and how many tokens are lost.
steps = []
for n in range(1, len(messages)):
    now, after = prompt(n), prompt(n + 1)
    if now is None or after is None:
        steps.append(None)
    else:
        token = same(now[1], after[1])
        steps.append([same(now[0], after[0]), token, len(now[1]) - token])
    print(n, steps[-1])
`;
}
