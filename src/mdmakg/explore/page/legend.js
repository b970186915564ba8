/**
 * The legend of a chain or map: its kinds of box and of line, as the picture draws them.
 */
const legend = (() => {
  "use strict";

  const { make, drawn, glyph, list } = element;

  /** The boxes and lines that occur, each with its glyph or line. */
  function of({ nodes, edges }) {
    const kinds = new Set(nodes.map(([at]) => corpus.data.nodes[at].kind));
    const lines = new Set(edges.map(([kind]) => kind));
    const boxes = glossary.values("node").filter((kind) => kinds.has(kind));
    const wires = glossary.values("edge").filter((kind) => lines.has(kind));
    return [
      list(boxes.map((kind) => [make("span", { class: `kind-${kind}` }, glyph(glossary.entry("node", kind).glyph)), ` ${glossary.label("node", kind)}`]), { class: "legend-row" }),
      list(wires.map((kind) => [line(kind), ` ${glossary.label("edge", kind)}`]), { class: "legend-row" }),
    ];
  }

  /** A piece of an edge's line with its head, as the picture draws it. */
  function line(kind) {
    const { colour, width, dash, head, inner } = theme.palette().edge(kind);
    const stroke = { stroke: colour, "stroke-width": width, fill: "none" };
    const parts = [drawn("path", { d: "M1 7H38", ...stroke, "stroke-dasharray": dash || null, "stroke-linecap": head === "ring" ? "round" : "butt" })];
    if (inner) parts.push(drawn("path", { d: "M1 7H38", stroke: "var(--paper)", "stroke-width": inner, fill: "none" }));
    parts.push(...heads(head, colour));
    return drawn("svg", { class: "line", viewBox: "0 0 50 14", width: 50, height: 14, "aria-hidden": "true", focusable: "false" }, parts);
  }

  function heads(head, colour) {
    const thin = { stroke: colour, "stroke-width": 1.4, fill: "none" };
    if (head === "ring") return [drawn("circle", { cx: 42, cy: 7, r: 3.2, ...thin })];
    if (head === "bar") return [drawn("path", { d: "M38 7H44M44 1V13", ...thin, "stroke-width": 2.4 })];
    if (head === "double") return [drawn("path", { d: "M36 3L42 7L36 11ZM42 3L48 7L42 11Z", fill: colour })];
    const notch = head === "open" ? "L41 7" : "";
    return [drawn("path", { d: `M38 3L48 7L38 11${notch}Z`, fill: colour })];
  }

  return { of };
})();
