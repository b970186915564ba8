/**
 * What this browser keeps for the reader from one visit to the next, where it may.
 */
const remembered = (() => {
  "use strict";

  /** The value kept under a key, or null; a page from a file may have no store. */
  function get(key) {
    try {
      return window.localStorage.getItem(key);
    } catch {
      return null;
    }
  }

  function set(key, value) {
    try {
      window.localStorage.setItem(key, value);
    } catch {
      // Without a store the choice lasts as long as the page.
    }
  }

  return { get, set };
})();
