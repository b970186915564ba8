/**
 * The lines of text in a node's box as they are set: text, x, baseline, size, weight.
 *
 * A run of lines in one style is the style's number, the first baseline and the lines; a
 * label has in their place how long each is, the space at which it breaks not counted.
 */
function linesOf(node) {
  "use strict";

  return node.box.text.flatMap(([style, first, ...lines]) => {
    const [x, size, weight, apart] = corpus.data.sheet.styles[style];
    return broken(lines).map((text, at) => [text, x, first + at * apart, size, weight]);
  });

  function broken(lines) {
    let from = 0;
    return lines.map((line) => {
      if (typeof line === "string") return line;
      const text = node.label.slice(from, from + line);
      from += line + 1;
      return text;
    });
  }
}
