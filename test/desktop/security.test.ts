import { createSocket } from 'node:dgram';
import { readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import type { ElectronApplication, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REPORT_STYLE } from '../../shared/reports/html.ts';
import { answerDialogs, buildFixturePage, dropFile, engineProcessId, type FixturePage } from './fixturePage.ts';
import type {} from './fixtures/page/page.ts';
import type { Launched } from './launch.ts';

// Every rule of the shell, seen at work: what is forbidden is tried in a real window, and the refusal is what is tested.

let fixture: FixturePage;
let launched: Launched;
let app: ElectronApplication;
let page: Page;
let outside: Awaited<ReturnType<typeof listenOutside>>;
let netLog: string;
let ended = false;

beforeAll(async () => {
  fixture = await buildFixturePage();
  symlinkSync('/etc/passwd', path.join(fixture.folder, 'linked.css'));
  writeFileSync(path.join(fixture.folder, 'notes.txt'), 'of a kind that no page needs');
  writeFileSync(path.join(fixture.folder, 'swapped.css'), 'h1 { color: red; }');
  outside = await listenOutside();
  netLog = path.join(fixture.folder, 'net.log');
  launched = await fixture.launch({ switches: [`--log-net-log=${netLog}`] });
  ({ app, page } = launched);
  await page.waitForFunction(() => window.fixture.seen.ports > 0);
});

afterAll(async () => {
  if (!ended) await launched?.close();
  await outside?.close();
  fixture?.remove();
});

describe('a page', () => {
  it('has nothing of Node and nothing of Electron, only the bridge', async () => {
    const found = await page.evaluate(() => ({
      globals: ['require', 'process', 'module', 'global', 'Buffer', 'electron', 'ipcRenderer', '__dirname'].filter(
        (name) => name in window,
      ),
      bridge: Object.keys(window.assay).sort(),
    }));
    expect(found.globals).toEqual([]);
    expect(found.bridge).toEqual([
      'copyPictureAt',
      'dropped',
      'onEngineState',
      'onMenu',
      'onNotice',
      'onOpenRequest',
      'pick',
      'pickSeveral',
      'platform',
      'recent',
      'saveFile',
      'savePdf',
      'setWindowState',
      'startEngineAgain',
      'version',
    ]);
  });

  it('cannot change the bridge', async () => {
    const kept = await page.evaluate(() => {
      const { recent } = window.assay;
      try {
        (window.assay as { recent: unknown }).recent = () => 'mine';
      } catch {}
      try {
        (window as { assay: unknown }).assay = { recent: 'mine' };
      } catch {}
      return window.assay.recent === recent;
    });
    expect(kept).toBe(true);
  });

  it('comes with a strict content policy', async () => {
    const headers = await headersOf('app://assay/index.html');
    const policy = new Map(
      (headers['content-security-policy'] ?? '').split('; ').map((rule) => {
        const [name = '', ...sources] = rule.split(' ');
        return [name, sources.join(' ')];
      }),
    );
    expect(Object.fromEntries(policy)).toMatchObject({
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': expect.stringMatching(/^'self' 'sha256-[\w+/]+='$/), // the reports' one style sheet
      'connect-src': "'none'",
      'worker-src': "'none'",
      'frame-src': "'none'",
      'object-src': "'none'",
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': "'none'",
    });
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
  });

  it('runs its own files only: no inline script, no handler in an attribute, no text as code', async () => {
    await page.evaluate(() => document.querySelector<HTMLElement>('#inline')?.click());
    const ran = await page.evaluate(async () => ({
      text: await window.fixture.textToCode(),
      inline: window.inlineScriptRan,
      handler: window.inlineHandlerRan,
      later: window.codeFromTextRan,
    }));
    expect(ran).toEqual({
      text: ['EvalError', 'EvalError', 'EvalError'],
      inline: undefined,
      handler: undefined,
      later: undefined,
    });
  });

  it.each(['data:text/javascript,window.codeFromTextRan=true', 'blob:', 'outside'])(
    'cannot load a script from %s',
    async (from) => {
      const source = from === 'outside' ? `${outside.http}/script.js` : from;
      const outcome = await page.evaluate(
        (given) =>
          new Promise<string>((resolve) => {
            const script = document.createElement('script');
            const text = new Blob(['window.codeFromTextRan = true']);
            script.src = given === 'blob:' ? URL.createObjectURL(text) : given;
            script.onload = () => resolve('loaded');
            script.onerror = () => resolve('refused');
            document.head.append(script);
          }),
        source,
      );
      expect(outcome).toBe('refused');
      expect(await page.evaluate(() => window.codeFromTextRan)).toBeUndefined();
    },
  );

  it('is styled by its own files and by its scripts, not by text in the page', async () => {
    const colours = await page.evaluate(() => {
      const added = document.createElement('style');
      added.textContent = 'h1 { color: rgb(9, 9, 9) }';
      document.head.append(added);
      const [title, line] = [document.querySelector('h1'), document.querySelector<HTMLElement>('#inline')];
      if (!title || !line) return [];
      const colourOf = (element: Element) => getComputedStyle(element).color;
      const fromAttribute = colourOf(line);
      line.style.color = 'rgb(4, 5, 6)'; // as React's `style` does it
      return [colourOf(title), fromAttribute, colourOf(line)];
    });
    expect(colours).toEqual(['rgb(10, 20, 30)', 'rgb(0, 0, 0)', 'rgb(4, 5, 6)']);
  });

  it('shows pictures that it made, and none from elsewhere', async () => {
    const outcomes = await page.evaluate(async (away) => {
      const show = (source: string) =>
        new Promise<string>((resolve) => {
          const picture = new Image();
          picture.onload = () => resolve('shown');
          picture.onerror = () => resolve('refused');
          picture.src = source;
        });
      const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"></svg>';
      return {
        data: await show(`data:image/svg+xml,${encodeURIComponent(svg)}`),
        blob: await show(URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))),
        outside: await show(`${away}/picture.png`),
        disk: await show('file:///usr/share/pixmaps/debian-logo.png'),
        above: await show('app://assay/../../../../usr/share/pixmaps/debian-logo.png'),
      };
    }, outside.http);
    expect(outcomes).toEqual({
      data: 'shown',
      blob: 'shown',
      outside: 'refused',
      disk: 'refused',
      above: 'refused',
    });
  });

  it('reaches nobody: no fetch, no socket, no beacon, no hint, no peer', async () => {
    const outcomes = await page.evaluate(
      async ({ http, host }) => {
        const refused = () => 'refused';
        const byEvents = (target: EventTarget, good: string) =>
          new Promise<string>((resolve) => {
            target.addEventListener(good, () => resolve('reached'));
            target.addEventListener('error', () => resolve('refused'));
          });
        const request = new XMLHttpRequest();
        const answered = byEvents(request, 'load');
        request.open('GET', http);
        request.send();

        for (const rel of ['preconnect', 'dns-prefetch', 'prefetch', 'preload', 'modulepreload']) {
          const hint = document.createElement('link');
          hint.rel = rel;
          hint.href = http;
          if (rel === 'preload') hint.as = 'image';
          document.head.append(hint);
        }
        navigator.sendBeacon(http, 'x');
        const peer = new RTCPeerConnection({
          iceServers: [
            { urls: `stun:${host}` },
            { urls: `turn:${host}?transport=tcp`, username: 'a', credential: 'b' },
            { urls: `turn:${host}?transport=udp`, username: 'a', credential: 'b' },
          ],
        });
        const candidates: string[] = [];
        peer.onicecandidate = ({ candidate }) => {
          if (candidate?.candidate) candidates.push(candidate.candidate);
        };
        peer.createDataChannel('x');
        await peer.setLocalDescription(await peer.createOffer());
        await new Promise((resolve) => setTimeout(resolve, 1500)); // time for whatever would go out
        peer.close();

        return {
          fetch: await fetch(http).then(() => 'reached', refused),
          own: await fetch('app://assay/page.css').then(() => 'reached', refused),
          request: await answered,
          socket: await byEvents(new WebSocket(http.replace('http', 'ws')), 'open'),
          events: await byEvents(new EventSource(http), 'open'),
          worker: await new Promise<string>((resolve) => {
            try {
              const worker = new Worker(URL.createObjectURL(new Blob(['postMessage(1)'])));
              worker.onmessage = () => resolve('ran');
              worker.onerror = () => resolve('refused');
            } catch {
              resolve('refused');
            }
          }),
          candidates,
        };
      },
      { http: outside.http, host: outside.host },
    );
    expect(outcomes).toEqual({
      fetch: 'refused',
      own: 'refused',
      request: 'refused',
      socket: 'refused',
      events: 'refused',
      worker: 'refused',
      candidates: [],
    });
    expect(outside.visits()).toBe(0);
    expect(
      await fetch(outside.http).then(
        () => 'reached',
        () => 'broken',
      ),
    ).toBe('broken'); // this test itself
    expect(outside.visits()).toBeGreaterThan(0); // is seen: the listener does listen
  });

  it.each([
    'geolocation',
    'notifications',
    'camera',
    'microphone',
    'clipboard-read',
    'clipboard-write',
    'midi',
    'persistent-storage',
    'screen-wake-lock',
    'storage-access',
  ])('is refused the permission %s', async (name) => {
    const state = await page.evaluate(
      (asked) => navigator.permissions.query({ name: asked as PermissionName }).then((answer) => answer.state),
      name,
    );
    expect(state).toBe('denied');
  });

  it('is refused what it asks a person for', async () => {
    const answers = await page.evaluate(async () => {
      const name = (error: unknown) => (error instanceof Error ? error.name : String(error));
      return {
        place: await new Promise((resolve) =>
          navigator.geolocation.getCurrentPosition(
            () => resolve('told'),
            (error) => resolve(error.code),
          ),
        ),
        notification: await Notification.requestPermission(),
        camera: await navigator.mediaDevices.getUserMedia({ video: true }).then(() => 'on', name),
        screen: await navigator.mediaDevices.getDisplayMedia().then(() => 'on', name),
        clipboard: await navigator.clipboard.readText().then(() => 'read', name),
        keep: await navigator.storage.persist(),
      };
    });
    expect(answers).toEqual({
      place: 1, // PERMISSION_DENIED
      notification: 'denied',
      camera: expect.stringMatching(/NotAllowedError|NotFoundError/),
      screen: expect.stringMatching(/NotAllowedError|NotSupportedError|AbortError|InvalidStateError/),
      clipboard: 'NotAllowedError',
      keep: false,
    });
  });
});

