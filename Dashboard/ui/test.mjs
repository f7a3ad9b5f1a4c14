// Runs the tests of the page scripts that need no page: bundles them into a folder of their own, which goes afterwards.
import { build } from "esbuild";
import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

const out = await mkdtemp(path.join(tmpdir(), "cityops-ui-"));
try {
  const tests = (await readdir("test", { recursive: true })).filter(file => file.endsWith(".test.ts"));
  await build({
    entryPoints: tests.map(file => path.join("test", file)), outdir: out, outbase: "test", outExtension: { ".js": ".mjs" },
    bundle: true, platform: "node", format: "esm", target: "es2022", sourcemap: "inline",
  });
  const files = tests.map(file => path.join(out, file.replace(/\.ts$/, ".mjs")));
  process.exitCode = spawnSync(process.execPath, ["--enable-source-maps", "--test", ...files], { stdio: "inherit" }).status ?? 1;
} finally {
  await rm(out, { recursive: true, force: true });
}
