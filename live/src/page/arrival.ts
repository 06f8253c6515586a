/** Where a link into the page leads, when what stands above has its height. */

/** How often the place is looked for again, a frame each: what comes near is laid out, and may move it once more. */
const TRIES = 4;

/**
 * Shows the target of the page's address again. A phone skips what is out of sight (40-cells.css), so the browser went
 * there by
 * guessed heights. Not where it put back a place that the reader had scrolled to, nor once the reader does anything.
 */
export function arrive(): void {
  const [opened] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  let left = opened?.type === "navigate" && location.hash ? TRIES : 0;
  for (const kind of ["wheel", "pointerdown", "keydown"]) addEventListener(kind, () => (left = 0));
  const look = (): void => {
    if (left-- < 1) return;
    document.querySelector(":target")?.scrollIntoView();
    requestAnimationFrame(() => setTimeout(look));
  };
  if (document.readyState === "complete") look();
  else addEventListener("load", look);
}
