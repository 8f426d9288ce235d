import { BrowserWindow, type Session, session } from 'electron';
import { lockDownSession } from './lockdown.ts';
import { silenceSession } from './quietChromium.ts';
import { APP_ORIGIN } from './rendererFiles.ts';

/**
 * Prints a report: in a hidden window without scripts, in a session of its own that keeps nothing, whose only address is
 * the report and from which no request goes out. The window is gone afterwards, whatever happened.
 *
 * @throws when the page cannot be loaded or printed
 */
export async function pdfOf(html: string): Promise<Uint8Array> {
  printing ??= printingSession();
  const own = await printing;
  printed += 1;
  const address = `${APP_ORIGIN}/print/${printed}`;
  pages.set(address, html);
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      session: own,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      javascript: false,
      webviewTag: false,
    },
  });
  try {
    await window.loadURL(address);
    return await window.webContents.printToPDF({
      pageSize: 'A4',
      margins: { top: 0.7, bottom: 0.7, left: 0.7, right: 0.7 },
      printBackground: true,
      generateTaggedPDF: true,
      generateDocumentOutline: true,
    });
  } finally {
    window.destroy();
    pages.delete(address);
  }
}

/** What is being printed, by address. */
const pages = new Map<string, string>();
let printed = 0;
let printing: Promise<Session> | null = null;

async function printingSession(): Promise<Session> {
  const own = session.fromPartition('print', { cache: false });
  await silenceSession(own);
  lockDownSession(own);
  own.protocol.handle('app', ({ method, url }) => {
    const html = method === 'GET' ? pages.get(url) : undefined;
    return html === undefined
      ? new Response('There is nothing here.', { status: 404 })
      : new Response(html, { headers: guard });
  });
  return own;
}

const guard = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
} as const;
