import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "../bundle.mjs";

const names = await load("src/page/names.ts");
const { Freshness } = await load("src/page/freshness.ts");

/**
 * Cells `a`, `b`, … of these codes; `run` and `edit` as a reader would, `old` the cells whose shown result does not
 * stand.
 */
function page(...codes) {
  const cells = codes.map((code, i) => ({
    id: String.fromCharCode(97 + i),
    kind: "code",
    source: { code, original: code },
  }));
  const freshness = new Freshness(cells);
  freshness.read(names);
  const shown = new Map();
  const find = (id) => cells.find((cell) => cell.id === id);
  return {
    freshness,
    run: (ids, changed) =>
      [...ids].forEach((id) => shown.set(id, freshness.ran(id, find(id).source.code, true, { changed }))),
    edit: (id, code) => (find(id).source.code = code),
    old: () =>
      cells
        .filter((cell) => freshness.standing(cell, shown.get(cell.id) ?? null) === "outdated")
        .map((cell) => cell.id)
        .join(""),
    remakes: (id) =>
      freshness
        .remakes(find(id))
        .map((cell) => cell.id)
        .sort()
        .join(""),
    standing: (id) => freshness.standing(find(id), shown.get(id) ?? null),
  };
}

const USERS = [
  ["print(len(x))", true],
  ["y = f'{x!r:>{9}}'", true],
  ["[x for _ in range(3)]", true],
  ["def f():\n    return x\nf()", true],
  ["f = lambda: x\nf()", true],
  ["class A:\n    y = x", true],
  ["if 1:\n    x = 2\nprint(x)", true],
  ["x += 1", true],
  ["x.append(1)", true],
  ["x[0] = 1", true],
  ["del x", true],
  ["print(a=x)", true],
  ["exec('print(1)')", true],
  ["try:\n    x\nexcept E as e:\n    pass", true],
  ["with open(x) as g:\n    pass", true],
  ["assert x", true],
  ["(y := x)", true],
  ["print(1)", false],
  ["x = 2\nprint(x)", false],
  ["print('x')  # x", false],
  ["print(x=1)", false],
  ["a.x = 1", false],
  ["[x for x in range(3)]", false],
  ["def f(x):\n    return x\nf(1)", false],
  ["f = lambda x: x", false],
  ["for x in [1]:\n    print(x)", false],
  ["import x", false],
  ["from m import y as x\nprint(x)", false],
];
test("a cell uses a name when its code reads it", () => {
  for (const [code, uses] of USERS) {
    const reader = page("x = [1]", code);
    reader.run("ab");
    reader.edit("a", "x = [2]");
    assert.equal(reader.old(), uses ? "b" : "", code);
    reader.edit("a", "x = [1]");
    assert.equal(reader.old(), "", `undone: ${code}`);
  }
});

const CHANGES = [
  ["x.append(1)", true],
  ["x.unheard_of()", true],
  ["x += [1]", true],
  ["x[0] = 1", true],
  ["x.a.b = 1", true],
  ["y = x\ny.append(1)", true],
  ["for y in x:\n    y.append(1)", true],
  ["[y.append(1) for y in x]", true],
  ["def f(z):\n    z.append(1)\nf(x)", true],
  ["def f(z):\n    w = z\n    w.append(1)\nf(x)", true],
  ["def f():\n    x.append(1)\nf()", true],
  ["f = lambda z: z.append(1)\nf(x)", true],
  ["from random import shuffle\nshuffle(x)", true],
  ["import random\nrandom.shuffle(x)", true],
  ["add = x.append\nadd(1)", true],
  ["{'k': x}['k'].append(1)", true],
  ["x.setdefault('k', []).append(1)", true],
  ["next(x)", true],
  ["globals()['x'] = 1", true],
  ["if 0:\n    x = 1", true],
  ["def f():\n    global x\n    x = 1\nf()", true],
  ["print(x, len(x), x[0], x.a)", false],
  ["display(x)", false],
  ["x('a')", false],
  ["x.encode('a')", false],
  ["y = x.copy", false],
  ["y = list(x)", false],
  ["y = 1\ny += 1", false],
  ["def f(z):\n    return len(z)\nf(x)", false],
  ["def f(t, z):\n    return t(z)\nf(x, 'a')", false],
  ["import json\njson.dumps(x)", false],
  ["from tour import chips\nchips(x)", false],
];
test("a cell has a part in what comes after when its code may change an object", () => {
  for (const [code, changes] of CHANGES) {
    const reader = page("x = [1]", code, "print(x)");
    reader.run("abc");
    reader.edit("b", `${code}\n# other`);
    assert.equal(reader.old(), changes ? "c" : "", code);
  }
});

