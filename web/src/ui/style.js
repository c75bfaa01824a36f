/** The style sheet, once in a document or shadow tree. */
import sheet from "./style.css";
import { element } from "./dom.js";

/** Sees to it that `figure`, which is or will be in `root`, is styled. */
export function style(root, figure) {
  const tree = root.isConnected ? root.getRootNode() : figure;
  if (tree.querySelector("style[data-mubar]")) return;
  (tree.head ?? tree).prepend(element("style", { "data-mubar": "" }, sheet));
}
