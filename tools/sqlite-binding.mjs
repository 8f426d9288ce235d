// better-sqlite3 for an Electron whose Node-API is older than 10.
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { mustRun } from './command.mjs';
import { installedVersion, Problem, pinnedNode, root } from './project.mjs';

/** Electron 36 is the first whose Node has Node-API 10, which the prebuilt better-sqlite3 needs. */
const FIRST_ELECTRON_WITH_NODE_API_10 = 36;

/** Counts changes to what this file does, so that an older build in the cache is not taken for today's. */
const RECIPE = 1;

/**
 * Whether an Electron needs its own build of better-sqlite3.
 * @param {string} electronVersion
 */
export function needsOwnBinding(electronVersion) {
  return Number(electronVersion.split('.')[0]) < FIRST_ELECTRON_WITH_NODE_API_10;
}

/** The name under which the build is kept: everything that it depends on. */
export function bindingName() {
  return `better-sqlite3-${installedVersion('better-sqlite3')}-napi8-${process.platform}-${process.arch}-${RECIPE}`;
}

/**
 * Compiles the installed better-sqlite3 against Node-API 8 and proves the result with a query.
 *
 * The package needs Node-API 10 for one thing only: references to strings. The copy that is compiled here keeps the
 * characters instead and makes the string when it is asked for.
 * @param {string} work an empty folder
 * @param {string} target file to write
 */
export async function buildBinding(work, target) {
  const packages = path.join(root, 'node_modules');
  const source = path.join(work, 'node_modules', 'better-sqlite3');
  mkdirSync(path.dirname(source), { recursive: true });
  for (const name of ['better-sqlite3', 'node-addon-api']) {
    cpSync(path.join(packages, name), path.join(work, 'node_modules', name), { recursive: true, dereference: true });
  }

  writeFileSync(path.join(source, 'src', 'kept-text.hpp'), KEPT_TEXT);
  change(source, 'binding.gyp', [["'NAPI_VERSION=10'", "'NAPI_VERSION=8'"]]);
  change(source, 'src/better_sqlite3.cpp', [['#include <napi.h>\n', '#include <napi.h>\n#include "kept-text.hpp"\n']]);
  change(source, 'src/util/helpers.cpp', [['Napi::Reference<Napi::String>', 'KeptText']]);
  for (const file of ['src/util/constants.cpp', 'src/util/bind-map.cpp']) {
    change(source, file, [
      ['Napi::Reference<Napi::String>', 'KeptText'],
      ['Napi::Persistent(', 'KeptText('],
    ]);
  }

  const headers = [path.resolve(pinnedNode(), '../..'), path.resolve(process.execPath, '../..'), '/usr'].find(
    (folder) => existsSync(path.join(folder, 'include', 'node', 'node_api.h')),
  );
  if (!headers) throw new Problem('The header files of Node are missing. Run "npm ci" and try again.');
  const gyp = path.join(packages, 'node-gyp', 'bin', 'node-gyp.js');
  const args = [gyp, 'rebuild', '--release', '--force_build=1', '--jobs=2', `--nodedir=${headers}`];
  await mustRun('building better-sqlite3', pinnedNode(), args, { cwd: source, secondsAtMost: 1800 });

  const built = path.join(source, 'build', 'Release', 'better_sqlite3.node');
  const proof = `const D = require('better-sqlite3'); const d = new D(':memory:', { nativeBinding: ${JSON.stringify(built)} });
    if (d.prepare('select $a + 1 as b').get({ a: 1 }).b !== 2) throw new Error('a query gave a wrong answer');`;
  await mustRun('a first query with the built better-sqlite3', pinnedNode(), ['-e', proof]);
  renameSync(built, target);
}

/** Holds a string between calls without a reference to it. */
const KEPT_TEXT = `#pragma once
class KeptText {
public:
	KeptText() = default;
	explicit KeptText(Napi::String text) : owner(text.Env()), characters(text.Utf8Value()) {}
	Napi::String Value() const { return Napi::String::New(Napi::Env(owner), characters); }

private:
	napi_env owner = nullptr;
	std::string characters;
};
`;

/**
 * @param {string} folder
 * @param {string} file
 * @param {readonly (readonly [string, string])[]} replacements each must be found
 */
function change(folder, file, replacements) {
  const at = path.join(folder, file);
  let text = readFileSync(at, 'utf8');
  for (const [from, to] of replacements) {
    if (!text.includes(from)) {
      throw new Problem(
        `better-sqlite3's ${file} has changed: it no longer holds "${from.trim()}". Mend tools/sqlite-binding.mjs.`,
      );
    }
    text = text.replaceAll(from, to);
  }
  writeFileSync(at, text);
}
