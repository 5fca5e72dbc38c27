// Bundles the editor into the folder that is given (default: ../static/editor): editor.js, editor.css, NOTICE.txt.
// The first line of each says which sources it was made from; the same sources give the same bytes.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2] ?? join(here, "..", "static", "editor");

function files(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? (entry.name === "node_modules" ? [] : files(path)) : [path];
  });
}

/** SHA-256 over every source and the lock file: name, a zero byte, bytes, a zero byte; names sorted. */
function sources() {
  const hash = createHash("sha256");
  const named = files(here).map((path) => [relative(here, path).split(sep).join("/"), path]);
  for (const [name, path] of named.sort(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(name).update("\0").update(readFileSync(path)).update("\0");
  }
  return hash.digest("hex");
}

function folderOf(name) {
  return join(here, "node_modules", ...name.split("/"));
}

/** Packages inside what was bundled: inputs of esbuild, and those that the inputs were themselves bundled from. */
function packages(inputs) {
  const found = new Set(), pattern = /node_modules\/((?:@[^/]+\/)?[^/]+)\//;
  for (const input of inputs) {
    const own = pattern.exec(input)?.[1];
    if (!own) continue;
    found.add(own);
    const map = join(here, `${input}.map`);
    for (const source of existsSync(map) ? JSON.parse(readFileSync(map, "utf8")).sources : []) {
      const inner = pattern.exec(source)?.[1];
      if (inner) found.add(inner);
      if (source.includes("packages/utils/") || source.startsWith("../../utils/")) found.add("@zazuko/yasgui-utils");
    }
  }
  return [...found].sort();
}

function notice(names) {
  return names.map((name) => {
    const folder = folderOf(name), about = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const author = typeof about.author === "string" ? about.author : about.author?.name ?? "";
    // Every package has to bring the text of its licence, or the bundle is not made.
    const texts = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)(\.|-|$)/i.test(file)).sort();
    if (name.startsWith("@zazuko/")) texts.push(join(here, "licences", "zazuko-yasgui.txt")); // its packages hold none
    const body = texts.map((file) => readFileSync(resolve(folder, file), "utf8").trim()).join("\n\n");
    if (!body) throw new Error(`${name} has no text of its licence`);
    return `${"=".repeat(78)}\n${name} ${about.version}\nLicence: ${about.license}\nAuthor: ${author}\n\n${body}\n`;
  }).join("\n");
}

/** Leaves out the library's table of prefixes: ours come from the server. */
const withoutPrefixes = {
  name: "without-prefixes",
  setup(building) {
    building.onLoad({ filter: /yasqe\.esm\.js$/ }, ({ path }) => {
      const text = readFileSync(path, "utf8"), contents = text.replace(/(?:[\w$]+ = "[^"]*", )*prefixes_default = \{[^}]*\}/, "prefixes_default = {}");
      if (contents === text) throw new Error(`${path} has no table of prefixes`);
      return { contents, loader: "js" };
    });
  },
};

const banner = `sources ${sources()}`;
const result = await build({
  absWorkingDir: here,
  entryPoints: { editor: "src/main.ts" },
  outdir: out,
  write: false,
  bundle: true,
  minify: true,
  format: "iife",
  target: ["es2022"],
  charset: "utf8",
  legalComments: "none",
  metafile: true,
  plugins: [withoutPrefixes],
  loader: { ".svg": "dataurl" },
  banner: { js: `/* ${banner}; licences: NOTICE.txt */`, css: `/* ${banner}; licences: NOTICE.txt */` },
  logLevel: "warning",
});
mkdirSync(out, { recursive: true });
for (const file of result.outputFiles) writeFileSync(file.path, file.contents);
writeFileSync(join(out, "NOTICE.txt"), `${banner}\n\nWhat is bundled in editor.js and editor.css, with its licences. Our own part is under the Apache License 2.0.\n\n${notice(packages(Object.keys(result.metafile.inputs)))}`);
for (const file of result.outputFiles) console.log(relative(process.cwd(), file.path), file.contents.length);
