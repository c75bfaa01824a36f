/** What a chart stands before: regions, interfaces, axes. */
import { axisBottom, axisLeft } from "d3-axis";
import { place } from "./labels.js";
import { LEFT, TOP } from "./layout.js";
import { species, write } from "./names.js";
import { LINE } from "./spots.js";

/** Regions with their names, interfaces. */
export function drawBackdrop(chart) {
  const { diagram, x } = chart;
  const regions = diagram.regions ?? [];
  const inside = (v) => Math.min(Math.max(x(v), LEFT), chart.right);
  chart.regions
    .selectAll("rect")
    .data(regions)
    .join("rect")
    .attr("class", (d) => `region ${(d.fill ?? "neutral").replace(" ", "-")}`)
    .attr("x", (d) => inside(d.left))
    .attr("width", (d) => inside(d.right) - inside(d.left))
    .attr("y", TOP)
    .attr("height", chart.tall);
  const visible = regions.filter((d) => inside(d.right) - inside(d.left) > 1);
  const named = spread(
    chart,
    chart.names,
    "region-name",
    visible,
    (d) => d.name,
    (d) => 0.5 * (inside(d.left) + inside(d.right)),
    chart.width - 2,
    chart.rows,
  );
  named.attr("y", (_, i) => chart.below - 5 - LINE * (chart.rows - 1 - (i % chart.rows)));
  const interfaces = diagram.interfaces ?? [];
  chart.interfaces
    .selectAll("line")
    .data(interfaces)
    .join("line")
    .attr("class", "interface")
    .attr("x1", (d) => x(d.x))
    .attr("x2", (d) => x(d.x))
    .attr("y1", TOP)
    .attr("y2", chart.bottom);
  const told = interfaces.filter(
    (d) => (d.name || d.passes?.length) && x(d.x) >= LEFT - 1 && x(d.x) <= chart.right + 1,
  );
  const passing = (d) => d.passes?.length && `lets ${d.passes.map(species).join(", ")} pass`;
  const said = (d) => [d.name, passing(d)].filter(Boolean).join(": ");
  spread(chart, chart.names, "interface-name", told, said, (d) => x(d.x), chart.right).attr("y", TOP - 7);
}

/** The axis of voltage with its breaks and gridlines. */
export function drawVoltages(chart) {
  const { y } = chart;
  const cuts = chart.extent.V.stretches.slice(1).map(([above], i) => [chart.extent.V.stretches[i][1], above]);
  chart.regions
    .selectAll("path")
    .data(cuts)
    .join("path")
    .attr("class", "break")
    .attr("d", ([a, b]) => `M${LEFT - 5},${chart.y(a)}H${chart.right}V${chart.y(b)}H${LEFT - 5}Z`);
  const voltages = chart.extent.V.ticks(chart.up.domain());
  const shown = axisLeft(chart.up)
    .tickValues(voltages.map((V) => chart.extent.V.height(V)))
    .tickFormat((_, i) => String(voltages[i]).replace("-", "−"))
    .tickSizeOuter(0);
  drawAxis(chart, "y", shown, LEFT, 0);
  chart.grid
    .selectAll("line")
    .data(voltages)
    .join("line")
    .attr("class", "gridline")
    .attr("x1", LEFT)
    .attr("x2", chart.right)
    .attr("y1", y)
    .attr("y2", y);
}

/** The axis of position, and the names of both. */
export function drawAxes(chart) {
  const { diagram, x } = chart;
  const positions = axisBottom(x)
    .ticks(Math.max(3, chart.width / 110))
    .tickSizeOuter(0);
  if (diagram.x_label) drawAxis(chart, "x", positions, 0, chart.bottom);
  const middle = 0.5 * (LEFT + chart.right);
  const titles = [
    {
      text: diagram.y_label ?? "Species voltage / V",
      at: `translate(14,${TOP + chart.tall / 2}) rotate(-90)`,
    },
  ];
  if (diagram.x_label)
    titles.push({ text: diagram.x_label, at: `translate(${middle},${chart.bottom + 32})` });
  chart.axes
    .selectAll("text.axis-title")
    .data(titles)
    .join("text")
    .attr("class", "axis-title")
    .attr("text-anchor", "middle")
    .attr("transform", (d) => d.at)
    .call(write, (d) => d.text);
}

function drawAxis(chart, name, axis, right, down) {
  chart.axes
    .selectAll(`g.${name}`)
    .data([name])
    .join("g")
    .attr("class", `axis ${name}`)
    .attr("transform", `translate(${right},${down})`)
    .call(axis);
}

/** Words in a row, centred where they belong as far as they don't overlap. */
function spread(chart, layer, kind, data, text, at, high, rows = 1) {
  const words = layer.selectAll(`text.${kind}`).data(data).join("text").attr("class", kind).text(text);
  const sizes = data.map((d) => chart.measure(kind, text(d)));
  const low = kind === "region-name" ? 2 : LEFT;
  const centres = [];
  for (let row = 0; row < rows; row++) {
    const own = [...data.keys()].filter((i) => i % rows === row);
    const placed = place(
      own.map((i) => at(data[i])),
      own.map((i) => sizes[i]),
      low,
      high,
      8,
    );
    own.forEach((i, k) => (centres[i] = placed[k]));
  }
  return words.attr("x", (_, i) => centres[i]);
}
