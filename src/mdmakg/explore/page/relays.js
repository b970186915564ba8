/**
 * Who relays and cites whom, and who reports which study: as a map and as tables.
 */
const relays = (() => {
  "use strict";

  const { make, foreign, joined, table } = element;
  const view = document.getElementById("view-relays");

  function show() {
    const given = corpus.data.relays;
    view.replaceChildren(
      make("h1", { id: "relays-heading", tabindex: "-1", text: "Relays" }),
      make("p", { class: "lead", text: "Which source relays or cites which, and which studies they report. A claim can be no surer than what it relays." }),
      chain.figure,
      ...tables(given),
    );
    chain.draw(given, "The map of sources and studies");
    return "Relays";
  }

  /** All sources and studies, also those that the map leaves out as they stand in no relation. */
  function tables({ nodes: drawn, edges }) {
    const { nodes } = corpus.data;
    const places = drawn.map(([at]) => at);
    const linked = new Set(places);
    const links = edges.map(([kind, from, to]) => [kind, places[from], places[to]]);
    const ends = (at, kind, outward = true) => links.filter(([name, from, to]) => name === kind && (outward ? from : to) === at).map(([, from, to]) => nodes[outward ? to : from]);
    const names = (found, none = "none") => (found.length ? joined(found.map((node) => make("bdi", { text: node.label || node.id }))) : none);
    const unread = ({ id }) => (corpus.readOf(id) === "not read" ? "not read" : "none"); // what nobody read may say more
    const of = (kind) => nodes.flatMap((node, at) => (node.kind === kind ? [[node, at]] : []));
    const sources = of("source").map(([node, at]) => [name(node, linked.has(at)), node.facts.join(", ") || "not told", names(ends(at, "relays"), unread(node)), names(ends(at, "cites"), unread(node)), names(ends(at, "reported-in", false), unread(node))]);
    const studies = of("study").map(([node, at]) => [name(node, linked.has(at)), node.facts.join(", ") || "not told", names(ends(at, "follows-up")), names(ends(at, "reported-in"))]);
    return [
      table("Sources", ["Source", "What it is", "Relays", "Cites", "Reports the studies"], sources, "relays-table"),
      table("Studies", ["Study", "What is told of it", "Follows up", "Reported in"], studies, "relays-table"),
    ];
  }

  function name(node, linked) {
    const code = make("code", {}, make("bdi", { text: node.id }));
    const to = reported.address(node);
    const id = make("span", { class: "small block" }, to ? make("a", { href: to }, code) : code);
    return [foreign(node.label || node.id), id, linked ? null : make("span", { class: "small block", text: "in no relation here, so not on the map" })];
  }

  return { show };
})();
