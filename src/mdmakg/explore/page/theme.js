/**
 * Light and dark: what the reader's system asks for, unless chosen here; and the canvas's colours.
 */
const theme = (() => {
  "use strict";

  const KEY = "mdmakg-theme";
  const root = document.documentElement;
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const button = document.getElementById("theme");
  const heeded = [];
  let mixed = null;

  /** Build the button; `listener` is called when the colours change. */
  function build() {
    const kept = remembered.get(KEY);
    if (kept === "light" || kept === "dark") root.dataset.theme = kept;
    button.hidden = false;
    button.addEventListener("click", () => {
      root.dataset.theme = dark() ? "light" : "dark";
      remembered.set(KEY, root.dataset.theme);
      changed();
    });
    system.addEventListener("change", changed);
    label();
  }

  function changed() {
    mixed = null;
    label();
    heeded.forEach((listener) => listener());
  }

  function label() {
    button.textContent = dark() ? "Light" : "Dark";
    button.setAttribute("aria-label", dark() ? "Light colours" : "Dark colours");
  }

  /** Call a listener whenever the colours change. */
  function heed(listener) {
    heeded.push(listener);
  }

  function dark() {
    return root.dataset.theme ? root.dataset.theme === "dark" : system.matches;
  }

  /** The colours that a picture needs, of the theme in force. */
  function palette() {
    mixed = mixed || mix();
    return mixed;
  }

  function mix() {
    const own = window.getComputedStyle(root);
    const of = (name) => own.getPropertyValue(`--${name}`).trim();
    const named = Object.fromEntries(["paper", "ink", "soft", "muted", "rule"].map((name) => [name, of(name)]));
    const severities = new Map([...glossary.values("severity"), "cannotTell"].map((name) => [name, of(`severity-${name}`)]));
    const isDark = dark();
    const shade = (entry, name) => (isDark && entry[`dark${name[0].toUpperCase()}${name.slice(1)}`]) || entry[name];
    const empty = { line: named.muted, ground: named.paper, ink: named.muted };
    return {
      ...named,
      severity: (name) => severities.get(name) || named.muted,
      node: (kind) => {
        const entry = glossary.entry("node", kind);
        return entry.line ? { line: shade(entry, "line"), ground: shade(entry, "ground"), ink: shade(entry, "ink") } : empty;
      },
      edge: (kind) => {
        const entry = glossary.entry("edge", kind);
        return entry.colour ? { ...entry, colour: shade(entry, "colour") } : { colour: named.muted, width: 1.3, dash: "", head: "open" };
      },
    };
  }

  return { build, heed, palette };
})();
