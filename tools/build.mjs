// Builds what Assay runs from: `node tools/build.mjs [app] [preload] [renderer]`, all three when none is named. What is
// up to date is left alone; `--force` builds anyway. Nothing of Vite is loaded before it is needed.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { step } from './command.mjs';
import { withLock } from './lock.mjs';
import { isProgram, nodeIsNewEnough, Problem, root, runOnPinnedNode, runProgram } from './project.mjs';
import { isStale, readStamp, sourceKey, stampFile } from './stale.mjs';

/** @typedef {import('./stale.mjs').Target} Target */
/** @typedef {import('vite').InlineConfig} InlineConfig */

/** @type {readonly Target[]} */
export const ALL_TARGETS = ['app', 'preload', 'renderer'];

/** Builds run on Electron 33 and on 45 alike, see runtime.mjs: nothing newer than the older of the two. */
const NODE = 'node20.18';
const CHROMIUM = 'chrome130';

/** Output name → source, for the ES modules that Node and Electron load. */
const APP_ENTRIES = {
  main: 'electron/shell/main.ts',
  engine: 'electron/engine/process.ts',
  worker: 'electron/engine/worker.ts',
  resampleThread: 'electron/engine/resampleThread.ts',
  cli: 'electron/cli/main.ts',
};

/**
 * Where a target's files go, and which of them must appear last because they name the others.
 * @type {Record<Target, { folder: string, last: readonly string[] }>}
 */
const PLACES = {
  app: { folder: 'out/app', last: Object.keys(APP_ENTRIES).map((name) => `${name}.js`) },
  preload: { folder: 'out/app', last: ['preload.cjs'] },
  renderer: { folder: 'out/renderer', last: ['index.html'] },
};

/**
 * Brings targets up to date. Two processes may do so at once: the second waits, then finds nothing to do.
 * @param {readonly Target[]} targets
 * @param {{ say?: (line: string) => void, force?: boolean }} [options]
 */
export async function buildTargets(targets, options = {}) {
  const say = options.say ?? (() => {});
  const needed = (/** @type {Target} */ target) => options.force || isStale(target);
  if (!targets.some(needed)) return;
  await withLock(path.join(root, 'out', 'build.lock'), async () => {
    for (const target of targets) {
      if (needed(target)) await step(say, `built ${target}`, () => buildTarget(target, say));
    }
  });
}

/** @param {Target} target @param {(line: string) => void} say */
async function buildTarget(target, say) {
  const { build } = await import('vite');
  const key = sourceKey(target); // before the sources are read: what changes meanwhile is built the next time
  const work = path.join(root, 'out', `${target}.building`);
  rmSync(work, { recursive: true, force: true });
  try {
    const config = await CONFIGURATIONS[target](say);
    await build({
      ...config,
      configFile: false,
      envDir: false,
      mode: 'production',
      logLevel: 'warn',
      customLogger: warningsTo(say),
      build: {
        ...config.build,
        outDir: work,
        emptyOutDir: true,
        reportCompressedSize: false,
        chunkSizeWarningLimit: 8000,
      },
    });
  } catch (error) {
    rmSync(work, { recursive: true, force: true });
    const reason = stripVTControlCharacters(error instanceof Error ? error.message : String(error));
    throw new Problem(`Building ${target} failed.\n${reason.replaceAll(/Stack backtrace:\n(?: +.*\n)+/g, '')}`);
  }
  publish(target, work, key);
}

/**
 * What Vite is told for each target.
 * @type {Record<Target, (say: (line: string) => void) => InlineConfig | Promise<InlineConfig>>}
 */
