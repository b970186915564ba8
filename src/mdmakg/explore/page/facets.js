/**
 * The form of the filters: a search box, and a group of options for each facet.
 */
const facets = (() => {
  "use strict";

  const { make } = element;
  const OPEN = new Set(["document", "fidelity", "support"]);
  const form = document.getElementById("filters");
  /** @type {Array<Map<string, {box: HTMLInputElement, count: Node, row: Element}>>} */
  const options = [];
  const groups = [];
  /** @type {Array<Set<string>>} what an address asks of each facet that no option is; nothing is like that */
  let strange = filter.FACETS.map(() => new Set());
  let search;
  let clear;
  let outer;

  /**
   * Build the form.
   * @param {function(): void} changed called whenever something else is asked for
   */
  function build(changed) {
    search = make("input", {
      type: "search",
      id: "search",
      autocomplete: "off",
      spellcheck: "false",
      "aria-describedby": "search-says",
      on: { input: changed },
    });
    clear = make("button", { type: "button", class: "tool", text: "Clear all", on: { click: () => empty(changed) } });
    filter.FACETS.forEach((facet, at) => groups.push(group(facet, at, changed)));
    const wide = window.matchMedia("(min-width: 60rem)");
    outer = make("details", { class: "facets", open: wide.matches }, make("summary", { text: "Filters" }), groups);
    wide.addEventListener("change", () => {
      outer.open = wide.matches;
    });
    form.append(
      make("label", { for: "search", class: "search-label", text: "Search" }),
      search,
      make("p", { id: "search-says", class: "small", text: "in what is claimed, and in ids such as blog:c12" }),
      outer,
      clear,
    );
    form.addEventListener("submit", (event) => event.preventDefault());
  }

  function group(facet, at, changed) {
    const rows = new Map();
    options.push(rows);
    const list = make("ul", { class: "options" });
    for (const value of filter.options(at)) {
      const box = make("input", { type: "checkbox", value, on: { change: changed } });
      const count = make("span", { class: "option-count" });
      const mark = ["fidelity", "support"].includes(facet.name) ? glossary.entry(facet.name, value) : null;
      const words = [mark ? element.glyph(mark.glyph) : null, make("bdi", { text: facet.says(value) })];
      const label = make("label", { class: mark ? `tone-${mark.tone}` : null }, box, make("span", { class: "option-words" }, words), count);
      const row = make("li", {}, label);
      rows.set(value, { box, count, row });
      list.append(row);
    }
    const fieldset = make("fieldset", {}, make("legend", { class: "heard", text: facet.label }), list);
    return make(
      "details",
      { class: "facet", open: OPEN.has(facet.name), hidden: rows.size === 0 },
      make("summary", {}, facet.label, make("span", { class: "facet-chosen" })),
      fieldset,
    );
  }

  function empty(changed) {
    search.value = "";
    strange.forEach((values) => values.clear());
    for (const rows of options) for (const { box } of rows.values()) box.checked = false;
    changed();
    search.focus();
  }

  /** What is asked for now, in the shape that filter.apply takes. */
  function asked() {
    const chosen = new Map(
      filter.FACETS.map(({ name }, at) => [
        name,
        new Set([...[...options[at]].filter(([, { box }]) => box.checked).map(([value]) => value), ...strange[at]]),
      ]),
    );
    return { chosen, words: search.value };
  }

  /** Ask for what a fragment says. */
  function set({ chosen, words }) {
    if (search.value.trim() !== words) search.value = words;
    strange = filter.FACETS.map(({ name }, at) => new Set([...chosen.get(name)].filter((value) => !options[at].has(value))));
    filter.FACETS.forEach(({ name }, at) => {
      for (const [value, { box }] of options[at]) box.checked = chosen.get(name).has(value);
      if (chosen.get(name).size) groups[at].open = true;
    });
  }

  /** What is asked for that there is not here, each as facet and value. */
  function unknown() {
    return strange.flatMap((values, at) => [...values].map((value) => `${filter.FACETS[at].name} “${value}”`));
  }

  /**
   * Tell how many claims each option would leave.
   * @param {Array<Map<string, number>>} counts
   */
  function tell(counts) {
    let some = search.value.trim() !== "" || unknown().length > 0;
    options.forEach((rows, at) => {
      let chosen = 0;
      for (const [value, { box, count, row }] of rows) {
        const left = counts[at].get(value) || 0;
        count.textContent = left.toLocaleString("en-GB");
        row.classList.toggle("nothing", left === 0 && !box.checked);
        if (box.checked) chosen += 1;
      }
      some = some || chosen > 0;
      groups[at].querySelector(".facet-chosen").textContent = chosen ? `${chosen} chosen` : "";
    });
    clear.hidden = !some;
    outer.classList.toggle("some", some);
  }

  /** Bring the search box before the reader. */
  function focus() {
    search.focus();
    search.select();
  }

  return { build, asked, set, unknown, tell, focus };
})();
