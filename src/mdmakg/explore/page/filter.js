/**
 * Which claims are asked for: chosen values by facet, and words.
 *
 * Values of one facet widen, facets and words narrow.
 */
const filter = (() => {
  "use strict";

  const UNTOLD = "~untold";

  /** @type {Array<{name: string, label: string, of: function(Object): string[], says: function(string): string}>} */
  const FACETS = [
    facet("document", "Document", (claim) => [claim.document], corpus.documentName),
    facet("fidelity", "Does it say what its source says?", (claim) => judged(claim.fidelity), said("fidelity")),
    facet("support", "Is there evidence for it here?", (claim) => judged(claim.support), said("support")),
    facet("kind", "Kind of claim", (claim) => [claim.kind], said("kind")),
    facet("outcome", "Outcome", (claim) => claim.outcomes, corpus.conceptName),
    facet("population", "Population", (claim) => (claim.population ? [claim.population] : []), corpus.conceptName),
    facet("study", "Study behind it", reported.studiesOf, reported.studyName),
    facet("check", "Found by a check, on it or behind it", checked, checkSays),
  ];

  function facet(name, label, of, says) {
    return { name, label, of, says };
  }

  function judged(verdict) {
    return verdict ? [verdict.value] : [];
  }

  function said(list) {
    return (value) => glossary.label(list, value);
  }

  /** The checks that found something on a claim or along its chain, or could not tell. */
  function checked(claim) {
    return [...new Set(corpus.checks(claim).map((row) => (row.state === "cannotTell" ? row.check + UNTOLD : row.check)))];
  }

  function checkSays(value) {
    return value.endsWith(UNTOLD)
      ? `${glossary.checkLabel(value.slice(0, -UNTOLD.length))}: could not be told`
      : glossary.checkLabel(value);
  }

  /**
   * Read what is asked for from a fragment's query; what no facet is called is left out.
   * @param {URLSearchParams} asked
   * @returns {{chosen: Map<string, Set<string>>, words: string}}
   */
  function read(asked) {
    const chosen = new Map(FACETS.map(({ name }) => [name, new Set(asked.getAll(name))]));
    return { chosen, words: asked.get("q") || "" };
  }

  /** Write what is asked for as a query, always in the same order. */
  function write({ chosen, words }) {
    const asked = new URLSearchParams();
    for (const { name } of FACETS) for (const value of [...chosen.get(name)].sort()) asked.append(name, value);
    if (words.trim()) asked.set("q", words.trim());
    return asked;
  }

  /** What is asked for in words, for who does not see the form; empty where all is. */
  function narrowing({ chosen, words }) {
    const said = FACETS.flatMap(({ name, label, says }) => {
      const values = [...chosen.get(name)].map(says).map((value) => element.plain(value));
      return values.length ? [`${label}${label.endsWith("?") ? "" : ":"} ${values.join(" or ")}`] : [];
    });
    return [...said, ...(words.trim() ? [`Search: ${element.plain(words)}`] : [])].join(" · ");
  }

  const values = corpus.data.claims.map((claim) => FACETS.map(({ of }) => of(claim)));

  const every = FACETS.map((_, at) => at);

  /**
   * The claims that are asked for, and how many each option would leave.
   * A facet's own choice does not narrow the counts of its options.
   * @returns {{shown: Object[], counts: Array<Map<string, number>>}}
   */
  function apply({ chosen, words }) {
    const sought = corpus.lowered(words).split(/\s+/u).filter(Boolean);
    const sets = FACETS.map(({ name }) => chosen.get(name));
    const counts = FACETS.map(() => new Map());
    const shown = [];
    corpus.data.claims.forEach((claim, at) => {
      if (sought.length && !sought.every((word) => corpus.words(claim).includes(word))) return;
      const own = values[at];
      const misses = sets.flatMap((set, f) => (set.size && !own[f].some((value) => set.has(value)) ? [f] : []));
      if (misses.length > 1) return;
      if (!misses.length) shown.push(claim);
      (misses.length ? misses : every).forEach((f) => own[f].forEach((value) => add(counts[f], value)));
    });
    return { shown, counts };
  }

  function add(count, value) {
    count.set(value, (count.get(value) || 0) + 1);
  }

  /** All values of a facet: those of a closed list in its order, others by frequency, what could not be told last. */
  function options(at) {
    const { name } = FACETS[at];
    const all = new Map();
    for (const own of values) own[at].forEach((value) => add(all, value));
    const order = name === "document" ? corpus.data.documents.map(({ id }) => id) : glossary.values(name);
    const rank = (value) => (order.includes(value) ? order.indexOf(value) : order.length + (value.endsWith(UNTOLD) ? 1 : 0));
    return [...all.keys()].sort(
      (one, other) => rank(one) - rank(other) || all.get(other) - all.get(one) || (one < other ? -1 : 1),
    );
  }

  return { FACETS, read, write, narrowing, apply, options };
})();
