import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { isAppUrl, listRendererFiles, servedFile } from '../../../electron/shell/rendererFiles.ts';

const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'assay-files-')));
const inside = path.join(folder, 'renderer');
mkdirSync(path.join(inside, 'assets'), { recursive: true });
mkdirSync(path.join(folder, 'renderer-other')); // begins with the same letters
for (const name of ['renderer/index.html', 'renderer/assets/a b.js', 'renderer/page.ts', 'renderer-other/secret.css']) {
  writeFileSync(path.join(folder, name), name);
}
symlinkSync(path.join(folder, 'renderer-other'), path.join(inside, 'linked'));
symlinkSync(path.join(folder, 'renderer-other', 'secret.css'), path.join(inside, 'linked.css'));
const files = listRendererFiles(inside);
const served = (url: string, method = 'GET') => servedFile(files, method, url)?.path ?? null;

afterAll(() => rmSync(folder, { recursive: true }));

describe('what the app’s protocol serves', () => {
  it('is what lies in the folder, of a kind that a page needs, no links', () => {
    expect([...files.keys()].sort()).toEqual(['/assets/a b.js', '/index.html']);
  });

  it('is named by the plain path, encoded or not', () => {
    expect(served('app://assay/')).toBe(path.join(inside, 'index.html'));
    expect(served('app://assay/index.html')).toBe(path.join(inside, 'index.html'));
    expect(served('app://assay/assets/a%20b.js')).toBe(path.join(inside, 'assets', 'a b.js'));
    expect(served('app://assay/index.html#place')).toBe(path.join(inside, 'index.html'));
  });

  it.each([
    'app://assay/../renderer-other/secret.css',
    'app://assay/..%2frenderer-other%2fsecret.css',
    'app://assay/linked/secret.css',
    'app://assay/linked.css',
    'app://assay/page.ts',
    'app://assay/index.html?x=1',
    'app://assay/%E0%A4%A',
    'app://assay:80/index.html',
    'app://user@assay/index.html',
    'app://evil/index.html',
    'app://ASSAY.evil/index.html',
    'https://assay/index.html',
    'file:///etc/passwd',
    'not an address',
    '',
  ])('has nothing for %s', (url) => {
    expect(served(url)).toBeNull();
  });

  it('is only read', () => {
    for (const method of ['POST', 'PUT', 'HEAD', 'get']) expect(served('app://assay/index.html', method)).toBeNull();
  });

  it('is one of the listed files or nothing, whatever is asked', () => {
    const paths = [...files.values()].map((file) => file.path);
    const piece = fc.constantFrom(
      '..',
      '%2e%2e',
      '/',
      '%2f',
      '\\',
      '%5c',
      'renderer-other',
      'secret.css',
      'index.html',
      '%00',
      '//',
      '?',
      '#',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 4 })), { maxLength: 12 }), (pieces) => {
        const found = served(`app://assay/${pieces.join('')}`);
        expect(found === null || paths.includes(found)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the app’s own addresses', () => {
  it('are told by scheme and host, not by how they begin', () => {
    expect(isAppUrl('app://assay/index.html')).toBe(true);
    for (const url of ['app://assay.evil/', 'app://assayx/', 'apps://assay/', 'app:assay/x', 'app://assay:7/', 'x']) {
      expect(isAppUrl(url), url).toBe(false);
    }
  });
});