/** Cells that ran in order; then `edit` is given other code. Which of the others are out of date. */
// biome-ignore format: a table
const PAGES = [
  // a function beside what it reads, and beside what it writes
  [["LIMIT = 5\ndef cut(s):\n    return s[:LIMIT]", "LIMIT = 2", "print(cut('abcdef'))"], 1, "c"],
  [["n = 0\ndef f():\n    global n\n    n = n + 1", "f()", "print(n)"], 1, "c"],
  [["tok = 1\ndef f(t):\n    return t", "tok = 2", "print(f(3))"], 1, ""],
  // names of a class are not those of its methods
  [["def encode(t): return t", "class Tok:\n    def encode(self, t): return encode(t)", "print(Tok().encode('a'))"], 0, "bc"],
  [["size = 1", "class A:\n    size = 0\n    def f(self): return size\nprint(A().f())"], 0, "b"],
  [["vocab = {}", "class A:\n    vocab = vocab\nprint(A.vocab)"], 0, "b"],
  [["limit = 1", "class A:\n    limit: int\nprint(A)"], 0, ""],
  // methods of the page's own classes, harmless as their names may be
  [["class T:\n    def __init__(self): self.seen = []\n    def tokenize(self, s): self.seen.append(s)", "t = T()", "t.tokenize('a')", "print(t.seen)"], 2, "d"],
  [["class T:\n    def tokenize(self, s): return [*s]", "t = T()", "t.tokenize('a')", "print(t)"], 2, ""],
  [["class T:\n    def enc(self, s): return s[:LIMIT]", "t = T()", "LIMIT = 2", "print(t.enc('abcd'))"], 2, "d"],
  // functions under other names
  [["def f(): return LIMIT", "g = f", "LIMIT = 2", "print(g())"], 2, "d"],
  [["def f(): log.append(1)", "log = []", "TOOLS = {'f': f}", "TOOLS['f']()", "print(log)"], 3, "e"],
  [["def add(x, n): x.append(n)", "from functools import partial\ngo = partial(add, n=1)", "a = []", "go(a)", "print(a)"], 3, "e"],
  [["def strip(m): m['a'] = 1", "ms = [{}]", "list(map(strip, ms))", "print(ms)"], 2, "d"],
  // one object under two names
  [["messages = [{}]", "def clean():\n    for m in messages:\n        m['a'] = 1\nclean()", "print(messages)"], 1, "c"],
  [["m = {}", "ms = []\nms.append(m)", "m['a'] = 1", "print(ms)"], 2, "d"],
  [["a = b = []", "a.append(1)", "print(b)"], 1, "c"],
  [["a = []", "b = a or [1]", "b.append(1)", "print(a)"], 2, "d"],
  [["import copy\na = [[]]", "b = copy.copy(a)", "b[0].append(1)", "print(a)"], 2, "d"],
  [["a = []", "(a if 1 else 2).append(1)", "print(a)"], 1, "c"],
  // what is used up
  [["z = map(int, '123')", "print(sum(z))", "print(list(z))"], 1, "c"],
  [["g = (x for x in 'abc')", "print(max(g))", "print(list(g))"], 1, "c"],
  // files, and the state of random
  [["with open('a', 'w') as out:\n    out.write('1')", "with open('a') as f:\n    print(f.read())"], 0, "b"],
  [["tok.save_pretrained('mine')", "print(AutoTokenizer.from_pretrained('mine'))"], 0, "b"],
  [["open('a', 'w').write('1')", "tok = AutoTokenizer.from_pretrained('Qwen/Qwen2-7B')\nprint(tok)"], 0, ""],
  [["import random", "random.seed(0)", "print(random.random())", "print(random.random())"], 2, "d"],
  [["import random as r\nr.seed(0)", "import random\nprint(random.random())"], 0, "b"],
  [["t = [1]", "print([t for t in t])"], 0, "b"],
  [["\ufb01 = 1", "print(fi)"], 0, "b"],
  [["xs = []", "s = '\uff07\uff02'\nxs.append(1)", "print(xs)"], 1, "c"], // wide quotation marks are none
  // what is called, given and made
  [["def g(v): v.append(1)", "xs = [[]]", "list(map(lambda x: g(x), xs))", "print(xs)"], 2, "d"],
  [["def do(f, *rest, key=None): f(*rest)", "xs = []", "do(lambda x: x.append(1), xs, key=lambda y: y)", "print(xs)"], 2, "d"],
  [["class R:\n    def __init__(self): self.all = []\n    def register(self, f): self.all.append(f)", "r = R()", "@r.register\ndef f(): pass", "print(r.all)"], 2, "d"],
  [["class A:\n    n = 0\n    def get(self): self.n += 1\nclass B:\n    def get(self): pass", "a = A()", "a.get()", "print(a.n)"], 2, "d"],
  [["class Tok:\n    n = 0\n    def __call__(self, t): self.n += 1", "tok = Tok()", "tok('a')", "print(tok.n)"], 2, "d"],
  [["def make():\n    n = 0\n    def inc():\n        nonlocal n\n        n += 1\n        return n\n    return inc", "c = make()", "c()", "print(c())"], 2, "d"],
  [["def seen(x, all=[]):\n    all.append(x)\n    return all", "seen(1)", "print(seen(2))"], 1, "c"],
  [["def count(f):\n    def inner():\n        log.append(1)\n    return inner", "log = []", "@count\ndef f(): pass", "f()", "print(log)"], 3, "e"],
  [["def bump():\n    log.append(1)\n    return 1", "log = []", "v = bump()", "print(v)", "print(log)"], 3, ""],
  [["def g(): yield 1", "it = g()", "print(list(it))", "print(list(it))"], 2, "d"],
  [["xs = [[]]", "[y := x for x in xs]", "y.append(1)", "print(xs)"], 2, "d"],
  [["xs = [[]]", "match xs:\n    case [y]: pass", "y.append(1)", "print(xs)"], 2, "d"],
  [["xs = [[]]", "match xs:\n    case [_] as y: pass", "y.append(1)", "print(xs)"], 2, "d"],
  [["T = int", "x: T = 5"], 0, "b"],
  [["def f(xs):\n    match xs:\n        case [y]: y.append(1)", "xs = [[]]", "f(xs)", "print(xs)"], 2, "d"],
  // what a function or an object hands on
  [["def first(xs): return xs[0]", "xs = [[]]", "y = first(xs)", "y.append(1)", "print(xs)"], 3, "e"],
  [["def log(): return rows", "rows = []", "l = log()", "l.append(1)", "print(rows)"], 3, "e"],
  [["pick = lambda xs: xs[0]", "xs = [[]]", "y = pick(xs)", "y.append(1)", "print(xs)"], 3, "e"],
  [["class Bag:\n    def __init__(self, xs): self.xs = xs\n    def put(self, x): self.xs.append(x)", "xs = []", "bag = Bag(xs)", "bag.put(1)", "print(xs)"], 3, "e"],
  [["def size(xs): return len(xs)", "xs = []", "y = size(xs)", "y += 1", "print(xs)"], 3, ""],
  [["xs = [1]", "def redo(k):\n    xs[0] = k\nacts = [redo]", "acts[0](6)", "print(xs)"], 2, "d"], // a name that its own cell alone uses
  [["def f(): return n\nd = [f]\nd[0]()\nn = 2", "print(n)"], 0, "b"],
  // files under other names, and what is none
  [["from pathlib import Path", "with Path('a').open('w') as f:\n    f.write('x')", "print(Path('a').read_text())"], 1, "c"],
  [["tok.save('out/tok.json')", "t = Tokenizer.from_file('out/tok.json')\nprint(t)"], 0, "b"],
  [["tok.save_pretrained('my/tok')", "t = AutoTokenizer.from_pretrained('my/tok')\nprint(t)"], 0, "b"],
  [["import shutil\nshutil.copy('a', 'b')", "print(open('b').read())"], 0, "b"],
  [["m = 'w'", "open('a', m).close()", "print(open('a').read())"], 1, "c"],
  [["open('a', encoding='ascii')", "print(open('a'))"], 0, ""],
  // what is done where an error is handled is done around it, too
  [["def g(v): v.append(1)\ndef f(v):\n    try:\n        h()\n    except E as e:\n        g(v)", "xs = []", "f(xs)", "print(xs)"], 2, "d"],
  [["def f(v):\n    try:\n        h()\n    except E as e:\n        w = v\n        w.append(1)", "xs = []", "f(xs)", "print(xs)"], 2, "d"],
  [["xs = []", "try:\n    h()\nexcept E as e:\n    ys = xs\nelse:\n    pass", "ys.append(1)", "print(xs)"], 2, "d"],
  [["size = 1", "class A:\n    try:\n        h()\n    except E as e:\n        size = 2\n    print(size)"], 0, "b"],
  // words that only begin as one that changes something; print calls nothing that it is given
  [["tok = {}", "print(sorted(tok.added_tokens))", "print(tok.address, tok.settings, tok.trainer)", "print(tok)"], 1, ""],
  [["def change(xs):\n    xs.append(1)\n    return 1", "done = change([])", "xs = []", "print(done, xs)", "print(xs)"], 3, ""],
  [["tok = []", "tok.add_tokens(['a'])", "print(tok)"], 1, "c"],
  // lists and dictionaries put together hold what was in their parts; numbers do not
  [["messages = [{}]", "more = messages + [{}]", "more[0]['a'] = 1", "print(messages)"], 2, "d"],
  [["messages = [{}]", "more = [{}] + messages", "more[1]['a'] = 1", "print(messages)"], 2, "d"],
  [["a = {'x': [1]}", "b = a | {'y': 1}", "b['x'].append(2)", "print(a)"], 2, "d"],
  [["n = 1", "m = n + 1\nm += 1", "print(n)"], 1, ""],
  [["xs = [[1]]", "import random\nys = random.sample(xs, 1)", "ys[0].append(2)", "print(xs)"], 2, "d"],
  [["xs = [[1]]", "from functools import reduce\ny = reduce(max, xs)", "y.append(2)", "print(xs)"], 2, "d"],
  [["xs = [[1]]", "y = xs.__getitem__(0)", "y.append(2)", "print(xs)"], 2, "d"],
  [["import types\nd = {}", "v = types.MappingProxyType(d)", "v['x'].append(2)", "print(d)"], 2, "d"],
  [["xs = []", "list.append(xs, 1)", "print(xs)"], 1, "c"],
  [["xs = []", "import collections\nn = collections.Counter()\nn.update(xs)", "print(xs)"], 1, ""],
  // an Encoding of the library is cut and padded in its place, a tokenizer pads copies
  [["e = tok.encode('a')", "e.truncate(1)", "print(e.ids)"], 1, "c"],
  [["e = tok.encode('a')", "e.pad(9)", "print(e.ids)"], 1, "c"],
  [["e = tok.encode('a')", "e.pad(length=len('ab'))", "print(e.ids)"], 1, "c"],
  [["b = [1]", "print(tok.pad({'input_ids': b}))", "print(b)"], 1, ""],
  // what a call says hangs on the filters of warnings and the levels of logging
  [["import warnings", "import warnings\nwarnings.simplefilter('ignore')", "print(tok('a'))", "print('a')"], 1, "c"],
  [["import warnings", "with warnings.catch_warnings():\n    warnings.simplefilter('ignore')", "print(tok('a'))"], 1, ""],
  [["import warnings\nwarnings.filterwarnings('ignore')", "import warnings\nwarnings.warn('a')"], 0, "b"],
  [["from transformers import logging\nlogging.set_verbosity_error()", "ids = tok('a')", "print(3)"], 0, "b"],
  [["import logging\nlogging.basicConfig(level=10)", "import logging\nlogging.info('a')"], 0, "b"],
  [["import os\nos.chdir('/tmp')", "import os\nprint(os.getcwd())", "print(open('a').read())"], 0, "bc"],
  // each has its own
  [["rows = []\nrows.append(1)\nprint(rows)", "rows = []\nrows.append(2)\nprint(rows)"], 0, ""],
  [["n = 0\nn += 1\nprint(n)", "n = 0\nn += 1\nprint(n)"], 0, ""],
  [["a = {'x': [1]}\nfor name, one in a.items():\n    print(name, one)", "b = {'y': [2]}\nfor name, one in b.items():\n    one.append(name)\nprint(b)", "print(a)"], 1, ""],
  [["try:\n    1 / 0\nexcept E as error:\n    print(error)", "try:\n    2 / 0\nexcept E as error:\n    print(error)"], 0, ""],
  [["x = 1", "rows = []\nrows.append(x)\nprint(rows)", "print(x)"], 1, ""],
  [["cache = {}", "import functools\n@functools.cache\ndef f(): pass"], 0, ""],
];
test("what a change reaches through functions, classes, containers and files, and what it does not", () => {
  for (const [codes, at, old] of PAGES) {
    const letter = String.fromCharCode(97 + at);
    const [built, ran] = [page(...codes), page(...codes)];
    built.edit(letter, `${codes[at]}\n# other`);
    assert.equal(built.old(), old, `as built: ${codes.join(" | ")}`);
    ran.run(codes.map((_, i) => String.fromCharCode(97 + i)).join(""));
    ran.edit(letter, `${codes[at]}\n# other`);
    assert.equal(ran.old(), old, `as it ran: ${codes.join(" | ")}`);
  }
});

