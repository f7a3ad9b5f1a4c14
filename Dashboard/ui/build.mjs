// Bundles the page scripts and fonts. `--out <folder>` names where; the folder is emptied first, and manifest.json is
// written last, so that MSBuild can take it as the stamp of a finished run.
import { build } from "esbuild";
import { mkdir, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";

const at = process.argv.indexOf("--out");
const out = path.resolve(at > 0 ? process.argv[at + 1] : "../wwwroot/ui");

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });

const result = await build({
  entryPoints: {
    page: "src/page.ts", chart: "src/charts/trend.ts", history: "src/charts/history.ts", map: "src/map/map.ts", fonts: "src/fonts.css",
    // The map's own thread is a file beside it.
    "maplibre-worker": "node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs",
  },
  outdir: out,
  bundle: true,
  splitting: true,
  format: "esm",
  target: "es2022",
  minify: true,
  sourcemap: "linked",
  legalComments: "linked",
  chunkNames: "chunks/[name]-[hash]",
  assetNames: "assets/[name]-[hash]",
  loader: { ".woff2": "file" },
  metafile: true,
});

const sizes = {};
for (const file of Object.keys(result.metafile.outputs).sort()) {
  sizes[path.relative(out, path.resolve(file))] = (await stat(file)).size;
}

await writeFile(path.join(out, "manifest.json"), JSON.stringify(sizes, null, 2) + "\n");
