/**
 * Stands in the page in place of Material's script, which takes longer than the playground's and so waits for the first
 * frame: that
 * one shows tokens. Material begins at an event that is over by then, so it gets another one. `data-src` of its
 * element: the script.
 */
const { src } = document.currentScript!.dataset;
const load = (): void => {
  const script = document.createElement("script");
  script.src = src!;
  script.onload = () => document.dispatchEvent(new Event("DOMContentLoaded"));
  document.body.append(script);
};
document.addEventListener("DOMContentLoaded", () => requestAnimationFrame(() => setTimeout(load)), { once: true });

export {};
