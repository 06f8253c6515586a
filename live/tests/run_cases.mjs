/**
 * Runs Python in a page's Pyodide under Node and writes what it returns:
 *     node run_cases.mjs BUILD_FOLDER PYTHON_FOLDER MODULE INPUT.json OUTPUT.json
 * MODULE (a file of PYTHON_FOLDER) has `run(cases)`; INPUT holds the cases, OUTPUT gets the results and the seconds. Of
 * several modules, "a+b", each gets its own list of cases, one after the other.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { startPage } from "./page.mjs";

const [folder, sources, module, input, output] = process.argv.slice(2);
const pyodide = await startPage(folder);
pyodide.FS.mkdirTree("/cases");
for (const name of readdirSync(sources)) {
  if (name.startsWith("live_") && name.endsWith(".py"))
    pyodide.FS.writeFile(`/cases/${name}`, readFileSync(join(sources, name)));
}
pyodide.FS.writeFile("/cases/input.json", readFileSync(input));
pyodide.globals.set("module", module);
pyodide.runPython(`
import importlib, json, sys, time
sys.path.insert(0, "/cases")
started = time.perf_counter()
with open("/cases/input.json") as stream:
    given = json.load(stream)
names = module.split("+")
each = [importlib.import_module(name).run(cases) for name, cases in zip(names, given if len(names) > 1 else [given])]
results = each if len(names) > 1 else each[0]
with open("/cases/output.json", "w") as stream:
    json.dump({"seconds": time.perf_counter() - started, "results": results}, stream)
`);
writeFileSync(output, pyodide.FS.readFile("/cases/output.json"));
