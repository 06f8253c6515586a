import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "../bundle.mjs";

const { fromFragment, toFragment } = await load("src/page/share.ts");

for (const code of ["print(1)", "", "안녕 🤗\n\ttabs", "\ufeffstart", "a+/=&#?%"]) {
  test(`code survives the link: ${JSON.stringify(code)}`, () => {
    const fragment = toFragment("ex-sum-starter", code);
    assert.match(fragment, /^#code=v1\.ex-sum-starter\.[\w-]*$/);
    assert.deepEqual(
      fromFragment(fragment),
      code ? { kind: "code", cell: "ex-sum-starter", code } : { kind: "broken" },
    );
  });
}

test("other fragments are none of ours", () => {
  assert.deepEqual(fromFragment(""), { kind: "none" });
  assert.deepEqual(fromFragment("#cell-load"), { kind: "none" });
});

test("a newer version is told from a damaged link", () => {
  assert.deepEqual(fromFragment("#code=v2.load.abc"), { kind: "newer" });
  for (const bad of [
    "#code=",
    "#code=v1",
    "#code=v1.load",
    "#code=v1.load.",
    "#code=v1.load.%%",
    "#code=v1.<b>.cHJpbnQ",
    "#code=v1.load._w",
    "#code=v1.load.abc.more",
    "#code=vv.load.abc",
  ]) {
    assert.deepEqual(fromFragment(bad), { kind: "broken" }, bad);
  }
});

test("code too long for a link gives none", () => assert.equal(toFragment("load", "x".repeat(20_000)), null));
