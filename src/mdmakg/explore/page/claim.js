/**
 * One claim: what is claimed, the two verdicts, what stands behind it, and how that is known.
 */
const claim = (() => {
  "use strict";

  const { make, glyph, foreign, joined, list: items } = element;
  const view = document.getElementById("view-claim");

  /** Show the claim of that id, or say that there is none. */
  function show(id) {
    const found = corpus.claim(id);
    if (!found) return missing(id);
    view.replaceChildren(
      steps(found),
      heading(found),
      make("div", { class: "verdicts" }, verdict("fidelity", found.fidelity), verdict("support", found.support)),
      section("chain-heading", "What stands behind it", chain.figure, chain.tableOf(found.chain)),
      make(
        "div",
        { class: "panel" },
        section("claimed-heading", "What is claimed", facts(found)),
        section("evidence-heading", "What the evidence is", evidence(found)),
        section("checks-heading", "What the checks found", findings.of(found)),
        untold(found),
        section("passages-heading", "Where it stands in the text", passages.of(found)),
        relays(found),
        judgement(),
      ),
    );
    chain.draw(found.chain, "The chain of this claim");
    return `${element.plain(found.gloss)} · ${found.id}`;
  }

  function section(id, words, ...content) {
    return make("section", { class: "part", "aria-labelledby": id }, make("h2", { id, text: words }), content);
  }

  /** Back to the list, and to the claims before and after this one in it. */
  function steps(found) {
    const { before, after, at, of, narrowed } = list.beside(found.id);
    const link = (to, words, rel) => (to ? make("a", { href: route.toClaim(to.id), rel, text: words }) : make("span", { class: "off", text: words }));
    return make(
      "nav",
      { class: "steps", "aria-label": "Claims before and after" },
      make("a", { href: list.address(), text: "All claims", class: "back" }),
      make("span", { class: "small", text: `${(at + 1).toLocaleString("en-GB")} of ${of.toLocaleString("en-GB")}${narrowed ? " asked for" : ""}` }),
      link(before, "Previous", "prev"),
      link(after, "Next", "next"),
    );
  }

  function heading(found) {
    const long = found.gloss.length > 160;
    return make(
      "header",
      { class: "claim-head" },
      make("h1", { id: "claim-heading", tabindex: "-1", class: long ? "long-title" : null }, foreign(found.gloss, 600)),
      make(
        "p",
        { class: "small" },
        make("code", {}, make("bdi", { text: found.id })),
        ` · ${glossary.label("kind", found.kind)} · said by `,
        make("bdi", { text: corpus.sourceName(found.voice) }),
      ),
    );
  }

  function verdict(kind, given) {
    const entry = glossary.entry(kind, given && given.value);
    return make(
      "section",
      { class: `verdict tone-${entry.tone || "unknown"}`, "aria-labelledby": `verdict-${kind}` },
      make("h2", { id: `verdict-${kind}`, class: "question", text: glossary.QUESTIONS[kind] }),
      make("p", { class: "value" }, glyph(entry.glyph, 26), make("span", { text: entry.label })),
      given && given.because ? make("p", { class: "because" }, "because ", foreign(given.because), decidedBy(given.claims)) : null,
      entry.says && !alike(entry.says, given && given.because) ? make("p", { class: "small", text: entry.says }) : null,
    );
  }

  /** Whether two sentences say the same but for their first letter, full stop, and what is added in brackets. */
  function alike(one, other) {
    const bare = (words) => corpus.lowered(words || "").replace(/\s*\([^()]*\)$|\.$/gu, "").trim();
    return bare(one) === bare(other);
  }

  function decidedBy(ids) {
    return ids && ids.length ? [" (", joined(ids.map((id) => make("a", { href: route.toClaim(id) }, make("bdi", { text: id })))), ")"] : null;
  }

  function facts(found) {
    const outcomes = found.outcomes.map((id) => make("a", { href: route.toOutcome(id) }, make("bdi", { text: corpus.conceptName(id) })));
    const rows = [
      ["kind", glossary.label("kind", found.kind)],
      ["said by", make("bdi", { text: corpus.sourceName(found.voice) })],
      ...(outcomes.length ? [["outcome", joined(outcomes)]] : []),
      ...(found.population ? [["population", make("bdi", { text: corpus.conceptName(found.population) })]] : []),
      ...(found.hedge && found.hedge !== "none" ? [["hedge", glossary.label("hedge", found.hedge)]] : []),
      ...found.facts.map(([label, value]) => [label, linked(value)]),
      ["permanent name", make("code", {}, make("bdi", { text: corpus.data.base + found.iri }))],
    ].map(([label, value]) => [make("dt", { text: label }), make("dd", {}, value)]);
    const told = new Set();
    const key = (row) => row.map((cell) => cell.textContent).join("\n");
    const once = rows.filter((row) => !told.has(key(row)) && told.add(key(row)));
    return make("dl", { class: "facts" }, once);
  }

  /** A value as text; where it names claims and nothing else, as links to them. */
  function linked(value) {
    const ids = value.split(", ");
    return ids.every(corpus.claim) ? joined(ids.map((id) => make("a", { href: route.toClaim(id) }, make("bdi", { text: id })))) : foreign(value);
  }

  /** The claim's own lines of evidence, each with what it leads to and its numbers. */
  function evidence(found) {
    if (!found.lines.length) return make("p", { text: "No evidence for it is joined in this corpus. That does not mean that there is none elsewhere." });
    return make("ul", { class: "lines" }, found.lines.map(lineOf));
  }

  function lineOf(line) {
    const target = ["result", "study", "claim"].map((kind) => corpus.node(kind, line.target)).find(Boolean);
    return make(
      "li",
      {},
      make("p", {}, make("strong", { text: glossary.label("edge", line.direction) }), `, ${basis(line)}: `, target ? aim(target) : make("bdi", { text: line.target })),
      target && target.facts.length ? make("p", { class: "small" }, joined(target.facts.map((fact) => make("bdi", { text: fact })), " · ")) : null,
      line.note ? make("p", { class: "small" }, foreign(line.note)) : null,
    );
  }

  function basis({ basis: by, inferred }) {
    return `${by || "no basis told"}${inferred ? ", inferred" : ""}`;
  }

  function aim(node) {
    if (node.kind === "claim") return [chain.nodeName(node), " ", foreign(node.label)];
    const name = make("code", {}, make("bdi", { text: node.id }));
    const to = reported.address(node);
    return [`${glossary.label("node", node.kind)} `, to ? make("a", { href: to }, name) : name, ", ", foreign(node.label)];
  }

  function untold(found) {
    if (!found.untold.length) return null;
    return section("untold-heading", "What could not be told", items(found.untold.map((words) => foreign(words)), { class: "untold" }), findings.untold(found));
  }

  function relays(found) {
    const beside = (words, one) => make("p", { class: "small" }, words, ", beside what it relays: ", glossary.chip("fidelity", one.fidelity && one.fidelity.value, "source"));
    const rows = [
      ...told("It relays", found.relays, () => null, beside("This claim", found)),
      ...told("It is relayed by", found.relayedBy, (other) => beside("That claim", other)),
    ];
    return section("relays-of-heading", "Who relays whom", rows.length ? rows : make("p", { text: "It names no other claim that it relays, and none read here relays it." }));
  }

  /** The claims at the other end of relays; a verdict on a relay is that of the claim that relays. */
  function told(words, ids, verdictOf, lead = null) {
    if (!ids.length) return [];
    const rows = ids.map((id) => {
      const other = corpus.claim(id);
      return [make("a", { href: route.toClaim(id) }, make("bdi", { text: id })), " ", other ? [foreign(other.gloss), verdictOf(other)] : null];
    });
    return [make("h3", { text: words }), lead, items(rows, { class: "links" })];
  }

  function judgement() {
    const { judgement: holds, notAdvice } = corpus.data.says;
    return make("section", { class: "part judgement", "aria-label": "What this judgement is" }, make("p", {}, foreign(holds, 1000)), make("p", {}, foreign(notAdvice, 1000)));
  }

  function missing(id) {
    const near = corpus.nearest(id);
    view.replaceChildren(
      make("h1", { id: "claim-heading", tabindex: "-1", text: "There is no such claim here" }),
      make("p", { class: "lead" }, "This file has no claim ", make("code", {}, make("bdi", { text: element.plain(id, 120) })), ". It may belong to another build, or be misspelt."),
      ...(near.length ? [make("h2", { text: "Near to it" }), items(near.map((one) => [make("a", { href: route.toClaim(one.id) }, make("bdi", { text: one.id })), " ", foreign(one.gloss, 200)]), { class: "links" })] : []),
      make("p", {}, make("a", { href: "#claims", text: "All claims" })),
    );
    return "No such claim";
  }

  return { show };
})();