describe('a window', () => {
  it('opens no other', async () => {
    const opened = await page.evaluate((away) => {
      const link = document.createElement('a');
      link.href = away;
      link.target = '_blank';
      document.body.append(link);
      link.click();
      return [window.open(away), window.open('about:blank'), window.open('app://assay/index.html')];
    }, outside.http);
    expect(opened).toEqual([null, null, null]);
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });

  it.each([
    'http://127.0.0.1:9/',
    'https://example.org/',
    'file:///etc/passwd',
    'data:text/html,elsewhere',
    'app://assay/page.css',
    'app://evil/index.html',
    'javascript:document.title="elsewhere"',
  ])('does not leave its page for %s', async (address) => {
    await staysThrough(() =>
      page.evaluate((to) => {
        location.href = to;
        const link = document.createElement('a');
        link.href = to;
        document.body.append(link);
        link.click();
        const form = document.createElement('form');
        form.action = to;
        document.body.append(form);
        form.submit();
        const refresh = document.createElement('meta');
        refresh.httpEquiv = 'refresh';
        refresh.content = `0; url=${to}`;
        document.head.append(refresh);
      }, address),
    );
  });

  it('does not show a file that is dropped on it, and learns of it a token and a name only', async () => {
    const file = path.join(fixture.folder, 'dropped, with a comma.csv');
    writeFileSync(file, 'prompt\n');
    await page.evaluate(() => {
      Object.assign(window, { taken: null });
      document.addEventListener('dragover', (event) => event.preventDefault(), { once: false });
      document.addEventListener(
        'drop',
        (event) => {
          event.preventDefault();
          Object.assign(window, { taken: window.assay.dropped([...(event.dataTransfer?.files ?? [])]) });
        },
        { once: true },
      );
    });
    await dropFile(page, file);
    const taken = await page.evaluate(() => (window as unknown as { taken: Promise<unknown> }).taken);
    expect(taken).toEqual([{ token: expect.any(String), name: 'dropped, with a comma.csv', kind: 'csv' }]);
    expect(JSON.stringify(taken)).not.toContain(path.basename(fixture.folder));

    await staysThrough(() => dropFile(page, file)); // now nobody prevents what a browser would do: go there
  });

  it('has no frame and no webview with anything in it', async () => {
    const frames = await page.evaluate(async (away) => {
      const results: string[] = [];
      for (const source of ['app://assay/index.html', away, 'data:text/html,x', 'about:blank']) {
        const frame = document.createElement('iframe');
        const loaded = new Promise((resolve) => {
          frame.onload = resolve;
          setTimeout(resolve, 2000);
        });
        frame.src = source;
        document.body.append(frame);
        await loaded;
        const inside = frame.contentDocument?.body?.textContent ?? '';
        const bridge = (() => {
          try {
            return 'assay' in (frame.contentWindow ?? {});
          } catch {
            return false;
          }
        })();
        results.push(`${inside.trim()} ${bridge}`);
        frame.remove();
      }
      const view = document.createElement('webview');
      view.setAttribute('src', away);
      document.body.append(view);
      await new Promise((resolve) => setTimeout(resolve, 300));
      return [...results, 'loadURL' in view];
    }, outside.http);
    expect(frames).toEqual([' false', ' false', ' false', ' false', false]);
    const kinds = await app.evaluate(({ webContents }) => webContents.getAllWebContents().map((all) => all.getType()));
    expect(kinds).toEqual(['window']);
  });

  it('downloads nothing', async () => {
    const states = await app.evaluate(({ session }) => {
      const seen: boolean[] = [];
      session.defaultSession.on('will-download', (event) => seen.push(event.defaultPrevented));
      Object.assign(globalThis, { seenDownloads: seen });
      return seen;
    });
    expect(states).toEqual([]);
    await page.evaluate(() => {
      const link = document.createElement('a');
      link.download = 'x.txt';
      link.href = URL.createObjectURL(new Blob(['x']));
      document.body.append(link);
      link.click();
    });
    const seen = () => app.evaluate(() => (globalThis as unknown as { seenDownloads: boolean[] }).seenDownloads);
    await expect.poll(seen).toEqual([true]);
  });
});

