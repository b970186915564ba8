/**
 * Paper: nothing can be unfolded there, so all that is folded or cut is opened for a print.
 */
const paper = (() => {
  "use strict";

  let undo = [];

  function build() {
    window.addEventListener("beforeprint", open);
    window.addEventListener("afterprint", close);
  }

  function open() {
    close();
    const view = document.querySelector(".view:not([hidden])");
    const of = (selector) => [...view.querySelectorAll(selector)].filter((one) => !one.closest(".filters"));
    const cut = of("button.more:not(.all)");
    const folded = of("details:not([open])");
    cut.forEach((button) => button.click());
    folded.forEach((one) => one.setAttribute("open", ""));
    undo = [() => cut.forEach((button) => button.click()), () => folded.forEach((one) => one.removeAttribute("open"))];
  }

  /** Fold again what was opened for the print, and nothing else. */
  function close() {
    undo.forEach((act) => act());
    undo = [];
  }

  return { build };
})();
