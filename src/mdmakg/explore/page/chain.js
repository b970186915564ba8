/**
 * The chain of one claim: as a picture in four columns, with its legend, and as a table.
 */
const chain = (() => {
  "use strict";

  const { make, glyph, foreign, joined, list } = element;
  const ZOOMS = [1, 1.5, 2];
  const LEAST = 0.95; // how much smaller than Python has set it: small print is not read, and rooms scroll
  const [TOP, MARGIN] = [64, 14]; // above the boxes: with headings, and without
  const canvas = make("div", { class: "canvas", "aria-hidden": "true" });
  const room = make("div", { class: "canvas-room", role: "region", tabindex: "0" }, canvas);
  const told = make("div", { class: "chosen-says", "aria-live": "polite" });
  const marks = make("div", { class: "legend" });
  const near = make("button", { type: "button", class: "tool", text: "Closer", on: { click: () => zoom(1) } });
  const far = make("button", { type: "button", class: "tool", text: "Whole", on: { click: () => zoom(-1) } });
  const boxes = make("select", { class: "tool", "aria-label": "What a box says", on: { change: () => describe(boxes.value === "" ? null : Number(boxes.value)) } });
  const under = make("div", { class: "under" }, told, make("div", { class: "chain-tools" }, boxes, near, far));
  const figure = make("figure", { class: "chain" }, room, under, marks);
  let opened = null;
  let sheet = null;
  let source = null;
  let step = 0;
  let place = null; // of the box chosen

  /**
   * Draw a chain, or the map of relays, in the figure.
   * @param {{nodes: Array, edges: Array, missing: ?Array, width: ?number, height: number}} given a width of
   *     its own has the map, which has no headings
   * @param {string} name what the region is called
   */
  function draw(given, name) {
    const { width, headings } = given.width ? { width: given.width, headings: [] } : corpus.data.sheet;
    const top = headings.length ? TOP : MARGIN;
    const lower = ([x, y]) => [x, y + top];
    source = given;
    sheet = {
      width,
      height: given.height + top + MARGIN,
      headings,
      boxes: [...given.nodes.map(boxOf), ...(given.missing || []).map(missingOf)].map((box) => ({ ...box, y: box.y + top })),
      wires: given.edges.map(([kind, from, to, points]) => ({ kind, from, to, points: points.map(lower) })),
    };
    room.setAttribute("aria-label", `${name}, as a picture; it scrolls sideways where it is narrow. The table below says it in words.`);
    opened = opened || picture.open(canvas, chosen);
    step = 0;
    scale();
    opened.draw(sheet, ZOOMS[step]);
    marks.replaceChildren(...legend.of(given));
    boxes.replaceChildren(...optionsOf(given));
    describe(null);
    room.scrollLeft = 0;
  }

  function boxOf([at, x, y]) {
    const node = corpus.data.nodes[at];
    return { kind: node.kind, x, y, w: node.box.w, h: node.box.h, lines: linesOf(node), findings: node.box.findings };
  }

  function missingOf([x, y, w, h]) {
    return { kind: "missing", x, y, w, h, lines: [["no evidence", 10, 19, 10.5, 400], ["line", 10, 33, 10.5, 400]] };
  }

  function scale() {
    canvas.style.width = `${ZOOMS[step] * 100}%`;
    canvas.style.minWidth = `${Math.round(ZOOMS[step] * LEAST * sheet.width)}px`;
    near.disabled = step === ZOOMS.length - 1;
    far.disabled = step === 0;
  }

  function zoom(by) {
    step = Math.max(0, Math.min(ZOOMS.length - 1, by > 0 ? step + 1 : 0));
    scale();
    opened.fit(sheet, ZOOMS[step]);
  }

  /** Draw a chain where nobody looks, so that the first one chosen comes as fast as the others. */
  function warm(given) {
    if (opened) return;
    const aside = make("div", { class: "aside", "aria-hidden": "true" }, figure);
    figure.inert = true;
    document.body.append(aside);
    draw(given, "");
    window.requestAnimationFrame(() =>
      window.requestAnimationFrame(() => {
        figure.inert = false;
        aside.remove(); // and the figure with it, unless a view has taken it by now
      }),
    );
  }

  /** Fit the picture to a new width, or draw it in new colours. */
  function refit(recoloured) {
    if (!sheet || !canvas.clientWidth) return;
    if (!recoloured) return opened.fit(sheet, ZOOMS[step]);
    opened.draw(sheet, ZOOMS[step]);
    opened.choose(place);
    marks.replaceChildren(...legend.of(source));
  }

  function chosen({ box, wire }) {
    if (wire !== undefined) {
      const { kind, from, to } = sheet.wires[wire];
      mark(null);
      under.classList.add("held");
      say([make("p", {}, joined([nodeName(nodeAt(from)), glossary.label("edge", kind), nodeName(nodeAt(to))], " "))]);
    } else if (box < source.nodes.length) describe(box);
  }

  /** Say in words what a box holds; null asks for one to be chosen. */
  function describe(at) {
    mark(at);
    under.classList.toggle("held", at !== null);
    if (at === null) say([make("p", { class: "small", text: "Choose a box to read what it says, in the picture or in the list beside." })]);
    else {
      say(nodeSays(nodeAt(at)));
      uncover(sheet.boxes[at]);
    }
  }

  /** Scroll a box out from under what is said of it, which stays at the window's foot. */
  function uncover({ y, h }) {
    const { top, height } = canvas.getBoundingClientRect();
    const covered = top + ((y + h) * height) / sheet.height + 8 - under.getBoundingClientRect().top;
    if (covered > 0) window.scrollBy(0, covered);
  }

  /** Mark a box as the one chosen, in the picture and in the list. */
  function mark(at) {
    place = at;
    opened.choose(at);
    boxes.value = at === null ? "" : String(at);
  }

  /** The boxes as a list to choose from, for those who do not point. */
  function optionsOf({ nodes }) {
    const named = nodes.map(([at]) => corpus.data.nodes[at]);
    const words = (node) => element.plain(`${glossary.label("node", node.kind)} ${node.id}: ${node.label}`, 70);
    return [make("option", { value: "", text: "Choose a box" }), ...named.map((node, at) => make("option", { value: at, text: words(node) }))];
  }

  function say(words) {
    told.replaceChildren(...words.flat());
  }

  function nodeAt(place) {
    return corpus.data.nodes[source.nodes[place][0]];
  }

  function nodeSays(node) {
    const facts = [...node.verdicts, ...node.facts];
    const found = foundOn(node);
    return [
      make("p", { class: "node-name" }, glyph(glossary.entry("node", node.kind).glyph), ` ${glossary.label("node", node.kind)} `, make("code", {}, make("bdi", { text: node.id || "" }))),
      make("p", {}, foreign(node.label), " ", node.kind === "claim" && !isHere(node) ? make("a", { href: route.toClaim(node.id), text: "go to this claim" }) : null),
      facts.length ? make("p", { class: "small" }, inOneLine(facts)) : null,
      found,
    ].filter(Boolean);
  }

  /** Facts in one line. */
  function inOneLine(facts) {
    return joined(facts.map((fact) => make("bdi", { text: fact })), " · ");
  }

  /** What checks found on a node, as the picture has it below the box. */
  function foundOn({ box }) {
    if (!box.findings) return null;
    return box.findings.map(([severity, , lines]) => {
      const entry = glossary.entry(severity === "cannotTell" ? "state" : "severity", severity);
      return make("span", { class: `small block found severity-${severity}` }, glyph(entry.glyph), ` ${entry.label}: `, make("bdi", { text: lines.join(" ") }));
    });
  }

  function isHere(node) {
    return source.nodes.length > 0 && corpus.data.nodes[source.nodes[0][0]] === node;
  }

  /** What a node is called in a line of text, with a link where it is a claim. */
  function nodeName(node) {
    if (node.kind === "claim") return make("a", { href: route.toClaim(node.id) }, make("bdi", { text: node.id }));
    if (node.kind === "evidence-line") return make("bdi", { text: node.id ? `evidence line ${node.id}` : node.label });
    return make("bdi", { text: node.label || node.id });
  }

  /**
   * The chain as a table: a row for each way from a claim by a line of evidence to a study and its source.
   */
  function tableOf(given) {
    const out = given.nodes.map(() => []);
    const told = new Set();
    given.edges.forEach(([kind, from, to], at) => out[from].push({ kind, to, at }));
    const follow = (at, kind) =>
      out[at]
        .filter((edge) => edge.kind === kind)
        .map((edge) => {
          told.add(edge.at);
          return edge.to;
        });
    const nodes = given.nodes.map(([at]) => corpus.data.nodes[at]);
    const rows = nodes.flatMap((item, at) => {
      if (item.kind !== "claim") return [];
      const lines = follow(at, "has-evidence-line");
      return lines.length ? lines.flatMap((from) => evidenceRows(at, from)) : [[claimCell(at), "no evidence line", "none", "none"]];
    });

    function evidenceRows(claim, from) {
      const ends = out[from].filter(({ kind }) => kind !== "has-evidence-line");
      return (ends.length ? ends : [{ kind: "", to: null }]).map(({ kind, to, at }) => {
        told.add(at);
        const studies = to === null ? [] : nodes[to].kind === "study" ? [to] : follow(to, "of-study");
        return [claimCell(claim), evidenceCell(kind, from, to), studyCell(studies), sourcesCell(sourcesOf(claim, to, studies))];
      });
    }

    /**
     * Where a line of evidence comes from: who says the claim, where the result is reported, or where
     * the study's own authors report it; else its other reports, less the voice, which bears itself out by none.
     */
    function sourcesOf(claim, to, studies) {
      if (to === null) return [];
      if (nodes[to].kind === "claim") return follow(to, "said-by");
      const reported = nodes[to].kind === "result" ? follow(to, "reported-in") : [];
      if (reported.length) return reported;
      const voices = new Set(out[claim].filter(({ kind }) => kind === "said-by").map((edge) => edge.to));
      const edges = studies.flatMap((study) => out[study].filter(({ kind }) => kind === "reported-in"));
      const own = edges.filter((edge) => (corpus.data.sources[nodes[edge.to].id] || {}).authors);
      const chosen = own.length ? own : edges.filter((edge) => !voices.has(edge.to));
      chosen.forEach((edge) => told.add(edge.at));
      return chosen.map((edge) => edge.to);
    }

    function claimCell(at) {
      const item = nodes[at];
      const said = follow(at, "said-by").map((to) => nodeName(nodes[to]));
      return [nodeName(item), " ", foreign(item.label), said.length ? make("span", { class: "small block" }, "said by ", joined(said)) : null, standing(item)];
    }

    function evidenceCell(kind, from, to) {
      const basis = nodes[from].facts.join(", ");
      const head = `${glossary.label("edge", kind)}${basis ? ` (${basis})` : ""}`;
      if (to === null || nodes[to].kind === "study") return head;
      return [`${head}: `, nodes[to].kind === "claim" ? [nodeName(nodes[to]), " "] : null, foreign(nodes[to].label), numbers(nodes[to]), standing(nodes[to]), foundOn(nodes[from])];
    }

    function studyCell(places) {
      return places.length ? places.map((at) => make("span", { class: "block" }, foreign(nodes[at].label), numbers(nodes[at]), foundOn(nodes[at]))) : "none";
    }

    function sourcesCell(places) {
      return places.length ? [...new Set(places)].map((at) => make("span", { class: "block" }, foreign(nodes[at].label), numbers(nodes[at]), unread(nodes[at]), foundOn(nodes[at]))) : "none";
    }

    function unread({ id }) {
      return corpus.readOf(id) === "not read" ? make("span", { class: "small block", text: "not read" }) : null;
    }

    const others = given.edges.filter((_, at) => !told.has(at));
    return [
      element.table("The chain, as a table", ["Claim", "Evidence", "Study", "Source"], rows, "chain-table"),
      others.length
        ? [make("h3", { text: "Other links" }), list(others.map(([kind, from, to]) => joined([nodeName(nodes[from]), glossary.label("edge", kind), nodeName(nodes[to])], " ")), { class: "small links" })]
        : null,
    ].filter(Boolean);
  }

  function numbers(node) {
    return node.facts.length ? make("span", { class: "small block" }, inOneLine(node.facts)) : null;
  }

  /** How a node stands: its verdicts, and what checks found on it. */
  function standing(node) {
    return [node.verdicts.length ? make("span", { class: "small block" }, inOneLine(node.verdicts)) : null, foundOn(node)];
  }

  return { figure, draw, warm, refit, tableOf, nodeName };
})();
