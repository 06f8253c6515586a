// The switch of colours. The theme's own writes two meta elements and an attribute while a page loads, and each of them makes
// the browser style the whole page anew: on a phone, most of the time that the page does not answer. What is kept is the theme's.
(() => {
  const box = document.querySelector("[data-tt-palette]");
  if (!box) return;
  const inputs = [...box.querySelectorAll("input")];
  const system = matchMedia("(prefers-color-scheme: light)");
  const kept = () => {
    try {
      return __md_get("__palette")?.index;
    } catch {
      __md_set("__palette", null); // what is there is nothing of ours, and the theme would fail at it on every page
    }
  };
  let index = Number(kept());
  if (!inputs[index]) index = 0;

  const show = () => {
    const chosen = inputs[index];
    const follows = chosen.dataset.mdColorMedia === "(prefers-color-scheme)";
    const used = follows ? box.querySelector(`[data-md-color-media="(prefers-color-scheme: ${system.matches ? "light" : "dark"})"]`) : chosen;
    const { mdColorScheme: scheme, mdColorPrimary: primary, mdColorAccent: accent } = used.dataset;
    const color = { media: chosen.dataset.mdColorMedia, scheme, primary, accent };
    for (const [name, value] of Object.entries(color)) {
      if (document.body.getAttribute(`data-md-color-${name}`) !== value) document.body.setAttribute(`data-md-color-${name}`, value);
    }
    inputs.forEach((input, i) => (input.nextElementSibling.hidden = i !== index));
    document.documentElement.style.colorScheme = scheme === "slate" ? "dark" : ""; // the scroll bars
    return color;
  };
  const choose = (next) => {
    index = next;
    inputs[index].checked = true;
    __md_set("__palette", { index, color: show() });
  };

  show();
  inputs.forEach((input, i) => input.addEventListener("change", () => choose(i)));
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    choose((index + 1) % inputs.length);
    inputs[index].focus();
  });
  system.addEventListener("change", show);
})();
