// In every page before its own scripts: presses a button, and tells when a text stands in the page.
{
  const until = (found) =>
    new Promise((resolve, reject) => {
      const look = () => {
        if (!found()) return;
        observer.disconnect();
        resolve(performance.now());
      };
      const observer = new MutationObserver(look);
      observer.observe(document, { childList: true, subtree: true, characterData: true });
      setTimeout(() => reject(new Error("it shows nothing")), 120_000);
      look();
    });
  const shown = (output, text) => until(() => new RegExp(text).test(document.querySelector(output)?.textContent.trim() ?? ""));

  window.peer = {
    /** Milliseconds from pressing `run` to the text. */
    async click(run, output, text) {
      const start = performance.now();
      const end = shown(output, text);
      document.querySelector(run).click();
      return (await end) - start;
    },
    /** Milliseconds from navigation to the text; `run`, if there is one, is pressed as soon as it stands there. */
    async arrival(run, output, text) {
      const end = shown(output, text);
      if (run) await until(() => document.querySelector(run)).then(() => document.querySelector(run).click());
      return end;
    },
  };
}