describe('the app’s own protocol', () => {
  it('serves the page and its parts', async () => {
    expect(await statusOf('app://assay/index.html')).toBe(200);
    expect(await statusOf('app://assay/')).toBe(200);
  });

  it.each([
    'app://assay/../../etc/passwd',
    'app://assay/..%2f..%2f..%2f..%2fetc%2fpasswd',
    'app://assay/%2e%2e/%2e%2e/%2e%2e/etc/passwd',
    'app://assay/..%5c..%5cetc%5cpasswd',
    'app://assay//etc/passwd',
    'app://assay/%2fetc%2fpasswd',
    'app://assay/index.html%00.css',
    'app://assay/index.html/',
    'app://assay/INDEX.HTML',
    'app://assay/index.html?x',
    'app://assay/%',
    'app://assay/linked.css', // a link that leads out of the folder
    'app://assay/notes.txt',
    'app://assay/net.log',
    'app://assay/assets',
  ])('has nothing at %s', async (url) => {
    expect(await statusOf(url)).toBe(404);
  });

  it('does not follow a link that took a listed file’s place', async () => {
    expect(await statusOf('app://assay/swapped.css')).toBe(200);
    rmSync(path.join(fixture.folder, 'swapped.css'));
    symlinkSync('/etc/passwd', path.join(fixture.folder, 'swapped.css'));
    expect(await statusOf('app://assay/swapped.css')).toBe(404);
  });

  it.each(['app://evil/index.html', 'app://assay.evil/index.html', 'app://x@assay/'])(
    'is asked nothing as %s',
    async (url) => {
      expect(await statusOf(url)).not.toBe(200);
    },
  );

  it('only reads', async () => {
    expect(await statusOf('app://assay/index.html', 'POST')).toBe(404);
  });
});

