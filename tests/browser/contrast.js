// Every visible text of the page with a contrast under WCAG's AA: 4.5, or 3 for large text. Returns a list of sentences.
() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = ([r, g, b, a], ground) => [r, g, b].map((value, i) => value * a + ground[i] * (1 - a));
  const light = (colour) => {
    const [r, g, b] = colour.map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a, b) => {
    const [high, low] = [light(a), light(b)].sort((x, y) => y - x);
    return (high + 0.05) / (low + 0.05);
  };
  const colours = new Map(); // a page has few
  const read = (colour) => colours.get(colour) ?? colours.set(colour, rgba(colour)).get(colour);
  // The colour behind an element and its opacity, which mixes both it and its text with what lies behind it; asked once for each.
  const grounds = new Map();
  const behind = (element) => {
    if (!element) return { ground: [255, 255, 255], alpha: 1 };
    if (grounds.has(element)) return grounds.get(element);
    const under = behind(element.parentElement);
    const style = getComputedStyle(element);
    const alpha = under.alpha * Number(style.opacity);
    const [r, g, b, a] = read(style.backgroundColor);
    const made = { ground: over([r, g, b, a * alpha], under.ground), alpha, colour: style.color };
    grounds.set(element, made);
    return made;
  };
  const painted = (element) => {
    const { ground, alpha, colour } = behind(element);
    const [r, g, b, a] = read(colour);
    return [over([r, g, b, a * alpha], ground), ground];
  };
  const found = new Map();
  // WCAG asks nothing of controls that are off.
  const skipped = "script, style, .md-search__output, .md-dialog, .md-skip, .headerlink, [hidden], .md-header__topic + .md-header__topic, :disabled";
  const { FILTER_ACCEPT, FILTER_REJECT, FILTER_SKIP, SHOW_ELEMENT, SHOW_TEXT } = NodeFilter;
  const walker = document.createTreeWalker(document.body, SHOW_ELEMENT | SHOW_TEXT, (node) => {
    if (node.nodeType === Node.ELEMENT_NODE) return node.matches(skipped) ? FILTER_REJECT : FILTER_SKIP;
    return node.data.trim() ? FILTER_ACCEPT : FILTER_SKIP;
  });
  const asked = new Set();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (asked.has(element)) continue; // code has many texts between its coloured words
    asked.add(element);
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const style = getComputedStyle(element);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const value = contrast(...painted(element));
    if (value < (large ? 3 : 4.5)) {
      const name = element.localName + [...element.classList].map((c) => "." + c).join("");
      found.set(name + style.color, `${value.toFixed(2)} ${name} "${node.data.trim().slice(0, 30)}"`);
    }
  }
  return [...found.values()];
}
