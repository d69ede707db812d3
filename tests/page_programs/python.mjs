// Runs Python programs in one Pyodide and prints what came of each, as JSON:
// node python.mjs FOLDER_OF_PYODIDE VIRTUAL_TIME RUN...
// where a run is a file, or a knob that the last file is run with: NAME=VALUE.
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const [folder, virtualTime, ...runs] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`));
const python = await loadPyodide({ indexURL: folder });
python.FS.writeFile("virtual_time.py", await readFile(virtualTime));
python.runPython(await readFile(new URL("run.py", import.meta.url), "utf8"));
const run = python.globals.get("run");
const done = [];
for (const it of runs) {
  const setting = /^[A-Z][A-Z0-9_]*=\d+$/.test(it) ? it : "";
  if (!setting) {
    python.FS.writeFile("main.py", await readFile(it));
  }
  done.push(JSON.parse(run("main.py", setting)));
}
console.log(JSON.stringify(done));
