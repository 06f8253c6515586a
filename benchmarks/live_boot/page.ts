/** The benchmark's page: the runtime as `window.live`. */
import { Runtime } from "../../live/src/python/page/index.ts";

const runtime = new Runtime(new URL("..", import.meta.url));
Object.assign(window, {
  live: {
    runtime,
    /** Milliseconds from now to the text that `print(1+1)` gives. */
    async first(): Promise<number> {
      const start = performance.now();
      const shown = await new Promise<number>((resolve) => {
        void runtime.run({ cell: "one", code: "print(1+1)", onOutput: () => resolve(performance.now()) });
      });
      return shown - start;
    },
    /** The same for a restart of a running worker. */
    async restart(): Promise<number> {
      const start = performance.now();
      await runtime.restart();
      return performance.now() - start;
    },
    /** Milliseconds for a sentence to ids in a cell whose tokenizer is loaded. */
    async encode(repo: string): Promise<number> {
      await runtime.run({ cell: "load", code: `from transformers import AutoTokenizer\ntok = AutoTokenizer.from_pretrained("${repo}")` });
      const times: number[] = [];
      for (let i = 0; i < 9; i++) {
        const start = performance.now();
        await runtime.run({ cell: "use", code: 'tok.encode("The tokenizer turns a sentence into ids, number by number.")' });
        times.push(performance.now() - start);
      }
      return times.sort((a, b) => a - b)[4]!;
    },
  },
});
