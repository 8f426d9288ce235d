import { app, type Session, type WebContents } from 'electron';
import { log } from './log.ts';
import { isAppUrl } from './rendererFiles.ts';

/** What a page may not do, whatever it asks. Each refusal has its test in test/desktop/security.test.ts. */

/** Before the first window. */
export function lockDownContents(): void {
  app.on('web-contents-created', (_event, contents) => {
    refuseLeaving(contents);
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  });
}

/** Once the app is ready. */
export function lockDownSession(session: Session): void {
  refusePermissions(session);
  refuseRequests(session);
  session.on('will-download', (event) => event.preventDefault());
}

/** A window stays on the page it was loaded with and opens no other. */
function refuseLeaving(contents: WebContents): void {
  const refuse = (what: string) => (event: { preventDefault(): void }) => {
    event.preventDefault();
    log.warn(`refused: ${what}`);
  };
  contents.setWindowOpenHandler(() => {
    log.warn('refused: a new window');
    return { action: 'deny' };
  });
  contents.on('will-navigate', refuse('navigation'));
  contents.on('will-frame-navigate', refuse('navigation of a frame'));
  contents.on('will-redirect', refuse('redirection'));
  contents.on('will-attach-webview', refuse('a webview'));
  contents.on('select-bluetooth-device', refuse('a Bluetooth device'));
}

function refusePermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    log.warn(`refused: permission ${permission}`);
    answer(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
}

/** Nothing goes out: only the app's own files, and pictures that the page made itself. */
function refuseRequests(session: Session): void {
  session.webRequest.onBeforeRequest((details, answer) => {
    const cancel = !isAllowed(details.url, details.resourceType);
    if (cancel) log.warn(`refused: request over ${schemeOf(details.url)} for ${details.resourceType}`);
    answer({ cancel });
  });
}

function isAllowed(url: string, resourceType: string): boolean {
  if (isAppUrl(url)) return true;
  const scheme = schemeOf(url);
  if (scheme === 'data:' || scheme === 'blob:') return resourceType === 'image';
  return scheme === 'devtools:' && !app.isPackaged;
}

/** For decisions and for the log, which must not hold what a page put into an address. */
function schemeOf(url: string): string {
  return /^[a-z][a-z0-9+.-]{0,20}:/i.exec(url)?.[0].toLowerCase() ?? 'no scheme';
}
