/** Elements in one line. Text is always text. */

/** `element("p.note", {id: "a"}, "text", child)`. */
export function element(what, attributes = {}, ...children) {
  const [tag, ...classes] = what.split(".");
  const made = document.createElement(tag);
  if (classes.length) made.className = classes.join(" ");
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (typeof value === "boolean") made.toggleAttribute(name, value);
    else made.setAttribute(name, value);
  }
  made.append(...children.filter((c) => c !== null && c !== undefined));
  return made;
}

/** A term and its value for each `[term, value]`. */
export function facts(pairs) {
  return element(
    "dl.facts",
    {},
    ...pairs.map(([term, value]) => element("div", {}, element("dt", {}, term), element("dd", {}, value))),
  );
}

/** A button that switches between the device's theme, the light and the dark one. */
export function themeButton(root) {
  const modes = ["auto", "light", "dark"];
  let mode = 0;
  const button = element("button", { type: "button", class: "theme" });
  const show = () => {
    root.style.colorScheme = modes[mode] === "auto" ? "" : modes[mode];
    root.dataset.theme = modes[mode];
    button.textContent = `Theme: ${modes[mode]}`;
  };
  button.addEventListener("click", () => {
    mode = (mode + 1) % modes.length;
    show();
  });
  show();
  return button;
}

/** Five significant digits, no more zeros than needed. */
export function digits(value, count = 5) {
  if (value === null || value !== value) return "–";
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e5 || size < 1e-3)) {
    const [mantissa, exponent] = value.toExponential(count - 2).split("e");
    const raised = [...String(Number(exponent))].map((c) => (c === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[c])).join("");
    return `${Number(mantissa)}·10${raised}`.replace(/^-/, "−");
  }
  return String(Number(value.toPrecision(count))).replace("-", "−");
}