describe('messages', () => {
  it.each([
    ['about:blank', 'a page that is not the app’s'],
    ['app://assay/index.html', 'a window that the shell did not open'],
  ])('from %s in another window are refused: %s', async (address) => {
    const answer = await app.evaluate(async ({ app: own, BrowserWindow }, url) => {
      const preload = `${own.getAppPath()}/out/app/preload.cjs`;
      const webPreferences = { preload, sandbox: true, spellcheck: false };
      const stranger = new BrowserWindow({ show: false, webPreferences });
      await stranger.loadURL(url);
      const answered: unknown = await stranger.webContents.executeJavaScript(
        'window.assay.recent().then(() => "answered", (error) => error.message)',
      );
      stranger.destroy();
      return answered;
    }, address);
    expect(answer).toMatch(/refused/);
  });

  it('of another shape are refused and change nothing', async () => {
    const title = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle());
    const before = await title();
    const answers = await page.evaluate(async () => {
      const { assay } = window;
      const ask = (promise: Promise<unknown>) =>
        promise.then(
          (value) => value,
          () => 'refused',
        );
      const wrong = (value: unknown) => value as never;
      assay.setWindowState(wrong({ title: 5, role: 'organizer', contestOpen: true }));
      assay.setWindowState(wrong({ title: 'Mine', role: 'king', contestOpen: true }));
      assay.setWindowState(wrong({ title: 'Mine', role: 'nobody', contestOpen: true, more: 1 }));
      assay.setWindowState(wrong(null));
      return [
        await ask(assay.pick(wrong('everything'))),
        await ask(assay.pick(wrong({ toString: 'x' }))),
        await ask(assay.pick('new-contest', wrong(7))),
        await ask(assay.pickSeveral(wrong('open-contest'))),
        await ask(assay.pick('new-contest', 'x'.repeat(501))),
        await ask(assay.saveFile(wrong('assay'), 'figure', 'x')),
        await ask(assay.saveFile('svg', 'figure', wrong({ toString: 'x' }))),
        await ask(assay.dropped([new File(['x'], '/etc/passwd')])), // made up: it has no path
      ];
    });
    expect(answers).toEqual([...Array(7).fill('refused'), []]);
    expect(await title()).toBe(before);
  });

  it('to the engine that are malformed leave it alive and answer nothing or bad-input', async () => {
    const engine = await engineProcessId(app);
    const answers = await page.evaluate(async () => {
      const junk = [null, 1, 'x', [], {}, { type: 'call' }, { type: 'call', id: -1, procedure: 'session.current' }];
      const more = [
        { type: 'call', id: 1e9, procedure: 'x'.repeat(5000), input: {} },
        { type: 'cancel', id: 'x' },
      ];
      const circle: Record<string, unknown> = { type: 'call', id: 999_999, procedure: 'session.signIn' };
      circle.input = circle;
      for (const message of [...junk, ...more, circle, new ArrayBuffer(1e6)]) window.fixture.post(message);
      const input = JSON.parse('{ "__proto__": { "token": "x" }, "token": 5 }') as unknown;
      return {
        unknown: await window.fixture.call('constructor'),
        shape: await window.fixture.call('contest.open', input),
        fine: await window.fixture.call('session.current'),
      };
    });
    expect(answers).toMatchObject({
      unknown: { ok: false, error: { code: 'bad-input' } },
      shape: { ok: false, error: { code: 'bad-input' } },
      fine: { ok: true },
    });
    expect(await engineProcessId(app)).toBe(engine);
  });

  it('never name a path: what is picked is a token and a name', async () => {
    await answerDialogs(app, '/a/secret/folder/Contest 7.assay');
    const picked = await page.evaluate(() => window.assay.pick('open-contest'));
    expect(picked).toEqual({ token: expect.stringMatching(/^[\w-]{22}$/), name: 'Contest 7.assay', kind: 'contest' });
    await answerDialogs(app, null);
    expect(await page.evaluate(() => window.assay.pick('open-contest'))).toBeNull();
  });

  it('save what a page gives them where the person says, under the kind’s own ending, whole or not at all', async () => {
    const save = () => page.evaluate(() => window.assay.saveFile('svg', '../../figure', '<svg/>'));
    await answerDialogs(app, path.join(fixture.folder, 'figure.html'));
    expect(await save()).toEqual({ ok: true, value: { name: 'figure.html.svg' } });
    expect(readFileSync(path.join(fixture.folder, 'figure.html.svg'), 'utf8')).toBe('<svg/>');
    await answerDialogs(app, null);
    expect(await save()).toEqual({ ok: true, value: null });
    await answerDialogs(app, path.join(fixture.folder, 'no such folder', 'figure.svg'));
    expect(await save()).toMatchObject({ ok: false, error: { code: 'disk' } });
  });
});

