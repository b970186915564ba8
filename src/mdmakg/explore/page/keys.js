/**
 * The keyboard: what single keys do, and the dialog that says so.
 */
const keys = (() => {
  "use strict";

  const { make } = element;
  const KEPT = "mdmakg-keys";
  const dialog = document.getElementById("help");
  const SAID = [
    ["/", "search in the claims"],
    ["j k", "to the next or the previous claim, in the list and in a claim's view"],
    ["↓ ↑", "the same, within the list"],
    ["Enter", "open the claim that has the focus"],
    ["Escape", "back to the list"],
    ["?", "this help"],
  ];
  let acts = {};
  let off = false;

  /**
   * Listen to the keyboard.
   * @param {{search: function(), step: function(number), back: function()}} given
   */
  function build(given) {
    acts = given;
    off = remembered.get(KEPT) === "off";
    const open = document.getElementById("help-open");
    open.hidden = false;
    open.addEventListener("click", help);
    fill();
    document.addEventListener("keydown", pressed);
  }

  function fill() {
    const single = make("input", {
      type: "checkbox",
      id: "single-keys",
      on: {
        change: () => {
          off = !single.checked;
          remembered.set(KEPT, off ? "off" : "on");
        },
      },
    });
    single.checked = !off;
    dialog.append(
      make("h2", { id: "help-heading", text: "Help" }),
      make("p", { text: "Everything here works with the Tab key. Besides:" }),
      make("dl", { class: "keys" }, SAID.map(([key, says]) => [make("dt", {}, element.joined(key.split(" ").map((one) => make("kbd", { text: one })), " ")), make("dd", { text: says })])),
      make("p", {}, single, " ", make("label", { for: "single-keys", text: "single keys do something" })),
      make("p", { class: "small", text: "The address of this page always leads back to what you see: copy it to point others to a claim. In print, a claim comes with its chain as a table. Nothing you do here is sent anywhere." }),
      make("button", { type: "button", class: "tool", text: "Close", on: { click: () => dialog.close() } }),
    );
  }

  function help() {
    if (!dialog.open) dialog.showModal();
  }

  function pressed(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || dialog.open) return;
    const act = event.key === "Escape" ? acts.back : off || writing(event.target) ? null : meant(event);
    if (act && act(event.target) !== false) event.preventDefault();
  }

  function meant({ key, target }) {
    if (key === "/") return acts.search;
    if (key === "?") return help;
    if (key === "j" || key === "k") return () => acts.step(key === "j" ? 1 : -1);
    const within = target.closest && target.closest("#rows");
    if (within && (key === "ArrowDown" || key === "ArrowUp")) return () => acts.step(key === "ArrowDown" ? 1 : -1);
    return null;
  }

  function writing(target) {
    return target.matches && target.matches("input:not([type=checkbox]), textarea, select, [contenteditable]");
  }

  return { build };
})();
