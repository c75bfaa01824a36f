/** The slider over a film's times, and the button that plays it. */
import { digits, element } from "../ui/dom.js";

const SECONDS = 10;
const UNITS = [
  [300, 1, "s"],
  [3 * 3600, 60, "min"],
  [100 * 3600, 3600, "h"],
  [Infinity, 86400, "d"],
];

/** `show(k)` is called with the frame to draw, at most once a screen refresh. */
export function timeBar({ count, times }, show) {
  const span = times[count - 1] - times[0];
  const [, unit, name] = UNITS.find(([limit]) => span <= limit);
  const said = (k) => `${digits(times[k] / unit, 4)} ${name}`;
  const slider = element("input", {
    type: "range",
    min: "0",
    max: String(count - 1),
    step: "1",
    value: "0",
    "aria-label": "Time",
  });
  const output = element("output", {}, said(0));
  const button = element("button", { type: "button", "aria-label": "Play" }, "▶ Play");
  let waiting = false;
  let playing = null;

  const go = () => {
    output.textContent = said(Number(slider.value));
    slider.setAttribute("aria-valuetext", output.textContent);
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      show(Number(slider.value));
    });
  };
  const stop = () => {
    playing = null;
    button.textContent = "▶ Play";
    button.setAttribute("aria-label", "Play");
  };
  const tick = (now) => {
    if (!playing) return;
    playing.since ??= now;
    // equal times of the screen for equal times of the run, however the steps lie
    const time = playing.from + ((now - playing.since) / 1000 / SECONDS) * span;
    let k = Number(slider.value);
    while (k < count - 1 && times[k + 1] <= time) k++;
    slider.value = String(k);
    go();
    if (k < count - 1) requestAnimationFrame(tick);
    else stop();
  };
  button.addEventListener("click", () => {
    if (playing) return stop();
    if (Number(slider.value) === count - 1) slider.value = "0";
    playing = { from: times[Number(slider.value)] };
    button.textContent = "❚❚ Pause";
    button.setAttribute("aria-label", "Pause");
    requestAnimationFrame(tick);
  });
  slider.addEventListener("input", () => {
    stop();
    go();
  });
  return element("div.bar.time", { role: "group", "aria-label": "Time" }, button, slider, output);
}
