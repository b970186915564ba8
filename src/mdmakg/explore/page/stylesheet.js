/**
 * How Cytoscape.js draws the boxes, texts, wires and heads of a picture; colours come with the data.
 */
const stylesheet = (() => {
  "use strict";

  /** The rules; `fonts` are the families that text is set in. */
  function rules(fonts) {
    const plain = { width: "data(w)", height: "data(h)", "overlay-opacity": 0, "border-width": 0 };
    const edge = {
      width: "data(width)",
      "line-color": "data(colour)",
      "target-arrow-color": "data(colour)",
      "curve-style": "unbundled-bezier",
      "edge-distances": "endpoints",
      "control-point-distances": (one) => one.data("distances"),
      "control-point-weights": (one) => one.data("weights"),
      "source-endpoint": "data(start)",
      "target-endpoint": "data(end)",
      "target-arrow-shape": "triangle",
      "arrow-scale": 0.75,
      "overlay-opacity": 0,
    };
    return [
      { selector: "node", style: { ...plain, "background-opacity": 0, events: "no" } },
      {
        selector: "node.box",
        style: {
          events: "yes",
          shape: "round-rectangle",
          "corner-radius": 6,
          "background-color": "data(ground)",
          "background-opacity": 1,
          "border-width": 1.2,
          "border-color": "data(line)",
          "background-image": "data(image)",
          "background-width": 12,
          "background-height": 12,
          "background-position-x": 9,
          "background-position-y": 8,
          "background-clip": "none",
        },
      },
      { selector: "node.missing", style: { "border-style": "dashed", "background-image": "none" } },
      { selector: "node.chosen", style: { "border-width": 3 } },
      {
        selector: "node.text",
        style: {
          label: "data(words)",
          color: "data(ink)",
          "font-family": fonts,
          "font-size": "data(size)",
          "font-weight": "data(weight)",
          "line-height": "data(leading)",
          "text-wrap": "wrap",
          "text-max-width": 10000,
          "text-halign": "right",
          "text-valign": "bottom",
          "text-justification": "left",
        },
      },
      { selector: "node.rule", style: { shape: "rectangle", "background-color": "data(ground)", "background-opacity": 1 } },
      {
        selector: "node.mark",
        style: { shape: "rectangle", "background-image": "data(image)", "background-fit": "contain", "background-image-opacity": 1 },
      },
      { selector: "node.head", style: { shape: "polygon", "background-color": "data(ground)", "background-opacity": 1 } },
      { selector: "node.head.right", style: { "shape-polygon-points": [-1, -1, 1, 0, -1, 1] } },
      { selector: "node.head.left", style: { "shape-polygon-points": [1, -1, -1, 0, 1, 1] } },
      { selector: "edge", style: edge },
      { selector: "edge.dashed", style: { "line-style": "dashed", "line-dash-pattern": (one) => one.data("dash") } },
      { selector: "edge.open", style: { "target-arrow-shape": "vee" } },
      { selector: "edge.bar", style: { "target-arrow-shape": "tee" } },
      { selector: "edge.ring", style: { "target-arrow-shape": "circle", "target-arrow-fill": "hollow", "line-cap": "round" } },
      {
        selector: "edge.twofold",
        style: {
          width: (one) => one.data("width") * 0.45,
          "line-color": "data(paper)",
          "line-outline-width": (one) => one.data("width") * 0.3,
          "line-outline-color": "data(colour)",
        },
      },
    ];
  }

  return { rules };
})();
