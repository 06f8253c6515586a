/** What the worker does with files: count their rows, and split them. */
import type { Engine } from "../encoder/engine.ts";
import { wellFormed } from "../encoder/well_formed.ts";
import { chunksOf } from "./chunks.ts";
import { Counts } from "./counts.ts";
import type { Chunk, CountAsk, Counted, Progress, Split, SplitAsk } from "./protocol.ts";
import { eachRow } from "./rows.ts";
import { ROWS } from "./texts.ts";
import { chunkHead, chunkLine, Written } from "./write.ts";

export interface Run {
  progress(progress: Progress): void;
  stopped(): boolean;
}

/** `engines`: those of `ask.tokenizers`. */
export async function count(
  { files, addSpecial }: Pick<CountAsk, "files" | "addSpecial">,
  engines: readonly Engine[],
  run: Run,
): Promise<{ counts: Counts; counted: Counted }> {
  const counts = new Counts(engines.length);
  const begun = performance.now();
  const options = { addSpecial };
  const whole = await eachRow(files, {
    ...run,
    begin: (name) => counts.begin(name),
    *row(number, texts) {
      const tokens: number[] = [];
      for (const engine of engines) {
        let all = 0;
        for (const text of texts) all += (yield* engine.steps(wellFormed(text), options)).ids.length;
        tokens.push(all);
      }
      counts.put(number, tokens, texts[0] ?? "");
    },
    end: (troubles, none) => counts.end(troubles, none),
  });
  const seconds = (performance.now() - begun) / 1000;
  return { counts, counted: { files: counts.files(), sums: counts.sums(), stopped: !whole, seconds } };
}

const SHOWN = 5;

export async function split(
  { files, addSpecial, size, overlap, as }: Omit<SplitAsk, "what" | "tokenizer">,
  engine: Engine,
  run: Run,
): Promise<Split> {
  const out = new Written(as);
  if (as === "csv") out.put(chunkHead);
  const split = { chunks: 0, most: 0, first: [] as Chunk[], troubles: [] as string[] };
  let file = "";
  let before = { mark: 0, chunks: 0, most: 0, first: 0 };
  const whole = await eachRow(files, {
    ...run,
    begin(name) {
      file = name;
      before = { mark: out.mark(), chunks: split.chunks, most: split.most, first: split.first.length };
    },
    *row(row, texts) {
      for (const [i, text] of texts.entries()) {
        let chunk = 0;
        yield* chunksOf(
          engine,
          wellFormed(text),
          { size, overlap, addSpecial },
          ({ start, end, tokens, content }) => {
            const one = { file, row, text: i + 1, chunk: (chunk += 1), start, end, tokens, content };
            out.put(chunkLine(as, one));
            split.chunks += 1;
            split.most = Math.max(split.most, tokens);
            if (split.first.length < SHOWN) split.first.push(one);
          },
          (tokens) => new Error(ROWS.tooFew(file, row, tokens)),
        );
      }
    },
    end(troubles, none) {
      split.troubles.push(...troubles);
      if (!none) return;
      out.back(before.mark);
      Object.assign(split, { chunks: before.chunks, most: before.most });
      split.first.length = before.first;
    },
  });
  return { ...split, saved: out.blob, stopped: !whole };
}
