/**
 * A state as links and tabs keep it: short keys (contract.ts), 1 and 0 for true and false. scripts/course/contract.py
 * writes the same.
 */
export type Keys<State> = Record<keyof State & string, string>;

export function shortened<State extends object>(state: State, keys: Keys<State>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(keys).map(([name, key]) => {
      const value = state[name as keyof State];
      return [key, typeof value === "boolean" ? Number(value) : value];
    }),
  );
}

/**
 * What of a kept object stands under the keys, by name, and what is left. Nothing is checked; true and false come as
 * they were written.
 */
export function lengthened<State extends object>(
  kept: object,
  keys: Keys<State>,
): [named: Partial<Record<keyof State, unknown>>, others: Record<string, unknown>] {
  const names = new Map(Object.entries(keys).map(([name, key]) => [key, name]));
  const entries = Object.entries(kept);
  const named = entries.filter(([key]) => names.has(key)).map(([key, value]) => [names.get(key)!, value]);
  return [
    Object.fromEntries(named) as Partial<Record<keyof State, unknown>>,
    Object.fromEntries(entries.filter(([key]) => !names.has(key))),
  ];
}
