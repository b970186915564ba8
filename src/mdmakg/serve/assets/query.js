"use strict";

(() => {
  const EMPTY = "SELECT * WHERE {\n  ?subject ?predicate ?object\n}\nLIMIT 20";
  const endpoint = new URL("sparql", document.baseURI).href;
  const place = document.getElementById("editor");

  /** What the editor begins with: nothing of any other host. */
  const settings = {
    requestConfig: { endpoint, method: "POST" },
    copyEndpointOnNewTab: false,
    populateFromUrl: true,
    endpointCatalogueOptions: { getData: () => [], keys: [], renderItem: () => {} },
    yasqe: {
      ...Yasgui.Yasqe.defaults,
      // "class" and "property" would ask Linked Open Vocabularies for every word typed.
      autocompleters: ["prefixes", "variables"],
      prefixCcApi: null,
      value: EMPTY,
    },
  };

  // The server knows these prefixes; the editor's grammar would mark them as not declared.
  const prefixes = JSON.parse(place.dataset.prefixes);
  const grammar = Yasgui.Yasqe.modes.sparql11;
  Yasgui.Yasqe.defineMode("sparql11", (...given) => {
    const mode = grammar(...given);
    return { ...mode, startState: () => ({ ...mode.startState(), prefixes: { ...prefixes } }) };
  });

  // Whole cells, unless somebody switches that off: what is cut cannot be compared or copied.
  Yasgui.Yasr.defaults.plugins.table.dynamicConfig = { isEllipsed: false };

  const editor = new Yasgui(place, settings);

  /** Put a question into a tab of its own. */
  const put = (name, query) => {
    const tab = editor.addTab(true, { ...Yasgui.Tab.getDefaults(), name });
    tab.setEndpoint(endpoint);
    tab.setQuery(query);
    if (place.getBoundingClientRect().top < 0) place.scrollIntoView();
  };

  // What an answer names has its page here, whoever its name belongs to.
  place.addEventListener(
    "click",
    (event) => {
      const link = event.target.closest(".yasr a.iri");
      if (link && new URL(link.href).origin !== location.origin) {
        const page = new URL("resource", document.baseURI);
        page.searchParams.set("iri", link.getAttribute("href"));
        link.href = page.href;
      }
    },
    true,
  );

  /** What the editor leaves without a name or a way in for those who do not see or point. */
  const amend = () => {
    for (const field of place.querySelectorAll(".CodeMirror textarea")) {
      field.setAttribute("aria-label", "Query");
    }
    for (const field of place.querySelectorAll(".tableSizer")) {
      field.setAttribute("aria-label", "Page size");
    }
    for (const part of place.querySelectorAll(".CodeMirror-scroll")) {
      part.setAttribute("tabindex", "0");
    }
    for (const title of place.querySelectorAll("th:first-child .dt-column-title:empty")) {
      title.textContent = "#";
    }
  };
  new MutationObserver(amend).observe(place, { childList: true, subtree: true });
  amend();

  const questions = fetch(new URL("assets/questions.json", document.baseURI)).then((answer) =>
    answer.json(),
  );
  for (const button of document.querySelectorAll("button[data-question]")) {
    button.addEventListener("click", async () => {
      const asked = button.dataset.question;
      put(asked || "Query", asked ? (await questions)[asked] : EMPTY);
    });
  }
})();
