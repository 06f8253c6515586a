// Bare Pyodide as its documentation shows it, in a worker: load, print, tell.
self.onmessage = async ({ data: { base } }) => {
  const { loadPyodide } = await import(`${base}pyodide.js`);
  const pyodide = await loadPyodide({ indexURL: base, stdout: (text) => self.postMessage(text) });
  pyodide.runPython("print(1+1)");
};
