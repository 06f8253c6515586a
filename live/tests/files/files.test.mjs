import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import { after, test } from "node:test";
import { load } from "../bundle.mjs";

const { Files } = await load("src/files/files.ts");

const hash = (bytes) => createHash("sha256").update(bytes).digest("base64");
let answer = (response) => response.end("12345");
let asked = [];
let manifest = "no manifest";
const server = createServer(({ url }, response) => {
  asked.push(url);
  if (url.endsWith("manifest.json")) response.end(manifest);
  else answer(response, asked.length);
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
after(() => server.close());
const base = new URL(`http://127.0.0.1:${server.address().port}/sub/`);
const file = { url: "live/x-1.bin", bytes: 5, sha256: hash("12345") };

test("a file is fetched once and its bytes are counted", async () => {
  const seen = [];
  const files = new Files(base, () => seen.push(files.progress()[0].loaded));
  asked = [];
  const [one, two] = await Promise.all([files.bytes("X", file), files.bytes("X", file)]);
  assert.equal(Buffer.from(one).toString(), "12345");
  assert.equal(one, two);
  assert.deepEqual(asked, ["/sub/live/x-1.bin"]);
  assert.equal(seen[0], 0);
  assert.deepEqual(files.progress(), [{ label: "X", url: file.url, loaded: 5, total: 5 }]);
});

const STALLED = (response) => {
  response.writeHead(200, { "Content-Length": 5 });
  response.write("12");
};
for (const [name, trouble, says] of [
  [
    "the server refuses",
    (response) => response.writeHead(503).end(),
    /Could not load X \(live\/x-1.bin\): the server answered 503\./,
  ],
  ["the connection drops", (response) => response.destroy(), /the network failed/],
  ["the end is missing", (response) => response.end("123"), /only 3 of 5 bytes arrived/],
  ["nothing arrives", (response) => response.end(), /an empty file arrived/],
  ["a bit is another", (response) => response.end("12344"), /not the file that the site was built with/],
  ["there is more", (response) => response.end("123456"), /not the file that the site was built with/],
  [
    "a network asks for a login",
    (response) => response.end("<!DOCTYPE html><p>Log in"),
    /a web page came in its place/,
  ],
  ["nothing more comes", STALLED, /nothing more has arrived for 1 second/],
]) {
  test(`${name}: the error says so, and the next call tries again`, async () => {
    globalThis.tokenTourPatience = name === "nothing more comes" ? 200 : 60_000;
    const files = new Files(base, () => {});
    const good = answer;
    answer = trouble;
    await assert.rejects(files.bytes("X", file), { name: "LoadError", message: says, url: file.url, stale: false });
    answer = good;
    assert.equal((await files.bytes("X", file)).byteLength, 5);
  });
}

test("what was wrong once is fetched once more, past the caches, without a word", async () => {
  const good = answer;
  asked = [];
  answer = (response, time) => (time < 3 ? response.end("54321") : good(response));
  const files = new Files(base, () => {});
  assert.equal((await files.bytes("X", file)).byteLength, 5);
  answer = good;
  assert.deepEqual(
    asked.map((url) => url.replace(/\d+$/, "")),
    ["/sub/live/x-1.bin", "/sub/live/x-1.bin", "/sub/live/x-1.bin?again="],
  );
});

test("a file that the site of now does not list makes the page older than the site", async () => {
  const good = answer;
  answer = (response) => response.writeHead(404).end();
  manifest = JSON.stringify({ files: { "live/x-2.bin": { bytes: 5, sha256: hash("other") } } });
  await assert.rejects(new Files(base, () => {}).bytes("X", file), {
    stale: true,
    message: /^This page is older than the site/,
  });
  manifest = JSON.stringify({ files: { [file.url]: file } });
  await assert.rejects(new Files(base, () => {}).bytes("X", file), {
    stale: false,
    message: /the server answered 404/,
  });
  answer = good;
});

test("our own SHA-256 is SHA-256", async () => {
  const { sha256, sha256Now } = await load("src/files/sha256.ts");
  for (const length of [0, 1, 55, 56, 57, 63, 64, 65, 119, 120, 127, 128, 1000, 1_000_003]) {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 31 + length) % 256);
    assert.equal(sha256Now(bytes), hash(bytes), `of ${length} bytes`);
    assert.equal(await sha256(bytes), hash(bytes));
  }
});
