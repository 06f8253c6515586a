/** Outputs that scroll sideways can be reached by keyboard: they become tab stops, and only while they scroll. */

const OUTPUTS = ".tt-outputs :is(pre, .tt-html)";

function check(cell: Element): void {
  for (const box of cell.querySelectorAll<HTMLElement>(OUTPUTS)) {
    const scrolls = box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight;
    if (scrolls && !box.hasAttribute("tabindex")) box.tabIndex = 0;
    else if (!scrolls && box !== document.activeElement) box.removeAttribute("tabindex");
  }
}

/** Watches the cells of the page: their width, and the outputs of the reader's runs. */
export function watchScrollers(): void {
  const sizes = new ResizeObserver((entries) => entries.forEach(({ target }) => check(target)));
  for (const cell of document.querySelectorAll(".tt-cell, .tt-quoted")) sizes.observe(cell);
}
