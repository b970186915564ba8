/**
 * What each voice says of each outcome, from the trial to the page to the post.
 */
const outcomes = (() => {
  "use strict";

  const { make, foreign, joined, heard } = element;
  const MOST = 6;
  const view = document.getElementById("view-outcomes");
  const claimed = new Set(corpus.data.claims.flatMap((item) => item.outcomes));
  const watcher = new ResizeObserver((seen) => seen.forEach(({ target }) => clear(target)));

  /** Show all outcomes, or the one of that id with those narrower than it. */
  function show(id) {
    const { voices, rows } = corpus.data.outcomes;
    const kept = id ? rows.filter((row) => row.outcome === id || (row.broader || []).includes(id)) : rows;
    if (id && !kept.length) return missing(id);
    const name = id ? corpus.conceptName(id) : "";
    view.replaceChildren(
      make("h1", { id: "outcomes-heading", tabindex: "-1" }, id ? ["Outcome: ", make("bdi", { text: name })] : "Outcomes"),
      make("p", { class: "lead", text: "What each source says of each outcome. Read across: what is relayed stands before what relays it, so a drift shows from left to right." }),
      id ? make("p", {}, make("a", { href: "#outcomes", text: "All outcomes" })) : "",
      kept.length ? grid(voices, kept) : make("p", { class: "notice", text: "No claim or result here is on any outcome." }),
      key() || "",
    );
    return id ? `${element.plain(name)} · Outcomes` : "Outcomes";
  }

  /** Say that there is no outcome of that id: which is not that nothing was found on it. */
  function missing(id) {
    const near = corpus.nearestOutcomes(id);
    const link = (row) => [make("a", { href: route.toOutcome(row.outcome) }, make("bdi", { text: row.outcome })), " ", foreign(row.label || "")];
    view.replaceChildren(
      make("h1", { id: "outcomes-heading", tabindex: "-1", text: "There is no such outcome here" }),
      make("p", { class: "notice lead" }, "This file has no outcome ", make("code", {}, make("bdi", { text: element.plain(id, 120) })), ". It may be misspelt, or belong to another build; nothing follows from it about what was found."),
      ...(near.length ? [make("h2", { text: "Near to it" }), element.list(near.map(link), { class: "links" })] : []),
      make("p", {}, make("a", { href: "#outcomes", text: "All outcomes" })),
    );
    return "No such outcome";
  }

  function grid(voices, rows) {
    const told = "What each source says of each outcome";
    const above = Math.min(...rows.map((row) => row.depth || 0)); // what is not shown sets nothing in
    const head = make("tr", {}, make("th", { scope: "col", text: "Outcome" }), voices.map(voiceHead));
    watcher.disconnect();
    watcher.observe(head.firstChild);
    return make(
      "div",
      { class: "scrolled grid", role: "region", "aria-label": `${told}; it scrolls sideways and down`, tabindex: "0", on: { focusin: uncover } },
      make("table", { class: "outcomes" }, make("caption", { class: "heard", text: told }), make("thead", {}, head), make("tbody", {}, rows.map((row) => rowOf(row, above)))),
    );
  }

  /** Scroll what takes the focus out from under the heads that stay in sight, of which one is the corner. */
  function clear(corner) {
    const grid = corner.closest(".grid");
    if (grid) grid.style.scrollPadding = `${corner.offsetHeight + 8}px 1rem 1rem ${corner.offsetWidth + 8}px`;
  }

  /** Bring what the keyboard comes to out whole: browsers leave it be where half of it is in sight. */
  function uncover({ target }) {
    if (target.matches("a:focus-visible, button:focus-visible")) target.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  function voiceHead(id) {
    const source = corpus.data.sources[id] || {};
    const said = [source.kind, source.issued, corpus.readOf(id)].filter(Boolean).join(", ");
    return make("th", { scope: "col" }, foreign(corpus.sourceName(id), 120), make("span", { class: "small block", text: said ? `${id} · ${said}` : id }));
  }

  function rowOf(row, above) {
    const { voices } = corpus.data.outcomes;
    const head = make(
      "th",
      { scope: "row", class: `depth-${Math.min((row.depth || 0) - above, 4)}` },
      make("a", { href: route.toOutcome(row.outcome) }, make("bdi", { text: row.label || row.outcome })),
      row.reported ? null : make("span", { class: "small block", text: unreported(row) }),
      claimed.has(row.outcome) ? make("a", { class: "small block", href: `#claims?${new URLSearchParams({ outcome: row.outcome })}` }, "claims", heard(` on ${row.label || row.outcome}`)) : null,
    );
    return make("tr", {}, head, row.cells.map((cell, at) => voiced(cellOf(cell || {}, voices[at]), voices[at])));
  }

  /** A cell that names its voice, for paper: there a row is a list, since no sheet is wide enough. */
  function voiced(cell, voice) {
    cell.dataset.voice = element.plain(corpus.sourceName(voice), 60);
    cell.classList.toggle("nothing-told", !cell.querySelector(".cell"));
    return cell;
  }

  /** Say that no source read reports an outcome as measured, and who does instead: a narrower one, or others. */
  function unreported({ outcome, cells }) {
    if (cells.some((cell) => cell && (cell.results || cell.measured))) return "Reported as measured by no source that was read, only by others.";
    const below = corpus.data.outcomes.rows.some((row) => row.reported && (row.broader || []).includes(outcome));
    return below ? "No source read reports it as measured; narrower ones are." : "No source read reports it as measured.";
  }

  function cellOf(cell, voice) {
    const { results = [], claims = [] } = cell;
    const below = narrower(cell.narrower || []);
    if (!results.length && !claims.length) return make("td", {}, make("p", { class: "silent", text: silence(cell, voice) }), below);
    const told = [...reported.ordered(results).map((id) => [resultOf, id]), ...claims.map((id) => [claimOf, id])];
    const items = (some) => some.map(([made, id]) => made(id));
    const list = make("ul", { class: "cell" }, items(told.slice(0, MOST)));
    if (told.length <= MOST) return make("td", {}, list, below);
    let further = []; // made when they are asked for: there may be hundreds
    const button = element.more(`show all ${told.length.toLocaleString("en-GB")}`, (all, pressed) => {
      if (all) list.append(...(further = items(told.slice(MOST))));
      else further.forEach((one) => one.remove());
      if (all && pressed) further[0].querySelector("a")?.focus();
    });
    return make("td", {}, list, button, below);
  }

  /** What is known where nothing is told: never that a source says nothing that nobody read. */
  function silence({ measured, narrower: below }, voice) {
    if (measured) return "measured; no result told";
    if (corpus.readOf(voice) === "not read") return "not read";
    return below ? "no claim or result on it as such" : "no claim or result encoded";
  }

  /** A result in short: of which study, between which arms, by what, when, and what came out; all of it is a link away. */
  function resultOf(id) {
    const found = reported.result(id);
    if (!found) return make("li", { class: "cell-result" }, bdi(id));
    const { study, result } = found;
    const told = [reported.compared(result), bdi(result.instrument), ...reported.when(result).slice(0, 2).map(bdi), ...reported.short(result).map(bdi)];
    const link = make("a", { href: route.toStudy(study.id, id), title: element.plain(result.says, 300) }, make("bdi", { text: element.plain(study.label || study.id, 80) }));
    return make(
      "li",
      { class: "cell-result" },
      make("span", { class: "kind-result" }, element.glyph(glossary.entry("node", "result").glyph)),
      make("span", {}, heard("result of "), link, ": ", joined(told.filter((one) => one && one.length !== 0), " · ")),
    );
  }

  function bdi(text) {
    return text ? make("bdi", { text }) : null;
  }

  function claimOf(id) {
    const item = corpus.claim(id);
    if (!item) return make("li", {}, make("bdi", { text: id }));
    const verdicts = ["fidelity", "support"].map((kind) => item[kind] && glossary.mark(kind, item[kind].value));
    const link = make("a", { href: route.toClaim(id) }, make("bdi", { text: item.gloss.length > 140 ? element.plain(item.gloss, 140) : item.gloss }));
    return make("li", { class: "cell-claim" }, make("span", { class: "marks" }, verdicts), make("span", {}, link));
  }

  /** How much is said of narrower outcomes, which have rows of their own. */
  function narrower(ids) {
    if (!ids.length) return null;
    return make("p", { class: "small", text: `${ids.length.toLocaleString("en-GB")} on narrower outcomes, in their rows` });
  }

  /** What the glyphs in the cells mean: all that are in use; nothing where none is. */
  function key() {
    const rows = ["fidelity", "support"].map((kind) => [kind, used(kind)]).filter(([, values]) => values.length);
    if (!rows.length) return null;
    return make(
      "section",
      { class: "key", "aria-labelledby": "key-heading" },
      make("h2", { id: "key-heading", text: "Marks in this table" }),
      make("dl", {}, rows.map(([kind, values]) => [make("dt", { text: glossary.QUESTIONS[kind] }), make("dd", {}, values.map((value) => glossary.chip(kind, value)))])),
    );
  }

  function used(kind) {
    const found = new Set(corpus.data.claims.map((item) => item[kind] && item[kind].value));
    return glossary.values(kind).filter((value) => found.has(value));
  }

  return { show };
})();
