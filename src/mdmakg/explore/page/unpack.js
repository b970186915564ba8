/**
 * The data of this page as Python had them before it packed them small (see pack.py).
 * @param {{texts: string[], rows: string[][], data: *}} packed
 */
function unpack(packed) {
  "use strict";

  const { texts, rows, data } = packed;

  function unpacked(value) {
    if (typeof value === "string") return text(value);
    if (Array.isArray(value)) return row(value);
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, unpacked(inner)]));
  }

  function text(value) {
    if (value[0] !== "~") return value;
    return value[1] === "~" ? value.slice(1) : texts[parseInt(value.slice(1), 36)];
  }

  function row(value) {
    if (typeof value[0] !== "string" || !value[0].startsWith("~:")) return value.map(unpacked);
    const keys = rows[parseInt(value[0].slice(2), 36)];
    const found = {};
    for (let at = 0; at < keys.length; at += 1) found[keys[at]] = unpacked(value[at + 1]);
    return found;
  }

  return unpacked(data);
}
