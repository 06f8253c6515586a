// Bare Pyodide as its documentation shows it, in a worker: load, print, tell.
import { loadPyodide } from "./pyodide.mjs";

const pyodide = await loadPyodide({ stdout: (text) => self.postMessage(text) });
pyodide.runPython("print(1+1)");
