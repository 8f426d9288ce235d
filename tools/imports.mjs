// The import law: renderer → shared ← db ← electron, and electron → shared. `node tools/imports.mjs` checks every file of
// those folders; biome.json holds the same law for editors, this is the one that sees every form of import.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { parseSync } from 'vite';
import { isProgram, root, runProgram } from './project.mjs';

/**
 * @typedef {object} FolderLaw
 * @property {readonly string[]} folders whose files may be imported
 * @property {boolean} node whether Node's own modules may be
 * @property {(name: string) => boolean} packages which packages may be
 * @property {boolean} pure whether it must be a function of its input: no clock, no random source
 */

/** @type {Record<string, FolderLaw>} */
const LAW = {
  shared: { folders: ['shared'], node: false, packages: (name) => name === 'zod', pure: true },
  db: {
    folders: ['db', 'shared'],
    node: true,
    packages: (name) => name === 'better-sqlite3' || name === 'zod',
    pure: false,
  },
  electron: { folders: ['electron', 'db', 'shared'], node: true, packages: () => true, pure: false },
  renderer: {
    folders: ['renderer', 'shared'],
    node: false,
    packages: (name) => name !== 'electron' && name !== 'better-sqlite3',
    pure: false,
  },
};

/** @typedef {{ readonly file: string, readonly line: number, readonly message: string }} Violation */

/** Every violation in the checkout. @returns {Violation[]} */
export function violationsInProject() {
  return Object.keys(LAW).flatMap((folder) => {
    if (!existsSync(path.join(root, folder))) return [];
    return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.[cm]?[jt]sx?$/.test(entry.name))
      .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
      .sort()
      .flatMap((file) => violationsIn(file, readFileSync(path.join(root, file), 'utf8')));
  });
}

/**
 * The violations in one file.
 * @param {string} file relative to the checkout, with `/`: its first part decides the law
 * @param {string} text
 * @returns {Violation[]} none for a file outside the four folders
 */
export function violationsIn(file, text) {
  const folder = file.split('/')[0] ?? '';
  const law = LAW[folder];
  if (!law) return [];
  const { program, errors } = parseSync(file, text);
  const fault = errors[0];
  if (fault) return [{ file, line: 1, message: `cannot be read: ${fault.message}` }];

  /** @type {Violation[]} */
  const found = [];
  const refuse = (/** @type {Node} */ node, /** @type {string} */ message) =>
    found.push({ file, line: text.slice(0, node.start).split('\n').length, message });
  visit(program, (node) => {
    const source = importedBy(node);
    if (source !== null) {
      const message = source === undefined ? computedImport(law, folder) : refusal(law, folder, file, source);
      if (message) refuse(node, message);
    }
    const impurity = law.pure ? impurityOf(node) : null;
    if (impurity) refuse(node, `${folder} may not use ${impurity}: pass the value in`);
  });
  return found;
}

/** @typedef {{ type: string, start: number, [key: string]: unknown }} Node */

/**
 * What a node imports: undefined when that is computed, null when it imports nothing. Imports of types count: they bind
 * the folders to each other as much as values do.
 * @param {Node} node
 * @returns {string | undefined | null}
 */
function importedBy(node) {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
    case 'ImportExpression':
    case 'TSImportType':
      return literal(node.source);
    case 'ExportNamedDeclaration':
      return node.source ? literal(node.source) : null;
    case 'TSExternalModuleReference':
      return literal(node.expression);
    case 'CallExpression':
      return named(node.callee) === 'require' ? literal(/** @type {unknown[]} */ (node.arguments)[0]) : null;
    default:
      return null;
  }
}

/** @param {FolderLaw} law @param {string} folder */
function computedImport(law, folder) {
  return law.folders.includes('electron') ? null : `${folder} may not import what it computes: write the name out`;
}

/**
 * Why an import is refused, or null.
 * @param {FolderLaw} law
 * @param {string} folder
 * @param {string} file
 * @param {string} source
 * @returns {string | null}
 */
function refusal(law, folder, file, source) {
  if (source.startsWith('.')) {
    const target = path.posix.join(path.posix.dirname(file), source.split('?')[0] ?? '').split('/')[0] ?? '';
    return law.folders.includes(target)
      ? null
      : `${folder} may not import ${target === '..' ? 'outside the project' : target} ("${source}")`;
  }
  if (isBuiltin(source)) return law.node ? null : `${folder} may not import Node's own modules ("${source}")`;
  if (!/^(@[\w.-]+\/)?[\w.-]+(\/|$)/.test(source))
    return `${folder} may import files by relative path and packages by name only ("${source}")`;
  const name = source.split('/', source.startsWith('@') ? 2 : 1).join('/');
  return law.packages(name) ? null : `${folder} may not import the package ${name}`;
}

/** @param {Node} node @returns {string | null} */
function impurityOf(node) {
  if (node.type === 'MemberExpression') {
    const name = `${named(node.object)}.${named(node.property) ?? literal(node.property)}`;
    return ['Math.random', 'Date.now', 'performance.now', 'crypto.getRandomValues', 'crypto.randomUUID'].includes(name)
      ? name
      : null;
  }
  const isDate = named(node.callee) === 'Date';
  if (node.type === 'NewExpression' && isDate && /** @type {unknown[]} */ (node.arguments).length === 0)
    return 'new Date()';
  return node.type === 'CallExpression' && isDate ? 'Date()' : null;
}

/** The text of a string literal. @param {unknown} node @returns {string | undefined} */
function literal(node) {
  const { type, value } = /** @type {{ type?: string, value?: unknown }} */ (node ?? {});
  return type === 'Literal' && typeof value === 'string' ? value : undefined;
}

/** The name of an identifier. @param {unknown} node @returns {string | undefined} */
function named(node) {
  const { type, name } = /** @type {{ type?: string, name?: string }} */ (node ?? {});
  return type === 'Identifier' ? name : undefined;
}

/** @param {unknown} tree @param {(node: Node) => void} see */
function visit(tree, see) {
  if (Array.isArray(tree)) for (const item of tree) visit(item, see);
  else if (tree && typeof tree === 'object') {
    if ('type' in tree && 'start' in tree) see(/** @type {Node} */ (tree));
    for (const value of Object.values(tree)) visit(value, see);
  }
}

if (isProgram(import.meta.url)) {
  await runProgram(async () => {
    const found = violationsInProject();
    for (const { file, line, message } of found) console.log(`${file}:${line}  ${message}`);
    return found.length > 0 ? 1 : 0;
  });
}
