/**
 * Looks at every screen without an engine: builds the page and the stand-in, serves both with the strict content policy,
 * takes a picture of each screen and tells what the policy refused and what axe found. Not part of the tests.
 *
 *   node test/unit/renderer/fake/shots.ts OUT [name…] [--size 1440x900] [--schemes light,dark] [--chromium PATH] [--keep]
 */

import { mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { parseArgs } from 'node:util';
import AxeBuilder from '@axe-core/playwright';
import react from '@vitejs/plugin-react';
import { chromium, type Page } from 'playwright';
import { build } from 'vite';
import { screens } from './screens.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    size: { type: 'string', default: '1440x900' },
    schemes: { type: 'string', default: 'light' },
    chromium: { type: 'string', default: '/usr/bin/chromium' },
    keep: { type: 'boolean', default: false },
  },
});
const root = path.resolve(import.meta.dirname, '../../../..');
const out = path.resolve(positionals[0] ?? 'out/shots');
const wanted = positionals.slice(1);
const site = path.join(out, 'site');
const csp =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data: blob:; connect-src 'none'";

async function buildSite() {
  const shared = { configFile: false, logLevel: 'warn', envDir: false } as const;
  await build({
    ...shared,
    root: path.join(root, 'renderer'),
    base: './',
    plugins: [react()],
    build: {
      outDir: site,
      emptyOutDir: true,
      target: 'chrome130',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
    },
  });
  await build({
    ...shared,
    root,
    publicDir: false,
    build: {
      outDir: site,
      emptyOutDir: false,
      target: 'chrome130',
      lib: {
        entry: path.join(import.meta.dirname, 'page.ts'),
        formats: ['iife'],
        name: 'fake',
        fileName: () => 'fake.js',
      },
    },
  });
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
};

function serve() {
  return new Promise<{ address: string; close: () => void }>((ready) => {
    const server = createServer((request, response) => {
      const name = new URL(request.url ?? '/', 'http://localhost').pathname;
      const file = path.join(site, name === '/' ? 'index.html' : name);
      try {
        let body: string | Buffer = readFileSync(file);
        if (file.endsWith('index.html'))
          body = body.toString().replace('<head>', '<head><script src="./fake.js"></script>');
        response.writeHead(200, {
          'content-type': types[path.extname(file)] ?? 'text/plain',
          'content-security-policy': csp,
        });
        response.end(body);
      } catch {
        response.writeHead(404).end();
      }
    });
    server.listen(0, '127.0.0.1', () => {
      const at = server.address();
      const port = typeof at === 'object' && at ? at.port : 0;
      ready({ address: `http://127.0.0.1:${port}`, close: () => server.close() });
    });
  });
}

async function shoot(page: Page, address: string, name: string, scheme: 'light' | 'dark') {
  const screen = screens[name];
  if (!screen) throw new Error(`There is no screen ${name}.`);
  await page.emulateMedia({ colorScheme: scheme });
  await page.goto(`${address}/?${screen.address ?? ''}`);
  await page.waitForSelector('.find, .first, .signin');
  await page.waitForTimeout(250);
  await screen.go?.(page);
  await page.waitForTimeout(screen.wait ?? 250);
  await page.screenshot({ path: path.join(out, `${name}.${scheme}.png`) });
  const found = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  for (const violation of found.violations) {
    console.log(`  axe ${name}.${scheme}: ${violation.id}: ${violation.help}`);
    for (const node of violation.nodes.slice(0, 3))
      console.log(`      ${node.html.slice(0, 160)} ${node.any[0]?.message ?? ''}`);
  }
}

mkdirSync(out, { recursive: true });
if (!values.keep) await buildSite();
const { address, close } = await serve();
const browser = await chromium.launch({ executablePath: values.chromium, args: ['--no-sandbox', '--disable-gpu'] });
const [width = 1440, height = 900] = values.size.split('x').map(Number);
const page = await browser.newPage({ viewport: { width, height } });
page.on('console', (message) => {
  if (message.type() === 'error' || message.type() === 'warning')
    console.log(`  console: ${message.text().slice(0, 300)}`);
});
page.on('pageerror', (error) => console.log(`  page error: ${error.message}`));
await page.addInitScript(() => {
  document.addEventListener('securitypolicyviolation', (event) => {
    console.error(
      `content policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`,
    );
  });
});
for (const scheme of values.schemes.split(',') as ('light' | 'dark')[]) {
  for (const name of wanted.length > 0 ? wanted : Object.keys(screens)) {
    try {
      await shoot(page, address, name, scheme);
    } catch (error) {
      console.log(`  ${name}.${scheme}: ${error instanceof Error ? error.message.split('\n')[0] : error}`);
    }
  }
}
await browser.close();
close();
