/**
 * Elements, made by DOM calls only: whatever comes from the corpus goes in as text.
 */
const element = (() => {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";
  const LONG = 420;

  /**
   * Make an element.
   * @param {string} name
   * @param {Object<string, *>} given attributes; `class`, `text`, and `on: {event: listener}`
   * @param {...(Node|string|null|undefined|Array)} children strings become text; null is left out
   */
  function make(name, given = {}, ...children) {
    return furnish(document.createElement(name), given, children);
  }

  /** Make an element of SVG. */
  function drawn(name, given = {}, ...children) {
    return furnish(document.createElementNS(SVG, name), given, children);
  }

  function furnish(node, given, children) {
    for (const [name, value] of Object.entries(given)) {
      if (value === null || value === undefined || value === false) continue;
      if (name === "text") node.textContent = value;
      else if (name === "on") for (const [event, act] of Object.entries(value)) node.addEventListener(event, act);
      else node.setAttribute(name, value === true ? "" : String(value));
    }
    node.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== ""));
    return node;
  }

  /** A glyph of the sheet by its id; words beside it always say the same. */
  function glyph(id, size = 12) {
    if (!id) return null;
    return drawn(
      "svg",
      { class: "glyph", viewBox: "0 0 12 12", width: size, height: size, "aria-hidden": "true", focusable: "false" },
      drawn("use", { href: `#${id}` }),
    );
  }

  /**
   * Text of the corpus, apart from the direction of what stands round it.
   * What is longer than `most` characters is cut, with a button that shows all.
   */
  function foreign(text, most = LONG) {
    const whole = String(text ?? "");
    if (whole.length <= most) return make("bdi", { text: whole });
    const part = `${cut(whole, most)}…`;
    const words = make("bdi", { text: part });
    const button = more(`show all ${whole.length.toLocaleString("en-GB")} characters`, (all) => {
      words.textContent = all ? whole : part;
    });
    return make("span", { class: "long" }, words, " ", button);
  }

  /**
   * A button that shows all of what is cut, and cuts it again; a print presses it too.
   * @param {string} words what it says while something is cut
   * @param {function(boolean, boolean): void} set whether all is shown from now on, and whether a reader wants that
   */
  function more(words, set) {
    const button = make("button", {
      type: "button",
      class: "quiet more",
      text: words,
      on: {
        click: (event) => {
          const all = button.classList.toggle("all");
          button.textContent = all ? "show less" : words;
          set(all, event.isTrusted);
        },
      },
    });
    return button;
  }

  /** The beginning of a text, no longer than told, never half a character. */
  function cut(text, most) {
    return text.slice(0, most).replace(/[\ud800-\udbff]$/u, "").trimEnd();
  }

  /** Text on one line without marks of direction, for the title of the window. */
  function plain(text, most = 90) {
    const bare = String(text).replace(/[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\p{Cc}]+/gu, " ");
    const whole = bare.replace(/\s+/gu, " ").trim();
    return whole.length > most ? `${cut(whole, most)}…` : whole;
  }

  /** Words only for those who listen. */
  function heard(text) {
    return make("span", { class: "heard", text });
  }

  /** A list of the items given, none of them empty. */
  function list(items, given = {}) {
    return make("ul", given, items.map((item) => make("li", {}, item)));
  }

  /** Put commas or another mark between nodes. */
  function joined(nodes, mark = ", ") {
    return nodes.flatMap((node, index) => (index ? [mark, node] : [node]));
  }

  /**
   * A table with a caption, in a region of its own that scrolls sideways.
   * @param {string} caption
   * @param {Array<string|Node>} heads
   * @param {Array<Array<*>>} rows the first cell of each heads its row
   */
  function table(caption, heads, rows, kind = "") {
    const head = make("tr", {}, heads.map((words) => make("th", { scope: "col" }, words)));
    const body = rows.map((cells) =>
      make("tr", {}, cells.map((cell, at) => (at ? make("td", {}, cell) : make("th", { scope: "row" }, cell)))),
    );
    return make(
      "div",
      { class: "scrolled", role: "region", "aria-label": caption, tabindex: "0" },
      make("table", { class: kind }, make("caption", { text: caption }), make("thead", {}, head), make("tbody", {}, body)),
    );
  }

  return { make, drawn, glyph, foreign, more, plain, heard, list, joined, table };
})();
