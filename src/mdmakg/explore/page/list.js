/**
 * The list of claims, grouped by document, set in pieces as the reader comes to them.
 */
const list = (() => {
  "use strict";

  const { make, glyph, foreign } = element;
  const rows = document.getElementById("rows");
  const count = document.getElementById("count");
  const numbers = new Intl.NumberFormat("en-GB");

  /** @type {Object[]} the claims asked for, in order of documents, then of the text */
  let shown = [];
  let group = null;
  let asked = "";
  let wanted = null;

  const order = new Map(corpus.data.documents.map(({ id }, at) => [id, at]));
  const long = pieces(document.getElementById("more"), 120, place);

  /** Build what never changes. */
  function build() {
    facets.build(() => choose(true));
    if (!corpus.data.claims.length) vacant();
  }

  /** Say that nothing is claimed here, and where to look instead: there is nothing to filter. */
  function vacant() {
    const view = document.getElementById("view-claims");
    for (const one of view.querySelectorAll(".lead, .browse")) one.hidden = true;
    const { studies: there } = reported;
    const told = there.length
      ? [" What was reported is all here: ", make("a", { href: route.toStudy(""), text: reported.counted(there) }), "."]
      : " No study is reported either.";
    view.append(make("p", { class: "notice", id: "vacant" }, "No document of this corpus claims anything.", told));
  }

  /** Show the claims that a fragment asks for. */
  function show(query) {
    facets.set(filter.read(query));
    choose(false);
  }

  /** Show the claims that the form asks for; `told` writes the fragment too. */
  function choose(told) {
    const now = facets.asked();
    const query = filter.write(now);
    if (told) route.rewrite(route.toClaims(query));
    if (wanted !== null && query.toString() === asked) return;
    asked = query.toString();
    wanted = query;
    const { shown: found, counts } = filter.apply(now);
    shown = grouped(found);
    facets.tell(counts);
    count.textContent = said();
    document.getElementById("narrowed").textContent = filter.narrowing(now);
    rows.replaceChildren();
    group = null;
    long.begin(shown);
  }

  function grouped(claims) {
    return claims
      .map((claim, at) => [order.get(claim.document) ?? order.size, at, claim])
      .sort((one, other) => one[0] - other[0] || one[1] - other[1])
      .map(([, , claim]) => claim);
  }

  function said() {
    const all = corpus.data.claims.length;
    const unknown = facets.unknown().map((words) => element.plain(words, 60)).join(", ");
    const strange = unknown ? ` There is no ${unknown} here.` : "";
    if (!shown.length) return `No claim is like that.${strange} Take a filter away, or search for other words.`;
    const claims = `${numbers.format(all)} ${all === 1 ? "claim" : "claims"}`;
    return shown.length === all ? claims : `${numbers.format(shown.length)} of ${claims}${strange && `.${strange}`}`;
  }

  /** Set a claim's row; give its link. */
  function place(claim) {
    if (!group || group.document !== claim.document) group = opened(claim.document);
    const link = make("a", { class: "gloss", href: route.toClaim(claim.id) }, make("bdi", { text: short(claim.gloss) }));
    group.list.append(row(claim, link));
    return link;
  }

  function opened(id) {
    const number = shown.reduce((sum, claim) => sum + (claim.document === id ? 1 : 0), 0);
    const name = `document-${rows.childElementCount}`;
    const items = make("ol", { class: "rows" });
    rows.append(
      make(
        "section",
        { class: "group", "aria-labelledby": name },
        make("h2", { id: name }, foreign(corpus.documentName(id), 120), " ", make("span", { class: "group-count", text: `${id} · ${numbers.format(number)}` })),
        make(
          "div",
          { class: "row row-heads", "aria-hidden": "true" },
          make("span", { text: "What is claimed" }),
          make("span", { text: "As its source says?" }),
          make("span", { text: "Evidence here?" }),
        ),
        items,
      ),
    );
    return { document: id, list: items };
  }

  function row(claim, link) {
    return make(
      "li",
      { class: "row" },
      make("div", { class: "row-says" }, link, make("p", { class: "small" }, meta(claim))),
      cell("fidelity", claim.fidelity, "source"),
      cell("support", claim.support, "evidence"),
    );
  }

  function cell(kind, verdict, told) {
    return make("div", { class: "row-verdict" }, glossary.chip(kind, verdict && verdict.value, told));
  }

  function meta(claim) {
    const found = corpus.checks(claim).filter((one) => one.state === "failed" && one.on === claim.id);
    return [
      make("code", {}, make("bdi", { text: claim.id })),
      ` · ${glossary.label("kind", claim.kind)}`,
      claim.voice === claim.document ? null : [" · said by ", make("bdi", { text: corpus.sourceName(claim.voice) })],
      ...glossary.values("severity").map((value) => tally(value, found.filter((one) => one.severity === value).length)),
    ].filter(Boolean);
  }

  function tally(severity, number) {
    if (!number) return null;
    const { glyph: mark, label } = glossary.entry("severity", severity);
    return [" · ", make("span", { class: `severity-${severity}` }, glyph(mark, 10), ` ${number} ${number > 1 && severity !== "info" ? `${label}s` : label}`)];
  }

  /** A gloss as it stands in a row: its beginning, if it is very long. */
  function short(gloss) {
    return gloss.length > 320 ? `${element.plain(gloss, 320)} (${numbers.format(gloss.length)} characters)` : gloss;
  }

  /** Move the focus among the rows; `step` is 1 or -1. */
  function move(step) {
    const at = long.set().indexOf(document.activeElement);
    long.at(Math.max(0, at < 0 ? 0 : at + step))?.focus();
  }

  /** Bring a claim's row before the reader; false where it is not among those asked for. */
  function focus(id) {
    const at = shown.findIndex((claim) => claim.id === id);
    if (at < 0) return false;
    long.at(at).focus({ preventScroll: true });
    long.at(at).scrollIntoView({ block: "center" });
    return true;
  }

  /** The claims before and after one, among those asked for, else among all. */
  function beside(id) {
    const within = shown.some((claim) => claim.id === id) ? shown : corpus.data.claims;
    const at = within.findIndex((claim) => claim.id === id);
    return { before: within[at - 1], after: within[at + 1], at, of: within.length, narrowed: within === shown && shown.length < corpus.data.claims.length };
  }

  /** The fragment of the list as it was last asked for. */
  function address() {
    return route.toClaims(wanted);
  }

  return { build, show, move, focus, beside, address };
})();
