/**
 * Where a claim stands in its text: the words lit up in their context, or position and digest.
 */
const passages = (() => {
  "use strict";

  const { make, foreign } = element;
  const numbers = new Intl.NumberFormat("en-GB");

  /** @param {Object} claim */
  function of(claim) {
    const shown = claim.passages.some((passage) => passage.words);
    const note = shown
      ? "Shown with some words before and after; what the claim rests on is marked."
      : "The words are not in this file. Position and digest say where they stand: whoever has the text can look them up and verify them.";
    return [make("p", { class: "small", text: note }), make("ol", { class: "passages" }, claim.passages.map(item))];
  }

  function item(passage) {
    return make("li", {}, passage.words ? quoted(passage.words) : null, place(passage));
  }

  function quoted({ before, here, after }) {
    return make(
      "blockquote",
      { dir: "auto" },
      before ? [make("span", { class: "context", text: before })] : null,
      make("mark", {}, foreign(here, 2000)),
      after ? [make("span", { class: "context", text: after })] : null,
    );
  }

  function place({ part, section, start, end, file, digest }) {
    const told = [part, section].filter(Boolean).join(", ");
    return make(
      "p",
      { class: "small" },
      `${told ? `${told}: ` : ""}characters ${numbers.format(start)} to ${numbers.format(end)} of `,
      make("code", {}, make("bdi", { text: file || "the text" })),
      digest ? [", digest ", make("code", { text: digest })] : null,
    );
  }

  return { of };
})();