// the first is a cell that the second run of all finds changed, if what a function does counted where it stands
const TWICE = [
  [
    "class Vec:\n    all = []\n    def add(self):\n        Vec.all.append(self)\n        return Vec()\nv = Vec()",
    "v.add()",
    "print(v.all)",
  ],
  ["def log(name):\n    calls.append(name)", "calls = []", "log('a')", "print(calls)"],
  ["def count(words):\n    for w in words:\n        counts[w] = 1\ncounts = {}", "count(['a'])", "print(counts)"],
  [
    "class Log:\n    @property\n    def size(self): return len(rows)\nMOST = 3\nshort = lambda: rows[:MOST]",
    "rows = []",
    "rows.append(1)",
    "print(short())",
  ],
];
test("what all cells give when they run again, in order, is fresh", () => {
  for (const codes of TWICE) {
    const reader = page(...codes);
    const all = codes.map((_, i) => String.fromCharCode(97 + i)).join("");
    for (const cells of [all, "a", all]) {
      reader.run(cells);
      if (cells === all) assert.equal(reader.old(), "", codes.join(" | "));
    }
  }
});

test("a cell that calls what it defines finds what others left", () => {
  const reader = page("x = [1]", "def f(): return x[0]\nprint(f())\nx = [2]", "x.append(3)");
  reader.run("abc");
  reader.edit("a", "x = [5]");
  assert.equal(reader.old(), "bc");
});