describe('a report', () => {
  const style = `<style>${REPORT_STYLE}</style>`;

  it('is shown in a frame that runs nothing, asks for nothing and keeps to the reports’ own style', async () => {
    const seen = outside.visits();
    const hostile = `${style}<style>h1 { color: rgb(9, 9, 9) }</style><h1 class="lead">A report</h1>
      <script>parent.postMessage('ran', '*')</script><img src="${outside.http}/a.png" onerror="parent.postMessage('ran', '*')">
      <iframe src="${outside.http}"></iframe><meta http-equiv="refresh" content="0;url=${outside.http}">`;
    const messages = await page.evaluate(async (text) => {
      const ran: unknown[] = [];
      window.addEventListener('message', ({ data }) => ran.push(data));
      const frame = document.createElement('iframe');
      frame.setAttribute('sandbox', '');
      frame.name = 'report';
      const loaded = new Promise((resolve) => {
        frame.onload = resolve;
      });
      frame.srcdoc = text;
      document.body.append(frame);
      await loaded;
      await new Promise((resolve) => setTimeout(resolve, 300));
      return { ran, reachable: frame.contentDocument !== null };
    }, hostile);
    expect(messages).toEqual({ ran: [], reachable: false });
    const frame = page.frame({ name: 'report' });
    const look = await frame?.evaluate(() => {
      const title = document.querySelector('h1');
      const { color, fontWeight } = title ? getComputedStyle(title) : { color: '', fontWeight: '' };
      return { color, fontWeight, text: title?.textContent, margin: getComputedStyle(document.body).maxWidth };
    });
    expect(look).toMatchObject({ text: 'A report', margin: '960px' });
    expect(look?.color).not.toBe('rgb(9, 9, 9)');
    expect(outside.visits()).toBe(seen);
    await page.evaluate(() => document.querySelector('iframe[name=report]')?.remove());
  });

  it('is printed without scripts, without requests and without a trace of the window that did it', async () => {
    const seen = outside.visits();
    const file = path.join(fixture.folder, 'report');
    await answerDialogs(app, file);
    const hostile = `<title>Printed</title>${style}<h1>A report</h1><script>document.title = 'ran'</script>
      <img src="${outside.http}/a.png"><img src="file:///etc/hostname"><img src="app://assay/index.html">
      <iframe src="${outside.http}"></iframe><meta http-equiv="refresh" content="0;url=${outside.http}">`;
    const saved = await page.evaluate((text) => window.assay.savePdf('Report', text), hostile);
    expect(saved).toEqual({ ok: true, value: { name: 'report.pdf' } });
    const pdf = readFileSync(`${file}.pdf`, 'latin1');
    expect(pdf.slice(0, 5)).toBe('%PDF-');
    expect(pdf).toContain('Printed');
    expect(pdf).not.toContain('(ran)');
    expect(outside.visits()).toBe(seen);
    const windows = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
    expect(windows).toBe(1);
    const foreign = await app.evaluate(
      ({ session }, address) =>
        Promise.all(
          ['app://assay/index.html', 'app://assay/print/1', address].map((url) =>
            session
              .fromPartition('print')
              .fetch(url)
              .then(
                ({ status }) => status,
                () => 'refused',
              ),
          ),
        ),
      outside.http,
    );
    expect(foreign).toEqual([404, 404, 'refused']);
  });
});

