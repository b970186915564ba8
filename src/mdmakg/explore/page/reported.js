/**
 * Studies and their results: found by id, told in short and in full, and which claims they stand behind.
 */
const reported = (() => {
  "use strict";

  const { make, joined } = element;
  const { nodes } = corpus.data;
  const FIGURES = new Map([
    ["n", "n\u00a0="],
    ["mean", "mean"],
    ["median", "median"],
    ["amount", "amount"],
    ["standard-deviation", "SD"],
    ["standard-error", "SE"],
    ["interval", "interval"],
    ["interval-level", "level"],
    ["quartiles", "quartiles"],
    ["range", "range"],
  ]);
  const TIMES = [["", ""], ["baseline-", "at baseline: "], ["change-", "change: "]];

  const studies = corpus.data.studies.map((row) => ({
    ...{ label: "", registrations: [], followsUp: [], sample: {}, reports: [], bias: [] },
    ...row,
    results: (row.results || []).map((result) => ({
      ...{ outcomes: [], arms: [], when: [], frames: [], sure: [], figures: [], flags: [] },
      ...result,
      id: nodes[result.node].id,
      says: nodes[result.node].label,
    })),
  }));
  const places = new Map(studies.map((study) => [study.id, study]));
  const results = new Map(studies.flatMap((study) => study.results.map((result) => [result.id, { study, result }])));
  const ranks = new Map([...results.keys()].map((id, at) => [id, at]));
  const behind = claimsBehind();

  /** By number of a result's or a study's node, the claims along whose chain it stands. */
  function claimsBehind() {
    const found = new Map();
    for (const claim of corpus.data.claims) {
      for (const [at] of claim.chain.nodes) {
        if (!["result", "study"].includes(nodes[at].kind)) continue;
        if (!found.has(at)) found.set(at, []);
        found.get(at).push(claim);
      }
    }
    return found;
  }

  /** The result of that id with its study, or undefined. */
  function result(id) {
    return results.get(id);
  }

  /** Where the node of a study stands among all, or that of a result in its study's table; null where neither does. */
  function address({ kind, id }) {
    if (kind === "study") return places.has(id) ? route.toStudy(id) : null;
    return results.has(id) ? route.toStudy(results.get(id).study.id, id) : null;
  }

  function studyName(id) {
    return (places.get(id) && places.get(id).label) || id;
  }

  /** The ids of the studies along a claim's chain. */
  function studiesOf(claim) {
    return claim.chain.nodes.flatMap(([at]) => (nodes[at].kind === "study" ? [nodes[at].id] : []));
  }

  /** The claims along whose chain a study stands. */
  function claimsOn(id) {
    const at = nodes.indexOf(corpus.node("study", id));
    return behind.get(at) || [];
  }

  /** The claims along whose chain a result stands, those with a line of evidence of their own to it first. */
  function claimsOf({ id, node }) {
    const told = (behind.get(node) || []).map((claim) => ({ claim, line: claim.lines.find(({ target }) => target === id) }));
    return [...told.filter(({ line }) => line), ...told.filter(({ line }) => !line)];
  }

  /** Ids of results in the order in which the studies have them. */
  function ordered(ids) {
    return [...ids].sort((one, other) => ranks.get(one) - ranks.get(other));
  }

  /** How many studies and results there are, in words. */
  function counted(some) {
    const number = (all, one, many) => `${all.toLocaleString("en-GB")} ${all === 1 ? one : many}`;
    const told = some.reduce((sum, { results: own }) => sum + own.length, 0);
    return `${number(some.length, "study", "studies")}, ${number(told, "result", "results")}`;
  }

  /** Which arms are compared, the first against the second where that is known; empty where none are named. */
  function compared({ arms, firstUnknown }) {
    return joined(arms.map((arm) => make("bdi", { text: arm })), firstUnknown ? " and " : " against ");
  }

  /** When it was measured, as far as that is told: each a text. */
  function when({ change, frames, when: offsets }) {
    return [change, ...frames, ...offsets].filter(Boolean);
  }

  /** An estimate with what it measures and how sure it is; empty where none is told. */
  function estimate({ measure, estimate: number, sure, counted: count }) {
    const named = measure || "a measure not stated";
    if (number) return `${named} ${number}${sure.length ? ` (${sure.join("; ")})` : ""}`;
    return [count, ...(sure.length ? [`${named}: ${sure.join("; ")}`] : [])].filter(Boolean).join("; ");
  }

  /** The figures of one arm, those of each time in one text: measured, at baseline, change, doses. */
  function figures(row) {
    const times = TIMES.map(([prefix, words]) => {
      const told = [...FIGURES].flatMap(([kind, name]) => (row[prefix + kind] ? [`${name}\u00a0${row[prefix + kind]}`] : []));
      return told.length ? words + told.join(", ") : "";
    });
    return [events(row), ...times, row.dose && `dose ${row.dose}`, row["cumulative-dose"] && `cumulative dose ${row["cumulative-dose"]}`].filter(Boolean);
  }

  function events({ events: number, of }) {
    if (number) return of ? `${number} of ${of} with the event` : `${number} with the event`;
    return of ? `of ${of}` : "";
  }

  /** A result in short, each a text: what came out, by what, between whom. */
  function short(row) {
    const number = estimate(row);
    const arms = number ? [] : row.figures.map((one) => `${one.arm}: ${figures(one)[0]}`);
    return [row.direction, number, ...arms, row.p].filter(Boolean);
  }

  return { studies, result, address, studyName, studiesOf, claimsOn, claimsOf, ordered, counted, compared, when, estimate, figures, short };
})();
