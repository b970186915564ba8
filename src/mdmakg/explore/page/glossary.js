/**
 * Words and marks of the closed lists: verdicts, severities, kinds.
 */
const glossary = (() => {
  "use strict";

  const { make, glyph, heard } = element;
  const lists = new Map(
    Object.entries(corpus.data.glossary).map(([name, entries]) => [
      name,
      new Map(entries.map((entry) => [entry.value, entry])),
    ]),
  );

  /** What is asked of each verdict, in the words that readers bring. */
  const QUESTIONS = {
    fidelity: "Does it say what its source says?",
    support: "Is there evidence for it here?",
  };

  /** The entry of a value; a value without one is shown as it is. */
  function entry(list, value) {
    const found = lists.get(list) && lists.get(list).get(value);
    return found || { value, label: String(value ?? "not judged").replaceAll("-", " "), says: "", tone: "unknown" };
  }

  /** The values of a list in the order in which they are shown. */
  function values(list) {
    return [...(lists.get(list) || new Map()).keys()];
  }

  function label(list, value) {
    return entry(list, value).label;
  }

  /** A verdict as a chip: glyph and words, told apart by both. */
  function chip(list, value, told = "") {
    const found = entry(list, value);
    return make(
      "span",
      { class: `chip tone-${found.tone || "unknown"}`, title: found.says || null },
      glyph(found.glyph),
      told ? heard(`${told}: `) : null,
      make("span", { class: "chip-words", text: found.label }),
    );
  }

  /** A verdict as a glyph alone, for narrow cells; the words are heard and shown on hovering. */
  function mark(list, value) {
    const found = entry(list, value);
    return make(
      "span",
      { class: `mark tone-${found.tone || "unknown"}`, title: `${QUESTIONS[list]} ${found.label}` },
      glyph(found.glyph),
      heard(`${found.label}; `),
    );
  }

  /** What a check is called. */
  function checkLabel(id) {
    const check = corpus.data.checks[id];
    return (check && check.label) || id;
  }

  return { QUESTIONS, entry, values, label, chip, mark, checkLabel };
})();
