/** HTML that reader code made, as nodes that can do nothing: no script, no style, no form, no id, no class but ours. */
import DOMPurify from "dompurify";

const TAGS = [
  ..."div span p br hr b strong i em u s small sub sup mark code pre kbd ul ol li dl dt dd blockquote".split(" "),
  ..."table caption colgroup col thead tbody tfoot tr th td h1 h2 h3 h4 h5 h6 a".split(" "),
  ..."svg g rect circle ellipse line path polyline polygon text tspan title".split(" "),
];
const ATTRIBUTES = [
  ..."class role title lang dir href colspan rowspan scope start".split(" "),
  ..."viewBox preserveAspectRatio x y dx dy width height cx cy r rx ry x1 y1 x2 y2 d points transform".split(" "),
  ..."stroke-width text-anchor dominant-baseline font-size opacity".split(" "),
];
/** Classes of examples/tour.py; any other could dress as a part of the page. */
const CLASS = /^(tour-[\w-]+|[sbn])$/;

let purify: ReturnType<typeof DOMPurify> | null = null;

function own(): ReturnType<typeof DOMPurify> {
  if (purify) return purify;
  purify = DOMPurify(window);
  purify.addHook("uponSanitizeAttribute", (_node, data) => {
    if (data.attrName !== "class") return;
    data.attrValue = data.attrValue
      .split(/\s+/)
      .filter((name) => CLASS.test(name))
      .join(" ");
    if (!data.attrValue) data.keepAttr = false;
  });
  purify.addHook("afterSanitizeAttributes", (node) => {
    if (node.localName === "a") node.setAttribute("rel", "noopener noreferrer nofollow");
  });
  return purify;
}

/** The rules that tour.py sends along for notebooks; this site's style sheet has them. */
const NOTEBOOK_STYLE = /<style data-tour>[^]*?<\/style>/g;

export function sanitized(html: string): DocumentFragment {
  return own().sanitize(html.replace(NOTEBOOK_STYLE, ""), {
    RETURN_DOM_FRAGMENT: true,
    ALLOWED_TAGS: [...TAGS, "#text"],
    ALLOWED_ATTR: ATTRIBUTES,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: true,
    ALLOWED_URI_REGEXP: /^(?:https?:|#)/i,
    FORBID_CONTENTS: ["style", "script", "template", "noscript", "iframe", "textarea", "title"],
    SANITIZE_DOM: true,
  });
}
