/** A band diagram, or a film of them, with all that one can do to it: read, hide, zoom, scrub, play. */
import { select } from "d3-selection";
import { zoom, zoomIdentity } from "d3-zoom";
import { digits, element, facts, themeButton } from "../ui/dom.js";
import { style } from "../ui/style.js";
import { Plot } from "../plot/plot.js";
import { Chart } from "./chart.js";
import { extent, limits } from "./extent.js";
import { film } from "./film.js";
import { rich, species, spoken } from "./names.js";
import { kind, level, text, there } from "./naming.js";
import { timeBar } from "./time.js";

export class View {
  /** Draws `plain`, a diagram or film as JSON has it, into a root element. `tools`: with what can be done. */
  constructor(root, plain, { tools = true, title = true } = {}) {
    this.root = root;
    this.film = film(plain);
    this.diagram = this.film.frame(0);
    this.figure = element("figure.mubar");
    this.stage = element("div.stage");
    if (title) this.figure.append(element("figcaption", {}, this.diagram.title));
    style(root, this.figure);
    this.figure.append(this.stage);
    root.replaceChildren(this.figure);
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    this.stage.append(svg);
    this.chart = new Chart(svg, this.diagram, extent(this.film));
    if (tools) this.tools();
    this.notes();
    this.observer = new ResizeObserver(() => this.stage.clientWidth !== this.chart.width && this.resize());
    this.observer.observe(this.stage);
    this.resize();
    this.say();
  }

  tools() {
    this.overlay = element("div.overlay", {
      tabindex: "0",
      role: "slider",
      "aria-label": "Position where values are read; arrow keys move it, plus and minus zoom, zero shows all",
    });
    this.card = element("div.reading-card", { hidden: true });
    this.stage.append(this.overlay, this.card);
    this.overlay.addEventListener("pointermove", (e) =>
      this.read(this.chart.x.invert(e.offsetX + this.chart.frame.left)),
    );
    this.overlay.addEventListener("pointerleave", () => this.read(null));
    this.overlay.addEventListener("blur", () => this.read(null));
    this.overlay.addEventListener("keydown", (e) => this.key(e));
    this.zoom = zoom()
      .scaleExtent([1, 200])
      .filter((e) => (e.type === "wheel" ? e.ctrlKey || e.metaKey || e.shiftKey : !e.button))
      .on("zoom", ({ transform }) => {
        this.chart.transform(transform);
        this.read(null);
      });
    select(this.overlay).call(this.zoom);
    this.part = null;
    this.chart.follows = this.film.count > 1;
    const by = (factor) => () => this.zoomed(factor);
    const bar = element("div.bar", { role: "group", "aria-label": "Diagram" });
    for (const name of this.names()) bar.append(this.toggle(name));
    bar.append(element("span.spacer"));
    if (this.film.count > 1) bar.append(this.holder());
    if ((this.diagram.regions ?? []).length > 1) bar.append(this.parts());
    bar.append(
      element("button", { type: "button", "aria-label": "Zoom in", onclick: by(1.5) }, "+"),
      element("button", { type: "button", "aria-label": "Zoom out", onclick: by(1 / 1.5) }, "−"),
      element("button", { type: "button", onclick: by(0) }, "All"),
      themeButton(this.figure),
    );
    this.figure.append(bar);
    if (this.film.count > 1) this.figure.append(timeBar(this.film, (k) => this.show(k)));
  }

  zoomed(factor) {
    if (factor) return this.zoom.scaleBy(select(this.overlay), factor);
    if (this.choice) this.choice.value = "";
    this.look(null);
  }

  /** A list of the regions, one of which can fill the drawing. */
  parts() {
    const { regions } = this.diagram;
    this.choice = element(
      "select",
      { "aria-label": "Part that is shown" },
      element("option", { value: "" }, "all regions"),
      ...regions.map((r, i) => element("option", { value: String(i) }, r.name)),
    );
    this.choice.addEventListener("change", () => {
      const chosen = regions[this.choice.value];
      const room = chosen && 0.03 * (chosen.right - chosen.left);
      const [low, high] = limits(this.diagram);
      this.look(chosen ? [Math.max(chosen.left - room, low), Math.min(chosen.right + room, high)] : null);
    });
    return this.choice;
  }

  /** Whether the axis of voltage stands still, for all moments, or is that of each. */
  holder() {
    const button = element("button", { type: "button", "aria-pressed": "false", class: "hold" }, "Hold axis");
    button.addEventListener("click", () => {
      button.setAttribute("aria-pressed", String(this.chart.follows));
      this.look(this.part, !this.chart.follows);
    });
    return button;
  }

  /** Fills the drawing with what lies between two positions, or with everything. */
  look(part, follows = this.chart.follows) {
    this.part = part;
    this.chart.look(extent(this.film, part), follows);
    this.zoom.transform(select(this.overlay), zoomIdentity);
    this.resize();
  }

  names() {
    const lines = [...(this.diagram.traces ?? []), ...(this.diagram.below ?? []).flatMap((p) => p.curves)];
    return [...new Set(lines.map((t) => t.species).filter(Boolean))];
  }

