/**
 * The corpus of this page: what its one block of data says, found by id.
 */
const corpus = (() => {
  "use strict";

  const data = unpack(JSON.parse(document.getElementById("corpus").textContent));
  data.claims = data.claims.map((row) => ({
    ...{ outcomes: [], facts: [], passages: [], checks: [], untold: [], lines: [], relays: [], relayedBy: [] },
    ...row,
  }));
  data.nodes = data.nodes.map((row) => ({ facts: [], verdicts: [], label: "", id: "", ...row }));
  const places = new Map(data.claims.map((claim, at) => [claim.id, at]));
  const nodes = new Map(data.nodes.map((node) => [`${node.kind} ${node.id}`, node]));
  const outcomeNames = new Map(data.outcomes.rows.map((row) => [row.outcome, row.label]));
  const searched = new Map();

  /** The claim of that id, or undefined. */
  function claim(id) {
    return data.claims[places.get(id)];
  }

  /** The node of that kind and id (a result, a study, a source), or undefined. */
  function node(kind, id) {
    return nodes.get(`${kind} ${id}`);
  }

  /** What a source is called: its label or title, else its id. */
  function sourceName(id) {
    const source = data.sources[id];
    return source ? source.label || source.title || id : id;
  }

  /** How much of a source was read, where that is not all of it. */
  function readOf(id) {
    const { extent } = data.sources[id] || {};
    return { "not-read": "not read", truncated: "read in part", record: "imported as a record" }[extent] || "";
  }

  /** What a document is called. */
  function documentName(id) {
    const found = data.documents.find((document) => document.id === id);
    return (found && found.label) || sourceName(id);
  }

  /** The check results along a claim's chain, those nearest to the claim first. */
  function checks(item) {
    return item.checks.map((at) => data.results[at]);
  }

  /** What an outcome or a population is called. */
  function conceptName(id) {
    return data.concepts[id] || outcomeNames.get(id) || id;
  }

  /** All that a search looks through, in lower case; made once for each claim. */
  function words(item) {
    if (!searched.has(item.id)) {
      const shown = item.passages.map((passage) => (passage.words ? passage.words.here : ""));
      searched.set(item.id, lowered([item.id, item.gloss, ...shown].join("\n")));
    }
    return searched.get(item.id);
  }

  /** Text as a search compares it. */
  function lowered(text) {
    return text.normalize("NFKC").toLowerCase();
  }

  /** The claims whose ids are most like one that is not there, nearest first, at most five. */
  function nearest(id) {
    return alike(id, data.claims, (item) => [item.id]);
  }

  /** The rows of outcomes whose ids or names are most like one that is not there, as for claims. */
  function nearestOutcomes(id) {
    return alike(id, data.outcomes.rows, (row) => [row.outcome, row.label || row.outcome]);
  }

  /** The studies whose ids or names are most like one that is not there, as for claims. */
  function nearestStudies(id) {
    return alike(id, data.studies, (row) => [row.id, row.label || row.id]);
  }

  function alike(id, items, namesOf) {
    const sought = lowered(id);
    const limit = Math.max(3, Math.ceil(sought.length / 2));
    return items
      .map((item, at) => [Math.min(...namesOf(item).map((name) => far(sought, lowered(name)))), at])
      .filter(([apart]) => apart <= limit)
      .sort((one, other) => one[0] - other[0] || one[1] - other[1])
      .slice(0, 5)
      .map(([, at]) => items[at]);
  }

  /** How far a name is from what was sought: a name that has it whole is nearer than any other. */
  function far(sought, name) {
    return sought && name.includes(sought) ? (name.length - sought.length) / 1000 : distance(sought, name);
  }

  /** How many single changes part two short texts (Levenshtein, 1966). */
  function distance(one, other) {
    if (Math.abs(one.length - other.length) > 12) return Infinity;
    let row = Array.from({ length: other.length + 1 }, (_, at) => at);
    for (let i = 1; i <= one.length; i += 1) {
      const next = [i];
      for (let j = 1; j <= other.length; j += 1) {
        const swapped = row[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1);
        next.push(Math.min(swapped, row[j] + 1, next[j - 1] + 1));
      }
      row = next;
    }
    return row[other.length];
  }

  return { data, claim, node, sourceName, readOf, documentName, conceptName, checks, words, lowered, nearest, nearestOutcomes, nearestStudies };
})();
