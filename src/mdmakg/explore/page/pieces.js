/**
 * What is long, set in pieces as the reader comes to its end; a print sets all of it.
 * @param {Element} end what stands below, with a button while something is left
 * @param {number} size how many items a piece has
 * @param {function(Object): Element} place sets an item; returns what takes the focus in it
 */
function pieces(end, size, place) {
  "use strict";

  let items = [];
  let links = [];
  const watcher = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && more(), {
    rootMargin: "800px",
  });
  watcher.observe(end);
  window.addEventListener("beforeprint", () => {
    const view = end.closest(".view");
    if (view && !view.hidden) more(Infinity);
  });

  /** Begin anew with other items. */
  function begin(given) {
    [items, links] = [given, []];
    more();
  }

  /** Set the next items. */
  function more(most = size) {
    const until = Math.min(items.length, links.length + most);
    while (links.length < until) links.push(place(items[links.length]));
    const left = items.length - links.length;
    const next = element.make("button", { type: "button", class: "tool", on: { click: onward } }, `Show more: ${left.toLocaleString("en-GB")} left`);
    end.replaceChildren(...(left ? [next] : []));
  }

  /** Set the next items, and go on from the first of them. */
  function onward() {
    const first = links.length;
    more();
    links[first]?.focus();
  }

  /** What takes the focus in an item, which is set if it was not; of none beyond the last. */
  function at(place_) {
    while (place_ >= links.length && links.length < items.length) more();
    return links[Math.min(place_, links.length - 1)];
  }

  return { begin, at, set: () => links };
}