  toggle(name) {
    const button = element(
      "button",
      { type: "button", "aria-pressed": "true", "data-species": name },
      species(name),
    );
    button.style.color = this.chart.colour(name);
    button.addEventListener("click", () => {
      const shown = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(shown));
      if (shown) this.chart.hidden.delete(name);
      else this.chart.hidden.add(name);
      this.chart.update(this.diagram);
    });
    return button;
  }

  notes() {
    this.values = element("div.readings");
    const { zero, standard } = this.diagram.conventions ?? {};
    const said = [zero, standard].filter(Boolean).join("; ");
    this.figure.append(this.values);
    if (said) this.figure.append(element("p.notes", {}, ...rich(`${said}.`)));
    this.plots = (this.diagram.beside ?? []).map(() => element("div"));
    if (this.plots.length) this.figure.append(element("div.beside", {}, ...this.plots));
  }

  resize() {
    this.chart.resize(this.stage.clientWidth);
    if (!this.overlay) return;
    const { left, top, width, height } = this.chart.frame;
    Object.assign(this.overlay.style, {
      left: `${left}px`,
      top: `${top}px`,
      width: `${width}px`,
      height: `${height}px`,
    });
    this.zoom
      .extent([
        [0, 0],
        [width, height],
      ])
      .translateExtent([
        [0, 0],
        [width, height],
      ]);
    this.read(null);
  }

  /** Frame number `k`. */
  show(k) {
    this.update(this.film.frame(k));
  }

  /** Another diagram of the same layout. */
  update(diagram) {
    this.diagram = diagram;
    this.chart.update(diagram);
    if (this.at !== undefined && this.at !== null) this.read(this.at);
    this.say();
  }

  /** What stands beside the drawing. */
  say() {
    const { diagram } = this;
    const told = (diagram.readings ?? []).map((r) => [r.name, `${digits(r.value)} ${r.unit}`]);
    const terms = told.map(([term]) => term).join("\n");
    if (terms !== this.terms) this.values.replaceChildren(...(told.length ? [facts(told)] : []));
    else
      this.values.querySelectorAll("dd").forEach((dd, i) => {
        if (dd.textContent !== told[i][1]) dd.textContent = told[i][1];
      });
    this.terms = terms;
    this.plots.forEach((host, i) =>
      (host.plot ??= new Plot(host)).panel(diagram.beside[i], (name) => this.chart.colour(name)),
    );
  }

  key(event) {
    const [low, high] = this.chart.x.domain();
    const step = (high - low) / (event.shiftKey ? 10 : 100);
    const from = this.at ?? 0.5 * (low + high);
    const moves = { ArrowLeft: from - step, ArrowRight: from + step, Home: low, End: high };
    const zooms = { "+": 1.5, "=": 1.5, "-": 1 / 1.5, 0: 0 };
    if (event.key in moves) this.read(Math.min(Math.max(moves[event.key], low), high));
    else if (event.key in zooms) this.zoomed(zooms[event.key]);
    else if (event.key === "Escape") this.read(null);
    else return;
    event.preventDefault();
  }

  /** Shows every level at a position; null takes it away. */
  read(position) {
    if (!this.overlay) return;
    this.at = position;
    this.chart.mark(position);
    this.card.hidden = position === null;
    if (position === null) return;
    const found = readings(this.diagram, position).filter(
      (r) => !r.trace.species || this.chart.shown(r.trace.species),
    );
    const { x_label: xLabel = "" } = this.diagram;
    const where = xLabel
      ? `${digits(position, 4)} ${xLabel.split("/")[1]?.trim() ?? ""}`
      : (regionAt(this.diagram, position) ?? "");
    const rows = found.map(({ trace, V }) => {
      const swatch = element(`span.swatch.${kind(trace)}`);
      swatch.style.borderTopColor = trace.species ? this.chart.colour(trace.species) : "var(--ink)";
      const label = spoken(text(trace));
      const name = trace.where && !label.endsWith(trace.where) ? `${label}, ${trace.where}` : label;
      return element(
        "tr",
        {},
        element("td", {}, swatch),
        element("td", {}, name),
        element("td", {}, `${volts(V)} V`),
      );
    });
    this.card.replaceChildren(element("div", {}, where), element("table", {}, element("tbody", {}, ...rows)));
    const { left, width } = this.chart.frame;
    const at = this.chart.x(position);
    const side = at > left + width / 2 ? at - this.card.offsetWidth - 12 : at + 12;
    Object.assign(this.card.style, { left: `${Math.max(0, side)}px`, top: `${this.chart.frame.top + 8}px` });
    const [low, high] = this.chart.x.domain();
    for (const [name, value] of [
      ["now", position],
      ["min", low],
      ["max", high],
    ])
      this.overlay.setAttribute(`aria-value${name}`, value);
    this.overlay.setAttribute("aria-valuetext", [where, ...rows.map((r) => r.textContent)].join("; "));
  }

  close() {
    this.observer.disconnect();
  }
}

/** `{trace, V}` of every line that has a level at a position, the highest first. */
export function readings(diagram, position) {
  const found = [];
  for (const trace of diagram.traces ?? []) {
    const V = level(trace, position);
    if (there(V)) found.push({ trace, V });
  }
  return found.sort((a, b) => b.V - a.V);
}

/** With four decimals, and no sign before zero. */
function volts(V) {
  const shown = V.toFixed(4);
  return Number(shown) === 0 ? "0.0000" : shown.replace("-", "−");
}

const regionAt = (diagram, at) => diagram.regions?.find((r) => r.left <= at && at <= r.right)?.name;
