/**
 * Boxes and wires on a canvas, where Python's layout has put them. Nothing is laid out here.
 *
 * Cytoscape.js draws boxes as nodes and wires as edges. The lines of text in a box, arrow heads
 * that it does not know, and glyphs are nodes of their own that nobody can choose.
 */
const picture = (() => {
  "use strict";

  const FONTS = '"Helvetica Neue", Helvetica, Arial, "Liberation Sans", "DejaVu Sans Condensed", sans-serif';
  const PAD = 10;
  const MOST = 1.3; // how much larger than Python has set it: a small map fills no wide window
  const pen = document.createElement("canvas").getContext("2d");
  const widths = new Map();

  /**
   * @typedef {Object} Box
   * @property {string} kind  kind of node, or "missing"
   * @property {number} x  left
   * @property {number} y  top
   * @property {number} w
   * @property {number} h
   * @property {Array<[string, number, number, number, number]>} lines  text, x, baseline, size, weight
   * @property {Array<[string, number, string[]]>} [findings]  severity, y, lines
   *
   * @typedef {Object} Wire
   * @property {string} kind
   * @property {number} from  place of its box
   * @property {number} to
   * @property {Array<[number, number]>} points  both ends, and the borders of columns between
   *
   * @typedef {{width: number, height: number, headings: Array, boxes: Box[], wires: Wire[]}} Sheet
   */

  /**
   * Make a picture in an empty element.
   * @param {Element} at
   * @param {function({box: number}|{wire: number}): void} chosen
   */
  function open(at, chosen) {
    const cy = window.cytoscape({
      container: at,
      headless: false,
      style: stylesheet.rules(FONTS),
      layout: { name: "preset", fit: false },
      userZoomingEnabled: false,
      userPanningEnabled: false,
      boxSelectionEnabled: false,
      autoungrabify: true,
      selectionType: "single",
    });
    cy.on("tap", "node.box", (event) => chosen({ box: event.target.data("place") }));
    cy.on("tap", "edge", (event) => chosen({ wire: event.target.data("place") }));
    cy.on("mouseover", "node.box, edge", () => at.classList.add("over"));
    cy.on("mouseout", "node.box, edge", () => at.classList.remove("over"));
    return {
      /**
       * @param {Sheet} sheet
       * @param {number} closer how many times wider than its room the element is
       */
      draw(sheet, closer) {
        const colours = theme.palette();
        cy.batch(() => {
          cy.elements().remove();
          cy.add(elements(sheet, colours));
        });
        this.fit(sheet, closer);
      },
      /** Fit the sheet to the width there is, but draw nothing much larger than it is set. */
      fit(sheet, closer) {
        const scale = closer * Math.min(at.clientWidth / closer / sheet.width, MOST);
        at.style.height = `${Math.ceil(sheet.height * scale)}px`;
        cy.resize();
        cy.viewport({ zoom: scale || 1, pan: { x: 0, y: 0 } });
      },
      /** Mark a box as the one chosen. */
      choose(place) {
        cy.elements(".chosen").removeClass("chosen");
        if (place !== null) cy.getElementById(`box-${place}`).addClass("chosen");
      },
    };
  }

  function elements(sheet, colours) {
    return [
      ...sheet.headings.flatMap(([words, x, width], at) => heading(words, x, width, at, colours)),
      ...sheet.boxes.flatMap((box, at) => boxOf(box, at, colours)),
      ...sheet.wires.flatMap((wire, at) => wireOf(wire, at, sheet.boxes, colours)),
    ];
  }

  function heading(words, x, width, at, colours) {
    return [
      text(`heading-${at}`, [words], x, 32, 10.5, 700, 14, colours.muted),
      shape(`rule-${at}`, "rule", x + width / 2, 41, width, 1, { ground: colours.rule }),
    ];
  }

  function boxOf(box, place, colours) {
    const own = colours.node(box.kind);
    const found = shape(`box-${place}`, `box ${box.kind}`, box.x + box.w / 2, box.y + box.h / 2, box.w, box.h, {
      place,
      line: own.line,
      ground: own.ground,
      image: box.kind === "missing" ? "none" : image(glossary.entry("node", box.kind).glyph, own.ink, own.ground),
    });
    const inks = (size) => (size >= 12 ? colours.ink : own.ink);
    return [found, ...blocks(box.lines).map((block, at) => blockOf(block, `text-${place}-${at}`, box, inks)), ...under(box, place, colours)];
  }

  /** Join the lines that follow one another in one size and weight. */
  function blocks(lines) {
    const found = [];
    for (const [words, x, y, size, weight] of lines) {
      const last = found.at(-1);
      if (last && last.size === size && last.weight === weight && last.x === x) last.texts.push([words, y]);
      else found.push({ size, weight, x, texts: [[words, y]] });
    }
    return found;
  }

  function blockOf({ size, weight, x, texts }, id, box, inks) {
    const step = texts.length > 1 ? (texts.at(-1)[1] - texts[0][1]) / (texts.length - 1) : size * 1.25;
    const words = texts.map(([line]) => line);
    const room = box.w - x - PAD + 4;
    return text(id, words, box.x + x, box.y + texts[0][1], fitted(words, size, weight, room), weight, step, inks(size));
  }

  function under(box, place, colours) {
    return (box.findings || []).flatMap(([severity, y, lines], at) => {
      const entry = glossary.entry(severity === "cannotTell" ? "state" : "severity", severity);
      const id = `finding-${place}-${at}`;
      const mark = severity && {
        ...shape(`${id}-mark`, "mark", box.x + 6, box.y + y + 6, 12, 12, {
          image: image(entry.glyph, colours.severity(severity), colours.paper),
        }),
      };
      return [mark, text(id, lines, box.x + 16, box.y + y + 9, fitted(lines, 10, 400, box.w - 14), 400, 12.5, colours.soft)].filter(Boolean);
    });
  }

  /** The size at which the widest line keeps within the room, whatever the reader's font. */
  function fitted(lines, size, weight, room) {
    const widest = Math.max(...lines.map((line) => width(line, size, weight)));
    return widest > room ? (size * room) / widest : size;
  }

  function width(line, size, weight) {
    const key = `${weight} ${size} ${line}`;
    if (!widths.has(key)) {
      pen.font = `${weight} ${size}px ${FONTS}`;
      widths.set(key, pen.measureText(line).width);
    }
    return widths.get(key);
  }

  function shape(id, classes, x, y, w, h, data) {
    return { group: "nodes", classes, data: { id, w, h, ...data }, position: { x, y } };
  }

  function text(id, lines, x, baseline, size, weight, step, ink) {
    const top = baseline - size * 0.94 - (step - size * 1.18) / 2;
    return shape(id, "text", x, top, 1, 1, { words: lines.join("\n"), size, weight, leading: step / size, ink });
  }

  function wireOf(wire, place, boxes, colours) {
    const given = colours.edge(wire.kind);
    const [start, end] = [wire.points[0], wire.points.at(-1)];
    const rightward = round(wire) ? wire.points[1][0] < start[0] : end[0] > start[0];
    const back = rightward ? -1 : 1;
    const edge = {
      group: "edges",
      classes: [given.head, given.dash ? "dashed" : "", given.inner ? "twofold" : ""].join(" "),
      data: {
        id: `wire-${place}`,
        place,
        source: `box-${wire.from}`,
        target: `box-${wire.to}`,
        colour: given.colour,
        width: given.width,
        dash: given.dash ? given.dash.split(" ").map(Number) : [1],
        start: from(start, boxes[wire.from]),
        end: from(end, boxes[wire.to]),
        paper: colours.paper,
        ...bends(start, end, controls(wire)),
      },
    };
    if (given.head !== "double") return [edge];
    const second = shape(`head-${place}`, rightward ? "head right" : "head left", end[0] + back * 9, end[1], 7, 8, { ground: given.colour });
    return [edge, second];
  }

  /** The points that draw a curve to themselves: it leaves and arrives level at each border. */
  function controls(wire) {
    const { points } = wire;
    if (round(wire)) return points.slice(1, -1);
    const found = [];
    for (let at = 0; at + 1 < points.length; at += 2) {
      const [[x0, y0], [x1, y1]] = points.slice(at, at + 2);
      const middle = (x0 + x1) / 2;
      // The curve passes half-way between two such points: at each border of a column, and level there.
      if (at > 0) found.push([2 * x0 - middle, y0]);
      found.push([middle, y0], [middle, y1]);
      if (at + 2 < points.length) found.push([2 * x1 - middle, y1]);
    }
    return found;
  }

  /** Whether a wire goes round the side of one column: its points are then those to draw it to. */
  function round({ points }) {
    return points[0][0] === points.at(-1)[0];
  }

  /** Points as Cytoscape takes them: how far along the straight line, and how far beside it. */
  function bends([x0, y0], [x1, y1], points) {
    const [dx, dy] = [x1 - x0, y1 - y0];
    const length = Math.hypot(dx, dy) || 1;
    return {
      weights: points.map(([x, y]) => ((x - x0) * dx + (y - y0) * dy) / (length * length)),
      distances: points.map(([x, y]) => ((y - y0) * dx - (x - x0) * dy) / length),
    };
  }

  function from([x, y], box) {
    return `${x - box.x - box.w / 2}px ${y - box.y - box.h / 2}px`;
  }

  /** A glyph of the page's sheet as a picture for the canvas. */
  function image(id, ink, ground) {
    const paths = [...document.querySelectorAll(`#${CSS.escape(id || "-")} path`)].map((path) => {
      const drawn = path.classList.contains("drawn");
      const paint = drawn ? `fill="none" stroke="${ground}" stroke-width="1.2"` : `fill="${ink}"`;
      return `<path d="${path.getAttribute("d")}" ${paint}/>`;
    });
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="36" height="36" viewBox="0 0 12 12">${paths.join("")}</svg>`;
    return `data:image/svg+xml;utf8,${encodeURIComponent(svg)}`;
  }

  return { open };
})();
