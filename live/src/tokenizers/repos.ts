/** Which tokenizers a piece of Python asks for. */

const LITERAL = /(['"])([\w.-]+\/[\w.-]+)\1/g;

/** The repo names written as string literals in `source`, in order, each once; `known` limits them to the site's. */
export function reposIn(source: string, known?: Iterable<string>): string[] {
  const allowed = known && new Set(known);
  const found = new Set<string>();
  for (const match of source.matchAll(LITERAL)) if (!allowed || allowed.has(match[2]!)) found.add(match[2]!);
  return [...found];
}
