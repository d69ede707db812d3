// Runs Python programs in one Pyodide and prints what came of each, as JSON:
// node python.mjs FOLDER_OF_PYODIDE VIRTUAL_TIME FILE...
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const [folder, virtualTime, ...files] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`));
const python = await loadPyodide({ indexURL: folder });
python.FS.writeFile("virtual_time.py", await readFile(virtualTime));
python.runPython(await readFile(new URL("run.py", import.meta.url), "utf8"));
const run = python.globals.get("run");
const done = [];
for (const file of files) {
  python.FS.writeFile("main.py", await readFile(file));
  done.push(JSON.parse(run("main.py")));
}
console.log(JSON.stringify(done));