const CONFIGURATIONS = {
  app: (say) => ({
    root,
    publicDir: false,
    resolve: { conditions: ['node', 'import', 'module', 'default'] },
    // one bundle each, all packages inside: a packed app then has a single module to find
    ssr: { target: 'node', noExternal: true, external: ['electron', 'better-sqlite3'] },
    build: {
      ssr: true,
      target: NODE,
      minify: false,
      rolldownOptions: {
        input: present(APP_ENTRIES, say),
        external: ['electron', 'better-sqlite3'],
        // flat, so that a path relative to import.meta.url means the same in a shared chunk
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'part-[name]-[hash].js' },
      },
    },
  }),
  preload: (say) => ({
    root,
    publicDir: false,
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      target: CHROMIUM,
      minify: false,
      lib: {
        entry: present({ preload: 'electron/preload/bridge.ts' }, say),
        formats: ['cjs'],
        fileName: () => 'preload.cjs',
      },
      // a sandboxed preload can require nothing but electron
      rolldownOptions: { external: ['electron'], output: { codeSplitting: false } },
    },
  }),
  renderer: async (say) => {
    present({ index: 'renderer/index.html' }, say);
    const { default: react } = await import('@vitejs/plugin-react');
    return {
      root: path.join(root, 'renderer'),
      base: './',
      publicDir: 'public', // files that keep their name, such as the style sheet that Plotly looks for
      plugins: [react()],
      build: {
        target: CHROMIUM,
        minify: true,
        cssMinify: true,
        // fonts and pictures stay files, and nothing is written into the page: the content policy allows neither
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
        rolldownOptions: { input: path.join(root, 'renderer', 'index.html') },
      },
    };
  },
};

/**
 * Leaves out entries whose file does not exist, with a line about each.
 * @param {Record<string, string>} entries
 * @param {(line: string) => void} say
 * @returns {Record<string, string>} absolute paths
 */
function present(entries, say) {
  /** @type {Record<string, string>} */
  const found = {};
  for (const [name, file] of Object.entries(entries)) {
    if (existsSync(path.join(root, file))) found[name] = path.join(root, file);
    else say(`${file} does not exist, so "${name}" was not built`);
  }
  if (Object.keys(found).length === 0) throw new Error(`${Object.values(entries).join(', ')}: no such file.`);
  return found;
}

/**
 * Moves finished files into place one by one, so that a running process never finds the folder empty, then removes what
 * neither this build nor the one before it made.
 * @param {Target} target
 * @param {string} work
 * @param {string} key
 */
function publish(target, work, key) {
  const { folder, last } = PLACES[target];
  const made = filesUnder(work);
  const rank = (/** @type {string} */ file) => (last.includes(file) ? 1 : 0);
  const before = readStamp(target)?.files ?? [];
  rmSync(stampFile(target), { force: true });
  for (const file of [...made].sort((a, b) => rank(a) - rank(b))) {
    const to = path.join(root, folder, file);
    mkdirSync(path.dirname(to), { recursive: true });
    renameSync(path.join(work, file), to);
  }
  rmSync(work, { recursive: true, force: true });

  const others = ALL_TARGETS.filter((other) => other !== target && PLACES[other].folder === folder);
  const keep = new Set([
    ...made,
    ...before,
    ...others.flatMap((other) => [...PLACES[other].last, ...(readStamp(other)?.files ?? [])]),
  ]);
  for (const file of filesUnder(path.join(root, folder))) {
    if (!keep.has(file)) rmSync(path.join(root, folder, file), { force: true });
  }
  writeFileSync(stampFile(target), JSON.stringify({ key, folder, files: made }));
}

/** @param {string} folder @returns {string[]} relative paths */
function filesUnder(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .sort();
}

/** @param {(line: string) => void} say @returns {import('vite').Logger} */
function warningsTo(say) {
  const seen = new Set();
  const warn = (/** @type {string} */ text) => say(stripVTControlCharacters(text));
  return {
    hasWarned: false,
    info: () => {},
    warn,
    warnOnce: (text) => {
      if (!seen.has(text)) warn(text);
      seen.add(text);
    },
    error: () => {}, // the build throws it as well
    clearScreen: () => {},
    hasErrorLogged: () => false,
  };
}

async function main() {
  const args = process.argv.slice(2);
  if (!nodeIsNewEnough(process.version)) return runOnPinnedNode('build.mjs', args);
  const unknown = args.filter((name) => name !== '--force' && !ALL_TARGETS.some((target) => target === name));
  if (unknown.length > 0)
    throw new Problem(`There is no target "${unknown[0]}". The targets are ${ALL_TARGETS.join(', ')}.`);
  const named = ALL_TARGETS.filter((target) => args.includes(target));
  await buildTargets(named.length > 0 ? named : ALL_TARGETS, { say: console.log, force: args.includes('--force') });
  return 0;
}

if (isProgram(import.meta.url)) await runProgram(main);
