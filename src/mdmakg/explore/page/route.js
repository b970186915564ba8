/**
 * Where in the page the reader is: the fragment of the address, read and written.
 *
 * #claims?document=blog&q=mood · #claim/blog:c12 · #outcomes · #outcomes/wellbeing · #studies
 * · #studies/trial?result=page:r1 · #relays
 */
const route = (() => {
  "use strict";

  const VIEWS = ["claims", "claim", "outcomes", "studies", "relays"];

  /**
   * Read a fragment.
   * @returns {{view: string, id: string, asked: URLSearchParams, astray: boolean}} an unknown view is
   *     `claims`; astray is an address that asks for what its view cannot show
   */
  function read(fragment) {
    const [path, query = ""] = split(fragment.replace(/^#/u, ""), "?");
    const [view, id = ""] = split(path, "/");
    const known = VIEWS.includes(view) && (view !== "claim" || id !== "");
    const astray = known ? id !== "" && ["claims", "relays"].includes(view) : path !== "";
    return { view: known ? view : "claims", id: decoded(id), asked: new URLSearchParams(query), astray };
  }

  function split(text, mark) {
    const at = text.indexOf(mark);
    return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
  }

  function decoded(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }

  /** An id as it stands in a fragment; its colon stays readable. */
  function readable(id) {
    return encodeURIComponent(id).replaceAll("%3A", ":");
  }

  function toClaim(id) {
    return `#claim/${readable(id)}`;
  }

  function toOutcome(id) {
    return id ? `#outcomes/${encodeURIComponent(id)}` : "#outcomes";
  }

  /** The fragment of a study, or of all; of a result, if one is named, in the study's table. */
  function toStudy(id, result = "") {
    const at = id ? `#studies/${readable(id)}` : "#studies";
    return result ? `${at}?result=${readable(result)}` : at;
  }

  /** @param {URLSearchParams} asked */
  function toClaims(asked) {
    const query = asked ? asked.toString() : "";
    return query ? `#claims?${query}` : "#claims";
  }

  /** Write a fragment in place of the present one, without a new view. */
  function rewrite(fragment) {
    try {
      window.history.replaceState(window.history.state, "", fragment);
    } catch {
      window.location.replace(fragment); // where a page from a file may not write its history
    }
  }

  return { read, toClaim, toOutcome, toStudy, toClaims, rewrite };
})();
