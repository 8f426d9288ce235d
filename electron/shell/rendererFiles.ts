import { readdirSync, realpathSync } from 'node:fs';
import path from 'node:path';

/** What the window's protocol hands out, decided from a list made at start: nothing that is not on it can be asked for. */
export interface ServedFile {
  /** Absolute and real: no link on the way. */
  readonly path: string;
  readonly contentType: string;
}

/** URL path (`/assets/index.js`) → file. */
export type RendererFiles = ReadonlyMap<string, ServedFile>;

export const APP_ORIGIN = 'app://assay';
export const START_PAGE = `${APP_ORIGIN}/index.html`;

/**
 * Lists what lies in the renderer's folder. Links are left out, so are files of a kind that no page needs.
 */
export function listRendererFiles(folder: string): RendererFiles {
  const root = realpathSync(folder);
  const files = new Map<string, ServedFile>();
  const visit = (at: string, url: string): void => {
    for (const entry of readdirSync(at, { withFileTypes: true })) {
      const here = path.join(at, entry.name);
      const contentType = contentTypes[path.extname(entry.name).toLowerCase()];
      if (entry.isDirectory()) visit(here, `${url}/${entry.name}`);
      else if (entry.isFile() && contentType) files.set(`${url}/${entry.name}`, { path: here, contentType });
    }
  };
  visit(root, '');
  return files;
}

/**
 * The listed file that a request means, or null: for another method, host, user, port or query, for a path with
 * anything encoded in it that is not the plain name of a listed file.
 */
export function servedFile(files: RendererFiles, method: string, url: string): ServedFile | null {
  if (method !== 'GET' || !isAppUrl(url)) return null;
  const { pathname, search } = new URL(url);
  if (search !== '') return null;
  return files.get(pathname === '/' ? '/index.html' : plainPath(pathname)) ?? null;
}

/** Whether an address is one of the app's own, to the letter: scheme, host, no user, no port. */
export function isAppUrl(url: string): boolean {
  const parsed = parse(url);
  if (!parsed) return false;
  const { protocol, host, username, password } = parsed;
  return protocol === 'app:' && host === 'assay' && username === '' && password === '';
}

function parse(url: string): URL | null {
  try {
    return new URL(url);
  } catch {
    return null;
  }
}

function plainPath(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return '';
  }
}

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