test("a cell that uses the last value that a cell gave uses all above it", () => {
  const reader = page("1 + 1", "x = 5", "_ * 2", "print(x)", "for _ in range(3): print(_)");
  reader.run("abcde");
  assert.equal(reader.old(), "");
  reader.edit("a", "2 + 1");
  reader.run("a");
  assert.equal(reader.old(), "c");
});

test("what chance or the clock gives is new each time it runs", () => {
  for (const code of ["import random\nx = random.random()", "from time import time\nx = time()"]) {
    const reader = page(code, "print(x)");
    reader.run("ab");
    assert.equal(reader.old(), "", code);
    reader.run("a");
    assert.equal(reader.old(), "b", code);
  }
  // a variable is no seed
  const seeded = page("import random", "seed = 7", "x = random.random() + seed", "print(x)");
  seeded.run("abcd");
  seeded.run("c");
  assert.equal(seeded.old(), "d");
  const local = page("def roll():\n    import random\n    return random.random()", "x = roll()", "print(x)");
  local.run("abcb");
  assert.equal(local.old(), "c");
  const reader = page("time = 5\nx = time", "print(x)"); // a name like that of a module
  reader.run("aba");
  assert.equal(reader.old(), "");
});

test("names go from cell to cell, and a new value cuts them off", () => {
  const reader = page("x = 1", "y = x", "z = y", "print(z)", "y = 5", "print(y)");
  assert.equal(reader.old(), "");
  reader.edit("a", "x = 2");
  assert.equal(reader.old(), "bcd"); // the build's outputs, too
  assert.equal(reader.standing("a"), "changed");
  reader.run("abcdef");
  assert.equal(reader.old(), "");
  reader.edit("a", "x = 3");
  assert.equal(reader.old(), "bcd");
  reader.run("a");
  assert.equal(reader.old(), "bcd");
  reader.run("bc");
  assert.equal(reader.old(), "d");
  reader.run("d");
  assert.equal(reader.old(), "");
});

