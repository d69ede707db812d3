// Runs one program of the module, on this machine's clock, once without and then with each knob
// that is named: node rust.mjs MODULE SLUG [NAME=VALUE...]
import { readFile } from "node:fs/promises";
import { WASI } from "node:wasi";

const [file, slug, ...settings] = process.argv.slice(2);
const module = await WebAssembly.compile(await readFile(file));
for (const env of [{}, ...settings.map(setting => Object.fromEntries([setting.split("=")]))]) {
  const wasi = new WASI({ version: "preview1", args: ["listings", slug], env, returnOnExit: true });
  process.exitCode = wasi.start(await WebAssembly.instantiate(module, wasi.getImportObject()));
}
