/**
 * What the checks found along a claim's chain: severity, state, message, numbers, and on what.
 */
const findings = (() => {
  "use strict";

  const { make, glyph, foreign } = element;

  /** @param {Object} claim */
  function of(claim) {
    const rows = corpus.checks(claim);
    const decisive = new Set([claim.fidelity, claim.support].flatMap((verdict) => (verdict && verdict.by) || []));
    const told = claim.checks.map((at, place) => ({ row: rows[place], decided: decisive.has(at) }));
    const found = told.filter(({ row }) => row.state === "failed");
    const unsaid = told.filter(({ row }) => row.state === "cannotTell");
    return [
      found.length
        ? make("ul", { class: "findings" }, ordered(found).map(item))
        : make("p", { text: "No check found anything on this claim, or on what stands behind it." }),
      unsaid.length
        ? make("details", { class: "unsaid" }, make("summary", { text: `${unsaid.length} could not be told` }), make("ul", { class: "findings" }, unsaid.map(item)))
        : null,
    ].filter(Boolean);
  }

  /** The gravest first; of one gravity, those nearest to the claim first. */
  function ordered(told) {
    const order = glossary.values("severity");
    return told
      .map((one, at) => ({ one, at, rank: order.indexOf(one.row.severity) }))
      .sort((a, b) => a.rank - b.rank || a.at - b.at)
      .map(({ one }) => one);
  }

  function item({ row, decided }) {
    const unsaid = row.state === "cannotTell";
    const entry = unsaid ? glossary.entry("state", row.state) : glossary.entry("severity", row.severity);
    const check = corpus.data.checks[row.check];
    return make(
      "li",
      { class: `finding severity-${unsaid ? "cannotTell" : row.severity}` },
      glyph(entry.glyph, 16),
      make(
        "div",
        {},
        make("p", { class: "finding-head" }, make("strong", { text: entry.label }), ` · ${glossary.checkLabel(row.check)}`, decided ? make("span", { class: "decided", text: "decides the verdict" }) : null),
        make("p", {}, foreign(unsaid ? row.reason || row.message : row.message)),
        make("p", { class: "small" }, "on ", onWhat(row), check && check.says ? [": ", make("span", { text: check.says })] : null),
        row.value ? make("p", { class: "small" }, "value: ", foreign(row.value)) : null,
        row.accepted ? make("p", { class: "small" }, `Accepted by ${row.accepted.by} on ${row.accepted.on}: `, foreign(row.accepted.why)) : null,
      ),
    );
  }

  function onWhat({ on }) {
    const name = make("bdi", { text: on });
    return corpus.claim(on) ? make("a", { href: route.toClaim(on) }, name) : name;
  }

  return { of };
})();
