/** Names of species and symbols with raised and lowered parts, as pieces of text. */

const LOW = "₀₁₂₃₄₅₆₇₈₉";
const HIGH = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const SYMBOL =
  /(?<![\p{L}\p{N}_])([\p{L}]\p{M}?°?)_((?:[A-Za-z0-9]|\([A-Z][A-Za-z0-9]*\))+[+-]?\d*)(?![\p{L}\p{N}_])/gu;
const SPECIES = /^(e|[A-Z][A-Za-z0-9()]*?)(\((?:aq|s|l|g)\))?([+-]\d*)?$/;

/** `SO4-2` as SO₄²⁻; what is no name of a species stays as it is. */
export function species(name) {
  const found = SPECIES.exec(name);
  if (!found) return name;
  const [, formula, state = "", charge = ""] = found;
  const digits = (text, set) => text.replace(/\d/g, (d) => set[d]);
  const sign = charge && (charge[0] === "-" ? "⁻" : "⁺");
  return digits(formula, LOW) + state + digits(charge.slice(1), HIGH) + sign;
}

const ARROWS = { 0: "⇌", 1: "→", [-1]: "←" };

/** A reaction with its arrow. */
export function equation(text, direction = 0) {
  const shown = (token) => (["=", "⇌", "→", "←"].includes(token) ? ARROWS[direction] : species(token));
  return text.split(/\s+/).map(shown).join(" ");
}

/** `V_Li+ of` as [{text: "V", italic}, {text: "Li⁺", low}, {text: " of"}]. */
export function pieces(label) {
  const parts = [];
  let end = 0;
  for (const found of label.matchAll(SYMBOL)) {
    const [whole, symbol, index] = found;
    if (found.index > end) parts.push({ text: label.slice(end, found.index) });
    parts.push({ text: symbol, italic: true }, { text: species(index), low: true });
    end = found.index + whole.length;
  }
  if (end < label.length) parts.push({ text: label.slice(end) });
  return parts;
}

/** The pieces as elements of a page. */
export function rich(label) {
  return pieces(label).map(({ text, italic, low }) => {
    if (!italic && !low) return text;
    const made = document.createElement(low ? "sub" : "i");
    made.textContent = text;
    return made;
  });
}

let context = null;

/** Width of a label in pixels, at a size and in a font family. */
export function width(label, size, family) {
  context ??= document.createElement("canvas").getContext("2d");
  return pieces(label).reduce((total, { text, italic, low }) => {
    context.font = `${italic ? "italic " : ""}${low ? LOWERED * size : size}px ${family}`;
    return total + context.measureText(text).width;
  }, 0);
}

const LOWERED = 0.82;

/** The label in one line of plain text, for tooltips and those who listen. */
export const spoken = (label) =>
  pieces(label)
    .map((p) => (p.italic ? `${p.text} ` : p.text))
    .join("");

/** Fills SVG text elements with the pieces of their datum's label. */
export function write(texts, labelOf) {
  texts.each(function (d) {
    const label = labelOf(d);
    if (this.getAttribute("data-label") === label) return;
    this.setAttribute("data-label", label);
    const parts = pieces(label);
    this.replaceChildren(
      ...parts.map((p, i) => {
        const span = document.createElementNS("http://www.w3.org/2000/svg", "tspan");
        span.textContent = p.text;
        if (p.italic) span.setAttribute("font-style", "italic");
        if (p.low) span.setAttribute("font-size", `${100 * LOWERED}%`);
        if (p.low) span.setAttribute("dy", "0.22em");
        else if (parts[i - 1]?.low) span.setAttribute("dy", "-0.18em");
        return span;
      }),
    );
  });
}
