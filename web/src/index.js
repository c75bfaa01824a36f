/**
 * mubar-bands: species-voltage band diagrams and explainers in a browser.
 *
 * `draw(element, plain)` draws what BandDiagram.to_dict or BandFilm.to_dict gave, or its packed form.
 * The default export is a widget for anywidget. Loaded in a page that mubar wrote, the module draws what
 * the page holds.
 */
import { Explainer } from "./explain/page.js";
import { View } from "./bands/view.js";
import { place, settle, stacks } from "./bands/labels.js";
import { runtime } from "./laws/runtime.js";

export { Explainer, View, place, runtime, settle, stacks };

/** Draws a diagram or film into an element; returns the view, whose `show(k)` takes another frame. */
export function draw(root, plain, options) {
  return new View(root, plain, options);
}

function render({ model, el }) {
  let view = null;
  const show = () => {
    view?.close();
    view = draw(el, model.get("diagram"));
  };
  model.on("change:diagram", show);
  show();
  return () => {
    model.off("change:diagram", show);
    view.close();
  };
}

export default { render };

/** What a page written by mubar.diagrams.page holds: JSON by its kind, the laws as a function of the runtime. */
const held = globalThis.document?.getElementById("mubar-data");
if (held) {
  const root = document.getElementById("mubar-root");
  const data = JSON.parse(held.textContent);
  const view = data.sliders ? new Explainer(root, data, globalThis.mubarLaws(runtime)) : draw(root, data);
  globalThis.mubar = { view, draw, place, settle, stacks };
}
