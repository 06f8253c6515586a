/** Outputs that scroll sideways can be reached by keyboard: they become tab stops, and only while they scroll. */

const OUTPUTS = ".tt-outputs :is(pre, .tt-html)";

/** All is measured before anything is changed: otherwise the browser lays the page out anew for each box. */
function check(cells: readonly Element[]): void {
  const boxes = cells.flatMap((cell) => [...cell.querySelectorAll<HTMLElement>(OUTPUTS)]);
  const scrolling = boxes.map((box) => box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight);
  boxes.forEach((box, i) => {
    if (scrolling[i] && !box.hasAttribute("tabindex")) box.tabIndex = 0;
    else if (!scrolling[i] && box !== document.activeElement) box.removeAttribute("tabindex");
  });
}

/** Watches the cells of the page from when they come near: their width, and the outputs of the reader's runs. */
export function watchScrollers(): void {
  const sizes = new ResizeObserver((entries) => check(entries.map(({ target }) => target)));
  const near = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries)
        if (isIntersecting) sizes.observe(target), near.unobserve(target);
    },
    { rootMargin: "400px" },
  );
  for (const cell of document.querySelectorAll(".tt-cell, .tt-quoted")) near.observe(cell);
}