test("what ran again from the same code is the same, but an object that was changed is not", () => {
  const reader = page("x = [1]", "x.append(2)", "print(x)", "n = 1", "print(n)");
  reader.run("abcde");
  reader.run("d");
  assert.equal(reader.old(), "");
  reader.run("a"); // what b did to the list is gone, but what is shown is right
  assert.equal(reader.old(), "");
  assert.equal(reader.remakes("c"), "ab");
  reader.run("c");
  assert.equal(reader.old(), "c");
  reader.run("abc");
  assert.equal(reader.old(), "");
  assert.equal(reader.remakes("b"), "a");
  reader.run("b"); // twice now
  assert.equal(reader.old(), "bc");
  reader.run("abcde");
  assert.equal(reader.old(), "");
});

/** What the page, from top to bottom, does not give: cells, which ran, which are old then and what they need anew. */
// biome-ignore format: a table
const AGAIN = [
  // a cell below changed it, or gave its name to another
  [["x = [1]", "print(x)", "x.append(2)"], "abcb", "b", "a"],
  [["n = 1", "print(n)", "n = 5"], "abcb", "b", "a"],
  [["def f(): return 1", "print(f())", "def f(): return 2"], "abcb", "b", "a"],
  [["x = [1]", "print(x)", "y = x", "y.append(2)"], "abcdb", "b", "a"],
  // the cell itself did: an object, a counter, what is used up, seeded chance
  [["x = [1]", "x.append(2)\nprint(x)"], "abb", "b", "a"],
  [["n = 0", "n += 1\nprint(n)"], "abb", "b", "a"],
  [["z = map(int, '12')", "print(sum(z))"], "abb", "b", "a"],
  [["import random\nrandom.seed(0)", "print(random.random())"], "abb", "b", "a"],
  [["def seen(x, all=[]):\n    all.append(x)\n    return all", "print(seen(1))"], "abb", "b", "a"],
  // a cell above made it anew after another had changed it
  [["x = [1]", "x.append(2)", "print(x)"], "abcac", "c", "ab"],
  // as the page gives it
  [["x = [1]", "x.append(2)\nprint(x)", "print(x)"], "abcabc", "", ""],
  [["x = [1]", "print(x)", "x.append(2)"], "abcab", "", ""],
  [["x = []\nx.append(1)\nprint(x)"], "aaa", "", ""],
  [["import random", "random.seed(0)\nprint(random.random())", "print(random.random())"], "abcbc", "", ""],
  [["def f(n):\n    return n and f(n - 1)\nprint(f(3))"], "aa", "", ""],
  [["rows = []\nrows.append(1)", "rows = []\nrows.append(2)\nprint(rows)", "x = str.lower\nprint(x('A'))"], "abcba", "", ""],
];
test("a run that found what the page does not give is out of date", () => {
  for (const [codes, ran, old, anew] of AGAIN) {
    const reader = page(...codes);
    reader.run(ran.slice(0, -1));
    assert.equal(reader.remakes(ran.at(-1)), anew, `before: ${codes.join(" | ")}`);
    reader.run(ran.at(-1));
    assert.equal(reader.old(), old, codes.join(" | "));
    if (anew) reader.run(anew + ran.at(-1));
    assert.ok(!anew || !reader.old().includes(ran.at(-1)), `made anew: ${codes.join(" | ")}`);
  }
});

