"use strict";

(() => {
  const endpoint = new URL("sparql", document.baseURI).href;

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
      value: "SELECT * WHERE {\n  ?subject ?predicate ?object\n}\nLIMIT 20",
    },
  };

  const editor = new Yasgui(document.getElementById("editor"), settings);

  /** Put a question into a tab of its own. */
  const put = (name, query) => {
    const tab = editor.addTab(true, { ...Yasgui.Tab.getDefaults(), name });
    tab.setEndpoint(endpoint);
    tab.setQuery(query);
  };

  // What an answer names has its page here, whoever its name belongs to.
  document.getElementById("editor").addEventListener(
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

  const questions = fetch(new URL("assets/questions.json", document.baseURI)).then((answer) =>
    answer.json(),
  );
  for (const button of document.querySelectorAll("button[data-question]")) {
    button.addEventListener("click", async () => {
      const name = button.dataset.question;
      put(name, (await questions)[name]);
    });
  }
})();
