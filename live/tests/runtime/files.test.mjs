import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, test } from "node:test";
import { load } from "../bundle.mjs";

const { Files } = await load("src/client/files.ts");

let answer = (response) => response.end("12345");
let asked = 0;
const server = createServer((_, response) => {
  asked += 1;
  answer(response);
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
after(() => server.close());
const base = new URL(`http://127.0.0.1:${server.address().port}/sub/`);
const file = { url: "live/x-1.bin", bytes: 5 };

test("a file is fetched once and its bytes are counted", async () => {
  const seen = [];
  const files = new Files(base, () => seen.push(files.progress()[0].loaded));
  const before = asked;
  const [one, two] = await Promise.all([files.bytes("X", file), files.bytes("X", file)]);
  assert.equal(Buffer.from(one).toString(), "12345");
  assert.equal(one, two);
  assert.equal(asked - before, 1);
  assert.equal(seen[0], 0);
  assert.deepEqual(files.progress(), [{ label: "X", url: file.url, loaded: 5, total: 5 }]);
});

for (const [name, trouble, says] of [
  ["the server refuses", (response) => response.writeHead(503).end(), /Could not load X \(live\/x-1.bin\): the server answered 503\./],
  ["the connection drops", (response) => response.destroy(), /the network failed/],
  ["the end is missing", (response) => response.end("123"), /only 3 of 5 bytes arrived/],
]) {
  test(`${name}: the error says so, and the next call tries again`, async () => {
    const files = new Files(base, () => {});
    const good = answer;
    answer = trouble;
    await assert.rejects(files.bytes("X", file), { name: "LoadError", message: says, url: file.url });
    answer = good;
    assert.equal((await files.bytes("X", file)).byteLength, 5);
  });
}