// Last: it ends the app, because the log is whole only then.
describe('the network', () => {
  it('is never asked for anything, by Chromium itself either', async () => {
    await launched.close();
    ended = true;
    const events = readNetLog(netLog);
    const requested = events.flatMap(({ params }) => (typeof params?.url === 'string' ? [params.url] : []));
    expect(requested.filter((url) => !/^(app|data|blob|devtools|chrome|about|file):/.test(url))).toEqual([]);
    // UDP_CONNECT is not among them: it asks the system for a route, as the peer above made Chromium do, and sends nothing.
    const reaching = /^(TCP_CONNECT|UDP_BYTES_SENT|SOCKET_BYTES_SENT|SSL_CONNECT|HOST_RESOLVER_MANAGER_JOB)/;
    expect([...new Set(events.map(({ type }) => type))].filter((type) => reaching.test(type))).toEqual([]);
    expect(events.length).toBeGreaterThan(10); // the log was written
  });
});

/** What is tried must neither load another page nor reload this one. */
async function staysThrough(attempt: () => Promise<unknown>): Promise<void> {
  await page.evaluate(() => Object.assign(window, { stillHere: true }));
  await attempt();
  await page.waitForTimeout(250); // a navigation that was not refused would have begun by then
  const after = await page.evaluate(() => ({
    stillHere: 'stillHere' in window,
    address: location.href,
    title: document.title,
  }));
  expect(after).toEqual({ stillHere: true, address: 'app://assay/index.html', title: 'A page of the tests' });
}

