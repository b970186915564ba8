/**
 * What the checks found along a claim's chain: severity, message, on what, and what decided a verdict.
 */
const findings = (() => {
  "use strict";

  const { make, glyph, foreign } = element;

  /**
   * What was found of the claim and its lines of evidence; then, folded, of what stands behind them.
   * @param {Object} claim
   */
  function of(claim) {
    const near = nearest(claim);
    const decisive = new Set([claim.fidelity, claim.support].flatMap((verdict) => (verdict && verdict.by) || []));
    const told = claim.checks.map((at) => ({ row: corpus.data.results[at], decided: decisive.has(at), near: near.has(at) || decisive.has(at) }));
    const found = told.filter(({ row }) => row.state === "failed");
    const own = grouped(found.filter((one) => one.near));
    const behind = grouped(found.filter((one) => !one.near));
    return [
      own.length
        ? make("ul", { class: "findings" }, ordered(own).map(item))
        : make("p", { text: nothing() }),
      folded("found on what stands behind it", ordered(behind, claim)),
    ];
  }

  /** Nothing found is worth as much as was looked for. */
  function nothing() {
    const { unchecked = [] } = corpus.data.says;
    return unchecked.length ? `What ran found nothing on this claim or its lines of evidence; but not all ran. ${unchecked.join(" ")}` : "No check found anything on this claim or its lines of evidence.";
  }

  /** The check results along a claim's chain that could not be told, folded. */
  function untold(claim) {
    const rows = corpus.checks(claim).filter((row) => row.state === "cannotTell");
    return folded(rows.length === 1 ? "check result, one by one" : "check results, one by one", grouped(rows.map((row) => ({ row, decided: false }))));
  }

  /** The numbers of the results on the claim itself, and on its own lines of evidence. */
  function nearest({ chain: { nodes, edges } }) {
    const lines = edges.filter(([kind, from]) => kind === "has-evidence-line" && from === 0).map(([, , to]) => to);
    return new Set([0, ...lines].flatMap((place) => corpus.data.nodes[nodes[place][0]].checks || []));
  }

  function folded(words, groups) {
    if (!groups.length) return null;
    const number = groups.reduce((sum, { rows }) => sum + rows.length, 0);
    return make("details", { class: "unsaid" }, make("summary", { text: `${number} ${words}` }), make("ul", { class: "findings" }, groups.map(item)));
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

  /** The gravest first; what speaks of the claim's own outcomes before what speaks of others. */
  function ordered(groups, claim) {
    const order = glossary.values("severity");
    const names = claim ? claim.outcomes.map(corpus.conceptName) : [];
    const apart = ({ message = "" }) => (names.some((name) => message.includes(name)) ? 0 : 1);
    for (const { rows } of groups) rows.sort((one, other) => apart(one) - apart(other));
    const rank = ({ row, rows }) => 2 * order.indexOf(row.severity) + apart(rows[0]);
    return groups.sort((one, other) => rank(one) - rank(other)); // sorting is stable: nearest first among equals
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
        make("p", { class: "finding-head" }, make("strong", { text: entry.label }), ` · ${glossary.checkLabel(row.check)} `, make("code", {}, make("bdi", { text: row.check })), decided ? make("span", { class: "decided", text: "decides the verdict" }) : null),
        rows.map(messageOf),
        make("p", { class: "small" }, "on ", onWhat(row)),
        check && check.says ? make("p", { class: "small" }, "for curators: ", make("bdi", { text: check.says })) : null,
      ),
    );
  }

  function messageOf({ state, message, reason, accepted }) {
    return [
      make("p", {}, foreign((state === "cannotTell" && reason) || message)),
      accepted ? make("p", { class: "small" }, `Accepted by ${accepted.by} on ${accepted.on}: `, foreign(accepted.why)) : null,
    ];
  }

  function onWhat({ on }) {
    const name = make("bdi", { text: on });
    return corpus.claim(on) ? make("a", { href: route.toClaim(on) }, name) : name;
  }

  return { of, untold };
})();
