// Builds the workspace: `node .ci/build.mjs [--force] [folder...]`.
// Packages are built in the order of their dependencies, those that do not depend on each other side by side, and
// one whose sources and dependencies are the same as in its last successful build is left alone. With folders: only
// these and what they need.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join, relative, resolve, sep } from "node:path";
import { parseArgs, promisify } from "node:util";

const root = resolve(import.meta.dirname, "..");
const run = promisify(execFile);
const typescriptFolder = join(root, "node_modules/typescript");
const compiler = join(typescriptFolder, "bin/tsc");
/** What was built from what; outside `dist`, so that no package ships it. */
const stampFile = join(root, ".generic-pt/build.json");
/** Part of every stamp: another compiler or another version of this file builds everything anew. */
const tools = [
  join(typescriptFolder, "package.json"),
  join(root, "tsconfig.base.json"),
  import.meta.filename,
];

const { values: options, positionals } = parseArgs({
  options: { force: { type: "boolean", default: false } },
  allowPositionals: true,
});

/**
 * @typedef {object} Package
 * @property {string} folder
 * @property {string} name
 * @property {string[]} needs names of the packages of this workspace that it depends on
 * @property {string} config its tsconfig for building
 * @property {string[]} executables
 */

/** Every package of the workspace that has something to build, by name. @returns {Map<string, Package>} */
function findPackages() {
  const { workspaces } = readJson(join(root, "package.json"));
  const folders = workspaces.flatMap((pattern) => {
    if (!pattern.endsWith("/*")) return [pattern];
    const parent = pattern.slice(0, -2);
    return entriesOf(join(root, parent))
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => `${parent}/${name}`);
  });
  const packages = new Map();
  for (const folder of folders) {
    const path = join(root, folder);
    const config = ["tsconfig.build.json", "tsconfig.json"].find((file) => existsSync(join(path, file)));
    if (config === undefined || !existsSync(join(path, "package.json"))) continue;
    const { name, dependencies = {}, bin = {} } = readJson(join(path, "package.json"));
    const needs = Object.keys(dependencies);
    packages.set(name, { folder, name, needs, config, executables: Object.values(bin) });
  }
  for (const item of packages.values()) item.needs = item.needs.filter((name) => packages.has(name));
  return packages;
}

/** Packages and what they need. */
function withNeeds(packages, names) {
  const wanted = new Set();
  const add = (name) => {
    if (wanted.has(name)) return;
    wanted.add(name);
    for (const needed of packages.get(name).needs) add(needed);
  };
  for (const name of names) add(name);
  return wanted;
}

/** Files that are copied as they are: what the code reads at run time from beside itself. */
const isData = (file) => /\.(json|hbs)$/.test(file);
const isSource = (file) => /\.ts$/.test(file) && !/\.test\.ts$/.test(file);

function fingerprint({ folder, config }, stamps, needs) {
  const hash = createHash("sha256");
  const path = join(root, folder);
  const inputs = [join(path, "package.json"), join(path, config)];
  for (const file of filesBelow(join(path, "src"))) if (isSource(file) || isData(file)) inputs.push(file);
  for (const file of [...tools, ...inputs]) {
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update("\0");
  }
  for (const needed of needs) hash.update(`${needed} ${stamps[needed]}\n`);
  return hash.digest("hex");
}

/** Compiles one package; resolves to the compiler's output, empty if it has nothing to say. */
async function compile({ folder, config, executables }) {
  const path = join(root, folder);
  const source = join(path, "src");
  const target = join(path, "dist");
  let output = "";
  try {
    const result = await run(process.execPath, [compiler, "-p", join(path, config), "--pretty", "false"], {
      cwd: root,
      maxBuffer: 2 ** 26,
    });
    output = result.stdout.trim();
  } catch (error) {
    output = `${error.stdout ?? ""}${error.stderr ?? ""}`.trim() || String(error);
  }
  for (const file of filesBelow(source)) if (isData(file)) copy(file, join(target, relative(source, file)));
  removeOrphans(source, target);
  for (const file of executables) if (existsSync(join(path, file))) chmodSync(join(path, file), 0o755);
  return output;
}

/** What was compiled from a file that is no longer there must not be found by an import. */
function removeOrphans(source, target) {
  for (const file of filesBelow(target)) {
    const name = relative(target, file);
    const origin = isData(file) ? name : name.replace(/(\.d\.ts|\.js)(\.map)?$/, ".ts");
    if (!existsSync(join(source, origin))) rmSync(file);
  }
}

function copy(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
}

function filesBelow(folder) {
  return entriesOf(folder).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

/** Sorted; none if there is no such folder. */
function entriesOf(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if (error.code === "ENOENT") return [];
    throw error;
  }
}

function readJson(file) {
  return JSON.parse(readFileSync(file, "utf8"));
}

function readStamps() {
  try {
    return readJson(stampFile);
  } catch {
    // Missing or damaged: everything is built.
    return {};
  }
}

/** By renaming, so that a build beside this one never reads half a file. */
function writeStamps(stamps) {
  mkdirSync(dirname(stampFile), { recursive: true });
  const draft = `${stampFile}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(stamps, null, 2)}\n`);
  renameSync(draft, stampFile);
}

const packages = findPackages();
const chosen = positionals.map((folder) => {
  const path = relative(root, resolve(folder)).split(sep).join("/");
  const found = [...packages.values()].find((item) => item.folder === path);
  if (!found) {
    console.error(`build: ${folder} is no package of the workspace`);
    process.exit(2);
  }
  return found.name;
});
const remaining = withNeeds(packages, chosen.length > 0 ? chosen : packages.keys());
const built = readStamps();
/** Of this run: the fingerprint of what is built now, or undefined for what failed. */
const stamps = {};
const failed = [];

while (remaining.size > 0) {
  const ready = [...remaining].filter(
    (name) => !packages.get(name).needs.some((need) => remaining.has(need)),
  );
  if (ready.length === 0) throw new Error(`packages need each other: ${[...remaining].join(", ")}`);
  for (const name of ready) remaining.delete(name);
  const queue = [...ready];
  const work = async () => {
    for (let name = queue.shift(); name !== undefined; name = queue.shift()) await build(packages.get(name));
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
}

async function build(item) {
  const broken = item.needs.filter((name) => failed.includes(name));
  if (broken.length > 0) {
    failed.push(item.name);
    console.error(`${item.folder}: not built, because ${broken.join(", ")} has errors`);
    return;
  }
  const stamp = fingerprint(item, stamps, item.needs);
  stamps[item.name] = stamp;
  const isCurrent = built[item.name] === stamp && existsSync(join(root, item.folder, "dist"));
  if (isCurrent && !options.force) return;
  const start = performance.now();
  const output = await compile(item);
  if (output !== "") {
    failed.push(item.name);
    console.error(output);
    return;
  }
  console.log(`built ${item.folder} in ${Math.round(performance.now() - start)} ms`);
}

for (const name of failed) delete stamps[name];
const others = Object.entries(built).filter(
  ([name]) => packages.has(name) && !(name in stamps) && !failed.includes(name),
);
writeStamps({ ...Object.fromEntries(others), ...stamps });
if (failed.length > 0) process.exitCode = 1;
