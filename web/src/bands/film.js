/** Diagrams over time: what a page is given, as frames that are made when they are looked at. */

const MISSING = -32768;

/** `{count, times, frame(k)}` of a diagram or of a film, packed (mubar.diagrams.bands.packed) or not. */
export function film(plain) {
  if (plain.format === "mubar band diagram 1") {
    return { count: 1, times: [plain.time ?? null], frame: () => plain };
  }
  const setters = plain.columns
    ? plain.columns.map((c) => [c.path, unpacked(c)])
    : plain.paths.map((path, i) => [path, (k) => plain.changes[k][i]]);
  const count = plain.count ?? plain.changes.length;
  const frame = (k) => {
    const copy = structure(plain.first);
    for (const [path, value] of setters) put(copy, path, value(k));
    return copy;
  };
  const timeOf = setters.find(([path]) => path.length === 1 && path[0] === "time")?.[1];
  const times = Array.from({ length: count }, (_, k) => (timeOf ? timeOf(k) : plain.first.time));
  return { count, times, frame };
}

/** A column as a function of the frame: texts as they are, numbers from 16 bits, low + step · code. */
function unpacked({ texts, codes, width, low, step, data }) {
  if (texts) return (k) => texts[codes[k]];
  const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  const numbers = Float64Array.from({ length: bytes.length / 2 }, (_, i) => {
    const code = view.getInt16(2 * i, true);
    return code === MISSING ? NaN : low + step * (code + 32767);
  });
  if (width === null) return (k) => numbers[k];
  return (k) => numbers.subarray(k * width, (k + 1) * width);
}

/** A copy of objects and of lists of objects; numbers, texts and rows of numbers are shared. */
function structure(plain) {
  if (Array.isArray(plain))
    return plain.some((v) => typeof v === "object" && v !== null) ? plain.map(structure) : plain;
  if (typeof plain !== "object" || plain === null) return plain;
  return Object.fromEntries(Object.entries(plain).map(([key, value]) => [key, structure(value)]));
}

function put(plain, path, value) {
  let at = plain;
  for (const step of path.slice(0, -1)) at = at[step];
  at[path.at(-1)] = value;
}
