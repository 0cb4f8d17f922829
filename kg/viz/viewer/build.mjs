// Bundles the viewer: src/main.ts and css/*.css into one script and one style sheet in the folder given (built/).
import { build } from "esbuild";
import { readdirSync } from "node:fs";

const outdir = process.argv[2] ?? "built";
const sheets = readdirSync("css").filter((name) => name.endsWith(".css")).sort();
const common = { bundle: true, minify: true, charset: "utf8", legalComments: "none", logLevel: "warning" };

await build({ ...common, entryPoints: ["src/main.ts"], outfile: `${outdir}/viewer.js`, format: "iife", target: "es2022" });
const imports = sheets.map((name) => `@import "./css/${name}";`).join("\n");
await build({ ...common, stdin: { contents: imports, resolveDir: ".", loader: "css" }, outfile: `${outdir}/viewer.css`, target: ["chrome111", "firefox113", "safari16.4"] });
