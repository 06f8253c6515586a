import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "../bundle.mjs";

const { Store } = await load("src/page/store.ts");
const { fingerprint } = await load("src/page/hash.ts");

class Shelf extends Map {
  get length() {
    return this.size;
  }
  key(index) {
    return [...this.keys()][index] ?? null;
  }
  getItem(key) {
    return this.get(key) ?? null;
  }
  setItem(key, value) {
    this.set(key, String(value));
  }
  removeItem(key) {
    this.delete(key);
  }
}

test("a draft belongs to a site, a lesson, a cell and the original's text", () => {
  const shelf = new Shelf();
  new Store(shelf, "/tour/").keepDraft("01", "load", "a = 1", "a = 2");
  assert.equal(new Store(shelf, "/tour/").draft("01", "load", "a = 1"), "a = 2");
  assert.equal(new Store(shelf, "/tour/").draft("02", "load", "a = 1"), null);
  assert.equal(new Store(shelf, "/tour/").draft("01", "load-four", "a = 1"), null);
  assert.equal(new Store(shelf, "/other/").draft("01", "load", "a = 1"), null);
});

test("drafts of earlier originals are there beside one of today's, each until it is dropped", () => {
  const store = new Store(new Shelf(), "/");
  store.keepDraft("01", "load", "old", "mine");
  store.keepDraft("01", "load", "older", "mine too");
  store.keepDraft("01", "load", "oldest", "new"); // what the lesson says now
  assert.equal(store.draft("01", "load", "new"), null);
  store.keepDraft("01", "load", "new", "today's");
  assert.equal(store.draft("01", "load", "new"), "today's");
  assert.deepEqual(store.earlier("01", "load", "new").sort(), ["mine", "mine too"]);
  store.dropEarlier("01", "load", "new", "mine");
  assert.deepEqual(store.earlier("01", "load", "new"), ["mine too"]);
  assert.equal(store.draft("01", "load", "new"), "today's");
});

test("a draft that equals the original is no draft", () => {
  const shelf = new Shelf();
  const store = new Store(shelf, "/");
  store.keepDraft("01", "load", "a", "b");
  store.keepDraft("01", "load", "a", "a");
  assert.equal(shelf.length, 0);
});

test("what is solved stays solved, and damaged records are forgotten", () => {
  const shelf = new Shelf();
  const store = new Store(shelf, "/");
  store.mark("01", "ex-a", "solved");
  store.mark("01", "ex-a", "attempted");
  store.mark("01", "ex-b", "attempted");
  assert.deepEqual(store.marks("01"), { "ex-a": "solved", "ex-b": "attempted" });
  for (const key of shelf.keys()) shelf.set(key, "{not json");
  assert.deepEqual(store.marks("01"), {});
});

test("a storage that refuses everything is no error", () => {
  const refuse = () => {
    throw new Error("denied");
  };
  const store = new Store(
    {
      get length() {
        return refuse();
      },
      key: refuse,
      getItem: refuse,
      setItem: refuse,
      removeItem: refuse,
    },
    "/",
  );
  store.keepDraft("01", "load", "a", "b");
  store.mark("01", "ex-a", "solved");
  assert.equal(store.draft("01", "load", "a"), null);
  assert.deepEqual(new Store(null, "/").marks("01"), {});
});

test("fingerprints tell texts apart and do not change", () => {
  assert.notEqual(fingerprint("a = 1"), fingerprint("a = 2"));
  assert.equal(fingerprint("print(1)"), fingerprint("print(1)"));
  assert.match(fingerprint(""), /^[0-9a-z]+$/);
});

test("a lesson under a new name takes along what was kept under its former one", () => {
  const shelf = new Shelf();
  const store = new Store(shelf, "/tour/");
  store.keepDraft("09_chats", "load", "a", "mine");
  store.keepDraft("09_chats", "other", "b", "older");
  store.keepDraft("chats", "other", "b", "newer");
  store.mark("09_chats", "ex-one", "solved");
  store.keepDraft("10_more", "load", "a", "another lesson's");
  store.adopt("09_chats", "chats");
  assert.equal(store.draft("chats", "load", "a"), "mine");
  assert.equal(store.draft("chats", "other", "b"), "newer");
  assert.deepEqual(store.earlier("chats", "other", "b"), ["older"]);
  assert.deepEqual(store.marks("chats"), { "ex-one": "solved" });
  assert.equal(store.draft("09_chats", "load", "a"), null);
  assert.equal(store.draft("10_more", "load", "a"), "another lesson's");
});

test("what cannot be written under the new name stays under the former one", () => {
  const shelf = new Shelf();
  const store = new Store(shelf, "/");
  store.keepDraft("01_a", "load", "x", "mine");
  shelf.setItem = () => {
    throw new Error("full");
  };
  store.adopt("01_a", "a");
  assert.equal(store.draft("01_a", "load", "x"), "mine");
});

test("a tab that is older than a lesson's new name loses neither code nor marks", () => {
  const store = new Store(new Shelf(), "/");
  store.keepDraft("01_a", "load", "x", "first");
  store.mark("01_a", "ex-one", "solved");
  store.adopt("01_a", "a");
  store.mark("a", "ex-two", "attempted");
  store.keepDraft("01_a", "load", "x", "second"); // by the tab that is open since
  store.mark("01_a", "ex-two", "solved");
  store.adopt("01_a", "a");
  assert.deepEqual(store.marks("a"), { "ex-one": "solved", "ex-two": "solved" });
  assert.equal(store.draft("a", "load", "x"), "first");
  assert.deepEqual(store.earlier("a", "load", "x"), ["second"]);
  store.keepDraft("01_a", "load", "x", "third"); // there is no place for it until the reader has decided on the second
  store.adopt("01_a", "a");
  assert.equal(store.draft("01_a", "load", "x"), "third");
  store.dropEarlier("a", "load", "x", "second");
  store.adopt("01_a", "a");
  assert.deepEqual(store.earlier("a", "load", "x"), ["third"]);
});
