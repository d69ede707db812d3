// Runs one program of the module, on this machine's clock: node rust.mjs MODULE SLUG
import { readFile } from "node:fs/promises";
import { WASI } from "node:wasi";

const [file, slug] = process.argv.slice(2);
const wasi = new WASI({ version: "preview1", args: ["listings", slug], env: {}, returnOnExit: true });
const { instance } = await WebAssembly.instantiate(await readFile(file), wasi.getImportObject());
process.exitCode = wasi.start(instance);
