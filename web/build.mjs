/** Bundles src/index.js into the one ES module that the Python package ships. `node build.mjs OUTPUT` writes elsewhere. */
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const output = process.argv[2] ?? here("../src/mubar/diagrams/static/mubar-bands.js");

const { outputFiles, metafile } = await build({
  entryPoints: [here("src/index.js")],
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  charset: "utf8",
  legalComments: "none",
  loader: { ".css": "text" },
  metafile: true,
  write: false,
});
writeFileSync(output, notice(metafile) + outputFiles[0].text);

/** Names, versions and licences of everything in the bundle that isn't ours. */
function notice({ inputs }) {
  const names = Object.keys(inputs).map((path) => /node_modules\/([^/]+)\//.exec(path)?.[1]);
  const packages = [...new Set(names.filter(Boolean))].sort();
  const lines = [
    "mubar-bands, part of mubar (MIT). Made by web/build.mjs from web/src.",
    `Sources: ${sources()}`,
    "",
  ];
  lines.push("Contains:");
  const licences = new Map();
  for (const name of packages) {
    const folder = here(`node_modules/${name}/`);
    const { version, license } = JSON.parse(readFileSync(`${folder}package.json`, "utf8"));
    lines.push(`${name} ${version} (${license})`);
    const file = readdirSync(folder).find((f) => /^licen[cs]e/i.test(f));
    const text = readFileSync(folder + file, "utf8").trim();
    licences.set(text, [...(licences.get(text) ?? []), name]);
  }
  for (const [text, owners] of licences) lines.push("", `${owners.join(", ")}:`, text);
  return `/*!\n${lines.map((l) => ` * ${l}`.trimEnd()).join("\n")}\n */\n`;
}

/** A hash of what the bundle is made from, by which the tests see that it is up to date. */
function sources() {
  const files = readdirSync(here("src"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(here("."), join(entry.parentPath, entry.name)));
  const hash = createHash("sha256");
  for (const file of [...files, "build.mjs", "package-lock.json"].sort())
    hash.update(file).update(readFileSync(here(file)));
  return hash.digest("hex");
}