test("a name that only an older code gave is none of the page's", () => {
  const above = page("x = 1\ny = 2", "print(y)");
  above.run("ab");
  above.edit("a", "x = 1");
  above.run("ab");
  assert.equal(above.old(), "b");
  const own = page("x = [1]\nprint(x)");
  own.run("a");
  own.edit("a", "print(x)");
  own.run("a");
  assert.equal(own.old(), "a");
});

test("a cell that begins to change a name makes those below old", () => {
  const reader = page("x = 1", "y = 2", "print(x)");
  reader.run("abc");
  reader.edit("b", "x = 2");
  assert.equal(reader.old(), "c");
  reader.run("b");
  assert.equal(reader.old(), "c");
  reader.run("c");
  assert.equal(reader.old(), "");
});

test("a second check of the same answer leaves the verdict of it as it is, though both may change one object", () => {
  const lesson = [
    ["base", "code", "tok = load()"],
    ["ex-a-starter", "starter", "def f():\n    return tok.render(1)\nf()"],
    ["ex-a-check", "check", "assert f() == tok.render(2)"],
  ];
  const cells = lesson.map(([id, kind, code]) => ({ id, kind, source: { code, original: code } }));
  const freshness = new Freshness(cells);
  freshness.read(names);
  const [base, starter, check] = cells;
  const run = (cell) => freshness.ran(cell.id, cell.source.code, true);
  run(base);
  run(starter);
  run(check);
  const again = [run(starter), run(check)];
  assert.deepEqual(
    [starter, check].map((cell, i) => freshness.standing(cell, again[i])),
    ["fresh", "fresh"],
  );
  base.source.code = "tok = load(2)";
  run(base);
  assert.deepEqual(
    [starter, check].map((cell, i) => freshness.standing(cell, again[i])),
    ["outdated", "outdated"],
  );
});

