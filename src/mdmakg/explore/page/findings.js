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
    const told = grouped(rows.map((row, place) => ({ row, decided: decisive.has(claim.checks[place]) })));
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

  /** Put together what one check found on one thing. */
  function grouped(told) {
    const groups = new Map();
    for (const { row, decided } of told) {
      const key = [row.check, row.on, row.state].join("\n");
      const group = groups.get(key) || { row, rows: [], decided: false };
      group.rows.push(row);
      group.decided = group.decided || decided;
      groups.set(key, group);
    }
    return [...groups.values()];
  }

  /** The gravest first; of one gravity, those nearest to the claim first. */
  function ordered(told) {
    const order = glossary.values("severity");
    return told
      .map((one, at) => ({ one, at, rank: order.indexOf(one.row.severity) }))
      .sort((a, b) => a.rank - b.rank || a.at - b.at)
      .map(({ one }) => one);
  }

  function item({ row, rows, decided }) {
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
        rows.map(messageOf),
        make("p", { class: "small" }, "on ", onWhat(row)),
        check && check.says ? make("p", { class: "small" }, "for curators: ", make("bdi", { text: check.says })) : null,
      ),
    );
  }

  function messageOf({ state, message, reason, value, accepted }) {
    const words = state === "cannotTell" ? reason || message : message;
    return [
      make("p", {}, foreign(words), value && !words.includes(value) ? [" (", foreign(value), ")"] : null),
      accepted ? make("p", { class: "small" }, `Accepted by ${accepted.by} on ${accepted.on}: `, foreign(accepted.why)) : null,
    ];
  }

  function onWhat({ on }) {
    const name = make("bdi", { text: on });
    return corpus.claim(on) ? make("a", { href: route.toClaim(on) }, name) : name;
  }

  return { of };
})();
