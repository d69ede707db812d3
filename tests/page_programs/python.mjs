// Runs Python programs in one Pyodide, by what the page runs them with, and prints what came of each,
// as JSON: node python.mjs FOLDER_OF_PYODIDE VIRTUAL_TIME OUTCOME RUN...
// where a run is a file, or a knob that the last file is run with: NAME=VALUE.
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { HARNESS } from "../../theme/js/run/python-harness.js";

const [folder, virtualTime, outcome, ...runs] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.js`));
const { default: createPyodideModule } = await import(pathToFileURL(`${folder}/pyodide.asm.js`));
const python = await loadPyodide({ indexURL: folder, createPyodideModule });
python.runPython(HARNESS);
python.globals.get("handbook_load")(await readFile(outcome, "utf8"));
const run = python.globals.get("handbook_run");
const clock = await readFile(virtualTime, "utf8");
const done = [];
let program = "";
for (const it of runs) {
  const setting = /^[A-Z][A-Z0-9_]*=\d+$/.test(it) ? [it.split("=")] : [];
  if (setting.length === 0) {
    program = await readFile(it, "utf8");
  }
  const printed = { stdout: [], stderr: [] };
  python.setStdout({ write: bytes => (printed.stdout.push(bytes.slice()), bytes.length) });
  python.setStderr({ write: bytes => (printed.stderr.push(bytes.slice()), bytes.length) });
  const { status, complaints, traceback } = JSON.parse(run(program, clock, JSON.stringify(Object.fromEntries(setting))));
  done.push({
    printed: Buffer.concat(printed.stdout).toString(),
    said: Buffer.concat(printed.stderr).toString() + traceback,
    reported: complaints.map(({ message }) => message),
    status,
  });
}
console.log(JSON.stringify(done));
