import { createHash } from 'node:crypto';
import { readFile, realpath } from 'node:fs/promises';
import { protocol, type Session } from 'electron';
import { REPORT_STYLE } from '../../shared/reports/html.ts';
import { listRendererFiles, type RendererFiles, servedFile } from './rendererFiles.ts';

/**
 * `app://assay/`: the only place a window is loaded from. A scheme of its own gives the page an origin, so that the
 * policy below has a `'self'` to speak of; `file:` would let it read the disk.
 */

/** Before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Once the app is ready. */
export function serveRenderer(session: Session, folder: string): void {
  const files = listRendererFiles(folder);
  session.protocol.handle('app', (request) => respond(files, request));
}

async function respond(files: RendererFiles, request: { method: string; url: string }): Promise<Response> {
  const file = servedFile(files, request.method, request.url);
  if (!file) return new Response('There is nothing here.', { status: 404, headers: { ...guard, ...text } });
  // A link put in the file's place after the list was made leads elsewhere: not followed.
  const real = await realpath(file.path).catch(() => null);
  if (real !== file.path)
    return new Response('There is nothing here.', { status: 404, headers: { ...guard, ...text } });
  const body = await readFile(file.path);
  return new Response(new Uint8Array(body), { headers: { ...guard, 'content-type': file.contentType } });
}

const text = { 'content-type': 'text/plain; charset=utf-8' };

/** A report is shown in a frame without rights, which inherits the policy: its one style sheet is let in by its hash. */
const reportStyle = `'sha256-${createHash('sha256').update(REPORT_STYLE).digest('base64')}'`;

/** Scripts, styles and fonts from the app's own files; pictures also as made by the page (plots, exports); nothing else. */
const contentPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  `style-src 'self' ${reportStyle}`,
  "font-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'none'",
  "media-src 'none'",
  "manifest-src 'none'",
  "worker-src 'none'",
  "frame-src 'none'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const guard = {
  'content-security-policy': contentPolicy,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-dns-prefetch-control': 'off',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
} as const;
