/** An explainer: sliders, laws printed from the Python package, and what is drawn of them. */
import { VoltageScale } from "../bands/scale.js";
import { rich } from "../bands/names.js";
import { View } from "../bands/view.js";
import { Plot } from "../plot/plot.js";
import { digits, element, themeButton } from "../ui/dom.js";
import { style } from "../ui/style.js";

const POINTS = 181;

export class Explainer {
  /** `spec` as mubar.diagrams.explainers makes it; `laws`: functions of the sliders, by name. */
  constructor(root, spec, laws) {
    this.spec = spec;
    this.laws = laws;
    this.state = Object.fromEntries(spec.sliders.map((s) => [s.name, s.value]));
    this.values = element("dl.facts", { "aria-live": "polite" });
    this.figure = element("main.mubar.explainer", {}, element("h1", {}, spec.title));
    style(root, this.figure);
    for (const paragraph of spec.text) this.figure.append(element("p.text", {}, ...rich(paragraph)));
    this.inputs = new Map(spec.sliders.map((s) => [s.name, this.slider(s)]));
    this.figure.append(element("div.sliders", {}, ...[...this.inputs.values()].map((i) => i.closest("div"))));
    const host = element("div.plots");
    host.dataset.count = spec.views.length;
    this.figure.append(host, this.values, this.foot());
    root.replaceChildren(this.figure);
    this.views = spec.views.map((view) => this.view(host, view));
    this.update();
  }

  slider({ name, label, unit, low, high, value, logarithmic }) {
    const scale = logarithmic ? [Math.log10, (v) => 10 ** v] : [(v) => v, (v) => v];
    const [to, from] = scale;
    const output = element("output", {}, "");
    const input = element("input", {
      type: "range",
      id: `slider-${name}`,
      min: to(low),
      max: to(high),
      step: "any",
      value: to(value),
      "data-name": name,
    });
    const show = () => {
      output.textContent = `${digits(this.state[name])}${unit ? ` ${unit}` : ""}`;
      input.setAttribute("aria-valuetext", output.textContent);
    };
    const step = (to(high) - to(low)) / 100;
    input.addEventListener("input", () => {
      this.state[name] = from(Number(input.value));
      show();
      this.update();
    });
    input.addEventListener("keydown", (e) => {
      const moves = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 };
      if (!(e.key in moves)) return;
      e.preventDefault();
      input.value = String(Number(input.value) + step * moves[e.key]);
      input.dispatchEvent(new Event("input"));
    });
    show();
    element(
      "div.slider",
      {},
      element("label", { for: input.id }, element("span", {}, ...rich(label)), output),
      input,
    );
    return input;
  }

  foot() {
    const reset = element("button", { type: "button" }, "Reset");
    reset.addEventListener("click", () => {
      for (const s of this.spec.sliders) this.set(s.name, s.value);
    });
    return element("div.bar", {}, reset, element("span.spacer"), themeButton(this.figure));
  }

  /** Moves a slider. */
  set(name, value) {
    const { logarithmic } = this.spec.sliders.find((s) => s.name === name);
    const input = this.inputs.get(name);
    input.value = String(logarithmic ? Math.log10(value) : value);
    input.dispatchEvent(new Event("input"));
  }

  /** A law, or a slider, where the sliders stand, or with some inputs otherwise. */
  value(law, other = {}) {
    const given = { ...this.state, ...other };
    return law in given ? given[law] : this.laws[law](given);
  }

  view(host, spec) {
    const box = element("div", {}, spec.title ? element("div.plot-title", {}, spec.title) : null);
    const inner = element("div");
    box.append(inner);
    host.append(box);
    if (spec.diagram) {
      host.classList.add("with-bands");
      const view = new View(inner, spec.diagram, { tools: false, title: false });
      view.chart.extent.V = new VoltageScale(spec.limits);
      view.resize();
      return () => view.update(this.diagram(spec));
    }
    const plot = new Plot(inner, { height: this.spec.views.some((v) => v.diagram) ? 320 : 260 });
    return () => plot.draw(this.plot(spec));
  }

  /** A band diagram with the numbers that its laws give. */
  diagram({ diagram, bound }) {
    const copy = structuredClone(diagram);
    const of = (law) => (Array.isArray(law) ? law.map(of) : this.value(law));
    for (const [path, law] of bound) {
      let at = copy;
      for (const step of path.slice(0, -1)) at = at[step];
      at[path.at(-1)] = of(law);
    }
    return copy;
  }

  plot({ title, x, y, curves, points }) {
    const { variable, low, high, logarithmic = false } = x;
    const to = (share) => (logarithmic ? low * (high / low) ** share : low + share * (high - low));
    const places = Array.from({ length: POINTS }, (_, k) => to(k / (POINTS - 1)));
    const own = variable in this.state;
    const drawn = curves.map((c) => ({
      ...c,
      x: c.along ? places.map((v) => this.value(c.along, { [variable]: v })) : places,
      y: places.map((v) => this.value(c.law, { [variable]: v })),
    }));
    const at = own ? this.state[variable] : undefined;
    const marked = (points ?? []).map((p) => ({
      x: p.along ? this.value(p.along) : at,
      y: this.value(p.law),
      colour: p.colour,
      label: p.label,
    }));
    return {
      title,
      x: { label: x.label, domain: x.limits ?? [low, high], log: logarithmic, bare: x.bare },
      y: { label: y.label, domain: [y.low, y.high], log: y.logarithmic, bare: y.bare },
      curves: drawn,
      points: marked,
      here: own ? at : undefined,
    };
  }

  update() {
    for (const draw of this.views ?? []) draw();
    const rows = this.spec.readings.map(({ label, law, unit }) =>
      element(
        "div",
        { "data-law": law },
        element("dt", {}, ...rich(label)),
        element("dd", {}, `${digits(this.value(law))} ${unit}`),
      ),
    );
    this.values.replaceChildren(...rows);
  }
}
