/** From scores to probabilities, and to the id that comes next. */

/** An id and its probability. */
export type Chance = [id: number, chance: number];

export interface Settings {
  /** 0: always the likeliest; 1: as often as the model says; above: flatter. */
  temperature: number;
  seed: number;
}

/** How many ids of a step are told. */
const TOP = 5;

export interface Choice {
  chosen: Chance;
  /** The likeliest, best first: what the model says, whatever the temperature. */
  top: Chance[];
}

export function choose(logits: Float32Array, { temperature }: Settings, random: () => number): Choice {
  const most = logits.reduce((most, one) => Math.max(most, one), -Infinity);
  const sum = total(logits, most, 1);
  const chance = (id: number): Chance => [id, Math.exp(logits[id]! - most) / sum];
  const top = best(logits).map(chance);
  const id = temperature > 0 ? drawn(logits, most, temperature, random()) : top[0]![0];
  return { chosen: chance(id), top };
}

function total(logits: Float32Array, most: number, temperature: number): number {
  let sum = 0;
  for (let id = 0; id < logits.length; id++) sum += Math.exp((logits[id]! - most) / temperature);
  return sum;
}

/** Of ids with the same score the smallest comes first. */
function best(logits: Float32Array): number[] {
  const found: number[] = [];
  for (let id = 0; id < logits.length; id++) {
    let place = found.length;
    while (place > 0 && logits[found[place - 1]!]! < logits[id]!) place -= 1;
    if (place < TOP) found.splice(place, 0, id);
    if (found.length > TOP) found.pop();
  }
  return found;
}

function drawn(logits: Float32Array, most: number, temperature: number, at: number): number {
  let left = at * total(logits, most, temperature);
  for (let id = 0; id < logits.length; id++) {
    left -= Math.exp((logits[id]! - most) / temperature);
    if (left < 0) return id;
  }
  return logits.length - 1;
}

/** Numbers in [0, 1) that are the same for the same seed on every machine (a linear congruence modulo 2 ** 48). */
export function randoms(seed: number): () => number {
  const [factor, plus, mask] = [0x5deece66dn, 11n, (1n << 48n) - 1n];
  let state = (BigInt(Math.floor(seed)) ^ factor) & mask;
  return () => {
    state = (state * factor + plus) & mask;
    return Number(state >> 16n) / 2 ** 32;
  };
}
