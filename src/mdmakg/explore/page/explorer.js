/**
 * The page: which view is shown, where the focus is, what the window is called.
 */
(() => {
  "use strict";

  const { make, foreign } = element;
  const SITE = document.title;
  const sections = [...document.querySelectorAll(".view")];
  let now = null;

  const show = {
    claims: ({ asked }) => {
      list.show(asked);
      return "Claims";
    },
    claim: ({ id }) => claim.show(id),
    outcomes: ({ id }) => outcomes.show(id),
    studies: ({ id, asked }) => studies.show(id, asked.get("result") || ""),
    relays: () => relays.show(),
  };

  /** Show what the address asks for; `moved` is false for the first view, which takes no focus. */
  function turn(moved) {
    const before = now;
    now = route.read(window.location.hash);
    const view = now.view;
    document.body.dataset.view = view;
    for (const section of sections) section.hidden = section.id !== `view-${view}`;
    const title = show[view](now);
    document.title = `${title} · ${SITE}`;
    sayAstray(now.astray, title);
    for (const link of document.querySelectorAll("[data-view]")) {
      const here = link.dataset.view === (view === "claim" ? "claims" : view);
      if (here) link.setAttribute("aria-current", view === "claim" ? "true" : "page");
      else link.removeAttribute("aria-current");
    }
    if (moved) arrive(before, view);
    else if (view === "studies") studies.reveal(false);
  }

  /** Say that the address asks for something that this page does not have. */
  function sayAstray(astray, title) {
    const place = document.getElementById("astray");
    place.hidden = !astray;
    place.replaceChildren(...(astray ? ["This page has nothing at ", make("code", {}, make("bdi", { text: element.plain(window.location.hash, 120) })), `. It may be misspelt. Shown instead: ${title}, all of them.`] : []));
  }

  /** Bring the reader to what is new: the claim come from, or else the heading. */
  function arrive(before, view) {
    if (view === "claims" && before && before.view === "claim" && list.focus(before.id)) return;
    if (view === "claims" && before && before.view === "claims") return;
    window.scrollTo(0, 0);
    if (view === "studies" && studies.reveal()) return;
    document.getElementById(`${view}-heading`)?.focus({ preventScroll: true });
  }

  function step(by) {
    if (now.view === "claims") list.move(by);
    else if (now.view === "claim") {
      const { before, after } = list.beside(now.id);
      const next = by > 0 ? after : before;
      if (next) window.location.hash = route.toClaim(next.id);
    } else return false;
    return true;
  }

  function back(target) {
    if (target.id === "search" && target.value) return false; // the browser empties it
    if (now.view === "claims") return false;
    window.location.hash = list.address();
    return true;
  }

  function search() {
    if (now.view !== "claims") window.location.hash = list.address();
    window.setTimeout(facets.focus, 0); // after the view has changed
  }

  /** Say in every view what was not checked. */
  function caveats() {
    const told = corpus.data.says.unchecked || [];
    const place = document.getElementById("unchecked");
    place.hidden = !told.length;
    place.append(...told.map((words) => make("p", {}, foreign(words, 1000))));
  }

  function colophon() {
    const { data } = corpus;
    document.getElementById("colophon").append(
      make("p", { class: "holds" }, foreign(data.says.judgement, 1000), " ", foreign(data.says.notAdvice, 1000)),
      ...(data.says.credits || []).map((words) => make("p", { class: "small" }, foreign(words, 1000))),
      make("p", { class: "small", text: `Made by mdmakg ${data.mdmakg}. This file sends nothing and asks nothing of any network.` }),
    );
  }

  theme.build();
  colophon();
  caveats();
  list.build();
  paper.build();
  list.show(route.read(window.location.hash).asked);
  keys.build({ search, step, back });
  theme.heed(() => chain.refit(true));
  window.addEventListener("hashchange", () => turn(true));
  window.addEventListener("resize", () => chain.refit(false));
  document.getElementById("skip").addEventListener("click", (event) => {
    event.preventDefault(); // the fragment says which view is shown
    document.getElementById("main").focus();
  });
  turn(false);
  const idle = window.requestIdleCallback || ((act) => window.setTimeout(act, 200));
  if (corpus.data.claims.length) idle(() => chain.warm(corpus.data.claims[0].chain));
})();