test("a function is as old as what it reads", () => {
  const reader = page("x = 1", "def f():\n    return x", "x = 2", "f()");
  reader.run("abcd");
  reader.edit("c", "x = 3");
  assert.equal(reader.old(), "d");
});

test("a module that a cell set up counts, though the next one imports it anew", () => {
  const reader = page("import random", "random.seed(0)", "import random\nprint(random.random())");
  reader.run("abc");
  reader.edit("b", "random.seed(1)");
  assert.equal(reader.old(), "c");
});

test("what a run was seen to change counts as if its code said it", () => {
  const reader = page("d = make()", "d['a']", "print(d)", "print(1)");
  reader.run("a");
  reader.run("b", ["d", "other"]);
  reader.run("cd");
  reader.edit("b", "d['b']");
  assert.equal(reader.old(), "c");
  reader.edit("b", "d['a']");
  assert.equal(reader.old(), "");
  assert.equal(reader.remakes("b"), "a");
  assert.equal(reader.remakes("d"), "");
});

test("what a Python that has ended gave is lost, and what did not run to its end is new each time", () => {
  const reader = page("x = 1", "print(x)");
  reader.run("ab");
  reader.freshness.lost();
  assert.equal(reader.standing("b"), "lost");
  reader.run("ab");
  assert.equal(reader.standing("b"), "fresh");
  reader.freshness.ran("a", "x = 1", false);
  assert.equal(reader.standing("b"), "outdated");
});

test("without the part that reads code, all below counts", () => {
  const cells = ["x = 1", "print(2)"].map((code, i) => ({
    id: `c${i}`,
    kind: "code",
    source: { code, original: code },
  }));
  const freshness = new Freshness(cells);
  cells[0].source.code = "x = 2";
  assert.equal(freshness.standing(cells[1], null), "outdated");
});

test("a function of many aliases in a row and a call with many names are read", () => {
  const count = 1500;
  const rows = Array.from({ length: count }, (_, i) => `    a${i + 1} = a${i}\n    a${i}.append(1)`).join("\n");
  const uses = names.usesOf(`def f(a0):\n${rows}`);
  assert.equal(uses.functions.get("f").itself, true);
  const many = names.usesOf(`f(${Array.from({ length: 20_000 }, (_, i) => `a${i}`).join(", ")})`);
  assert.ok(many.reads.size > 20_000);
});