function statusOf(url: string, method = 'GET'): Promise<number | string> {
  return app.evaluate(
    ({ session }, [address, how]) =>
      session.defaultSession.fetch(address, { method: how }).then(
        (response) => response.status,
        () => 'refused',
      ),
    [url, method] as const,
  );
}

function headersOf(url: string): Promise<Record<string, string>> {
  return app.evaluate(async ({ session }, address) => {
    const response = await session.defaultSession.fetch(address);
    return Object.fromEntries(response.headers);
  }, url);
}

/** Somebody outside who counts who calls, by TCP and by UDP; both are hung up on. */
async function listenOutside() {
  let visits = 0;
  const tcp = createServer((socket) => {
    visits += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve));
  const address = tcp.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const udp = createSocket('udp4', () => {
    visits += 1;
  });
  await new Promise<void>((resolve) => udp.bind(port, '127.0.0.1', resolve));
  return {
    http: `http://127.0.0.1:${port}`,
    host: `127.0.0.1:${port}`,
    visits: () => visits,
    close: async () => {
      udp.close();
      await new Promise((resolve) => tcp.close(resolve));
    },
  };
}

interface NetEvent {
  readonly type: string;
  readonly params?: { readonly url?: unknown };
}

function readNetLog(file: string): readonly NetEvent[] {
  const { constants, events } = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly constants: { readonly logEventTypes: Readonly<Record<string, number>> };
    readonly events: readonly { readonly type: number; readonly params?: { readonly url?: unknown } }[];
  };
  const names = new Map(Object.entries(constants.logEventTypes).map(([name, number]) => [number, name]));
  return events.map(({ type, params }) => ({ type: names.get(type) ?? String(type), ...(params ? { params } : {}) }));
}
