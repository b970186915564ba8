/**
 * Every study: what sources report of it, how it was judged, and a table of its results.
 */
const studies = (() => {
  "use strict";

  const { make, foreign, joined, list: items, table } = element;
  const UNSTATED = "not stated";
  const CLAIMS = 3;
  const view = document.getElementById("view-studies");
  const end = make("div", { class: "set-further" });
  const long = pieces(end, 40, place);
  const claimed = corpus.data.claims.length > 0;
  let room = null;
  let body = null;
  let alone = false;
  let sought = "";
  let order = [];

  /** Show all studies, or the one of that id, and in it a result where one is asked for. */
  function show(id, result) {
    const kept = id ? reported.studies.filter((study) => study.id === id) : reported.studies;
    if (id && !kept.length) return missing(id);
    const name = id ? kept[0].label || id : "";
    room = make("div", {});
    [alone, sought] = [Boolean(id), result];
    order = kept.flatMap((study) => [{ study }, ...study.results.map((row) => ({ study, row }))]);
    view.replaceChildren(
      make("h1", { id: "studies-heading", tabindex: "-1" }, id ? ["Study: ", foreign(name, 300)] : "Studies"),
      make("p", { class: "lead", text: "What sources report of each study, how people judged its risk of bias, and each result with its arms, time and numbers. Numbers are rounded for reading; n counts participants, SD is a standard deviation, SE a standard error." }),
      id ? make("p", {}, make("a", { href: route.toStudy(""), text: "All studies" })) : overview(kept),
      result && !kept[0]?.results.some((row) => row.id === result) ? strange(result) : "",
      room,
      end,
    );
    long.begin(order);
    return id ? `${element.plain(name)} · Studies` : "Studies";
  }

  /** Bring the result that was asked for before the reader; false where none was. */
  function reveal(focused = true) {
    const at = sought ? order.findIndex(({ row }) => row && row.id === sought) : -1;
    if (at < 0) return false;
    const link = long.at(at);
    link.closest("tr").scrollIntoView({ block: "center" });
    if (focused) link.focus({ preventScroll: true });
    return true;
  }

  /** How many there are, and the way to each. */
  function overview(kept) {
    if (!kept.length) return nothing();
    const link = (study) => [make("a", { href: route.toStudy(study.id) }, make("bdi", { text: element.plain(study.label || study.id, 120) })), ` ${counted(study.results.length, "result")}`];
    return make(
      "details",
      { class: "index", open: kept.length <= 12 },
      make("summary", { text: reported.counted(kept) }),
      make("nav", { "aria-label": "Studies here" }, items(kept.map(link))),
    );
  }

  function nothing() {
    const claims = corpus.data.claims.length;
    const way = claims ? [" What it claims is all here: ", make("a", { href: "#claims", text: counted(claims, "claim") }), "."] : "";
    return make("p", { class: "notice" }, "No document of this corpus reports a study.", way);
  }

  function counted(number, word) {
    return number ? `${number.toLocaleString("en-GB")} ${number === 1 ? word : `${word}s`}` : `no ${word}`;
  }

  function strange(id) {
    return make("p", { class: "notice" }, "There is no result ", code(element.plain(id, 120)), " of it here.");
  }

  /** Say that there is no study of that id, and which are near. */
  function missing(id) {
    const near = corpus.nearestStudies(id);
    const link = (study) => [make("a", { href: route.toStudy(study.id) }, make("bdi", { text: study.id })), " ", foreign(study.label || "", 200)];
    view.replaceChildren(
      make("h1", { id: "studies-heading", tabindex: "-1", text: "There is no such study here" }),
      make("p", { class: "notice lead" }, "This file has no study ", code(element.plain(id, 120)), ". It may be misspelt, or belong to another build."),
      ...(near.length ? [make("h2", { text: "Near to it" }), items(near.map(link), { class: "links" })] : []),
      make("p", {}, make("a", { href: route.toStudy(""), text: "All studies" })),
    );
    [sought, order] = ["", []];
    return "No such study";
  }

  /** Set the head of a study, or a row of its results; give what takes the focus. */
  function place({ study, row }) {
    if (row) {
      const made = resultRow(row);
      body.append(made);
      return made.querySelector("a, code");
    }
    const name = `study-${room.childElementCount}`;
    const link = make("a", { href: route.toStudy(study.id) }, foreign(study.label || study.id, 200));
    const section = make(
      "section",
      alone ? { class: "study", "aria-label": "What is known of it" } : { class: "study", "aria-labelledby": `${name} ${name}-id` }, // two studies may have one label
      alone ? null : make("h2", { id: name }, link),
      make("p", { class: "small" }, make("span", { id: `${name}-id` }, code(study.id)), study.registrations.length ? [" · registered as ", joined(study.registrations.map((one) => make("bdi", { text: one })))] : " · registration not stated"),
      facts(study),
      study.reports.length ? reports(study) : make("p", { class: "silent", text: "No source here tells of its design, size or arms." }),
      bias(study),
      study.results.length ? results(study) : make("p", { class: "silent", text: "No result of it is encoded here." }),
    );
    room.append(section);
    return alone ? section.querySelector("code") : link;
  }

  function code(id) {
    return make("code", {}, make("bdi", { text: id }));
  }

  function facts(study) {
    const followed = reported.studies.filter(({ followsUp }) => followsUp.includes(study.id)).map(({ id }) => id);
    const related = [...study.followsUp, ...followed];
    const same = study.cohort ? reported.studies.filter((one) => one !== study && one.cohort === study.cohort && !related.includes(one.id)).map(({ id }) => id) : [];
    const claims = reported.claimsOn(study.id).length;
    const rows = [
      ["follows up", links(study.followsUp)],
      ["followed up by", links(followed)],
      ["same participants as", links(same)],
      ...Object.entries(study.sample).map(([name, values]) => [`${name}, as results tell`, values.join(" or ")]),
      ["claims", claims ? make("a", { href: `#claims?${new URLSearchParams({ study: study.id })}`, text: `${counted(claims, "claim")} with this study behind ${claims === 1 ? "it" : "them"}` }) : claimed ? "none has it behind it" : ""],
    ].filter(([, value]) => value.length !== 0);
    return rows.length ? make("dl", { class: "facts" }, rows.map(([name, value]) => [make("dt", { text: name }), make("dd", {}, value)])) : null;
  }

  function links(ids) {
    return joined(ids.map((id) => make("a", { href: route.toStudy(id) }, make("bdi", { text: element.plain(reported.studyName(id), 120) }))));
  }

  /** A table with a name of its own among those of all studies. */
  function framed(caption, study, heads, rows, kind) {
    const frame = table(caption, heads, rows, kind);
    frame.setAttribute("aria-label", `${caption}: ${element.plain(study.label)} (${study.id})`);
    return frame;
  }

  function reports(study) {
    const some = study.reports.map((one) => ({ drawnFrom: [], design: [], designAlsoIn: [], sizes: {}, populations: [], arms: [], registered: {}, ...one }));
    const register = some.some(({ registered }) => Object.keys(registered).length);
    const heads = ["Reported by", "What was read", "Design", "Participants", "Population", "Arms", ...(register ? ["As registered"] : [])];
    const rows = some.map((one) => [
      source(one.source, one.drawnFrom),
      one.read || UNSTATED,
      design(one),
      pairs(one.sizes),
      one.populations.length ? joined(one.populations.map((name) => foreign(name, 120))) : UNSTATED,
      arms(one),
      ...(register ? [pairs(one.registered)] : []),
    ]);
    return framed("What is reported of it", study, heads, rows, "reports-table");
  }

  function source(id, drawn = []) {
    const { extent } = corpus.data.sources[id] || {};
    return [
      foreign(corpus.sourceName(id), 120),
      make("span", { class: "small block" }, code(id), extent === "record" ? ` · ${corpus.readOf(id)}` : ""),
      drawn.length ? make("span", { class: "small block" }, "drawn from ", joined(drawn.map((one) => make("bdi", { text: corpus.sourceName(one) })))) : null,
    ];
  }

  function design({ design: told, designAlsoIn: elsewhere }) {
    const more = elsewhere.length ? ["the rest as in ", joined(elsewhere.map((id) => make("bdi", { text: corpus.sourceName(id) })))] : [];
    return [told.length ? told.join(", ") : elsewhere.length ? "" : UNSTATED, elsewhere.length ? make("span", { class: told.length ? "small block" : "block" }, more) : null];
  }

  function pairs(told) {
    const rows = Object.entries(told);
    return rows.length ? items(rows.map(([name, value]) => [make("span", { class: "small", text: `${name} ` }), foreign(value, 200)])) : UNSTATED;
  }

  function arms({ arms: told, armsListed }) {
    if (!told.length) return UNSTATED;
    const line = ({ label, role, given, dose, size, completed }) => [
      make("bdi", { text: label }),
      make("span", { class: "small block" }, [role || "role not stated", given && given !== label ? `received: ${given}` : "", dose ? `dose ${dose}` : "dose not stated", size ? `n\u00a0=\u00a0${size}` : "size not stated", completed ? `${completed} completed` : ""].filter(Boolean).join(" · ")),
    ];
    return [items(told.map(line), { class: "apart" }), armsListed === "partial" ? make("p", { class: "small", text: "the list is not complete" }) : null];
  }

  /** What people judged, each judge of each report in a row, each domain in a column. */
  function bias(study) {
    if (!study.bias.length) return make("p", { class: "silent", text: "No judgement of its risk of bias is encoded here." });
    const domains = [...new Set(study.bias.flatMap(({ levels }) => levels.map(([domain]) => domain)))];
    const rows = study.bias.map(({ by, of, tool, levels }) => {
      const told = new Map(levels);
      return [
        [make("bdi", { text: corpus.sourceName(by) }), make("span", { class: "small block" }, "of ", make("bdi", { text: corpus.sourceName(of) }), ` · ${tool || "tool not stated"}`)],
        ...domains.map((domain) => told.get(domain) || "not judged"),
      ];
    });
    return framed("Risk of bias, as people judged it", study, ["Judged by", ...domains.map((domain) => foreign(domain, 80))], rows, "bias-table");
  }

  function results(study) {
    const heads = ["Outcome", "Compared", "When", "Estimate", "Figures of each arm", "Source, and what it says of it", ...(claimed ? ["Claims"] : [])];
    const frame = framed(`Results: ${study.results.length.toLocaleString("en-GB")}`, study, heads, [], "results-table");
    body = frame.querySelector("tbody");
    return frame;
  }

  function resultRow(row) {
    const cells = [
      ["Compared", row.arms.length ? reported.compared(row) : make("span", { class: "silent", text: "no comparison of arms" })],
      ["When", several(reported.when(row), "time not stated")],
      ["Estimate", estimate(row)],
      ["Each arm", figures(row)],
      ["Source", [make("bdi", { text: corpus.sourceName(row.source) }), several(row.flags, "not said to be primary or not"), make("span", { class: "small block" }, code(row.id))]],
      ...(claimed ? [["Claims", claims(row)]] : []),
    ];
    return make(
      "tr",
      { "aria-current": row.id === sought ? "true" : null },
      make("th", { scope: "row" }, measured(row)),
      cells.map(([name, content]) => make("td", { "data-head": name }, content)),
    );
  }

  function measured({ outcomes: ids, instrument, ratedBy, says }) {
    return [
      joined(ids.map((id) => make("a", { href: route.toOutcome(id) }, make("bdi", { text: corpus.conceptName(id) })))),
      make("span", { class: "small block" }, "by ", instrument ? make("bdi", { text: instrument }) : "an instrument not stated", ratedBy ? `, rated by the ${ratedBy}` : ""),
      make("span", { class: "small block" }, foreign(says, 200)),
    ];
  }

  function several(texts, none) {
    return texts.length ? items(texts.map((text) => foreign(text, 160))) : make("p", { class: "silent", text: none });
  }

  function estimate(row) {
    const number = row.estimate ? make("strong", { text: row.estimate }) : null;
    return [
      make("p", {}, row.measure || "measure not stated", number ? [" ", number] : null),
      row.sure.map((words) => make("p", { text: words })),
      number || row.counted ? null : make("p", { class: "silent", text: row.figures.length ? "no estimate; figures of each arm" : "no number told" }),
      row.counted ? make("p", { text: row.counted }) : null,
      row.direction ? make("p", { text: row.direction }) : null,
      make("p", { class: row.p ? null : "silent", text: row.p || "p not stated" }),
      row.significance ? make("p", { class: "small", text: `${row.significance}, as stated` }) : null,
    ];
  }

  function figures({ figures: rows }) {
    if (!rows.length) return make("p", { class: "silent", text: UNSTATED });
    return items(rows.map((row) => [make("bdi", { text: row.arm }), reported.figures(row).map((words) => make("span", { class: "small block", text: words }))]), { class: "apart" });
  }

  /** The claims that rest on a result: by lines of evidence of their own, and by what they relay. */
  function claims(row) {
    const told = reported.claimsOf(row);
    if (!told.length) return make("p", { class: "silent", text: "none joined" });
    const list = items(told.slice(0, CLAIMS).map(claimOf), { class: "apart" });
    const rest = told.length - CLAIMS;
    const button = element.more(`show all ${told.length.toLocaleString("en-GB")}`, (all, pressed) => {
      list.replaceChildren(...told.slice(0, all ? told.length : CLAIMS).map((one) => make("li", {}, claimOf(one))));
      if (all && pressed) list.children[CLAIMS].querySelector("a").focus();
    });
    return [make("p", { text: counted(told.length, "claim") }), list, rest > 0 ? button : null];
  }

  function claimOf({ claim, line }) {
    return [
      make("a", { href: route.toClaim(claim.id) }, make("bdi", { text: element.plain(claim.gloss, 100) })),
      make("span", { class: "small block" }, line ? `${glossary.label("edge", line.direction)}, ${line.basis || "no basis told"}` : "by way of what it relays", " · ", code(claim.id)),
    ];
  }

  return { show, reveal };
})();
