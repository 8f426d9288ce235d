import { app, type Session } from 'electron';

/**
 * Chromium asks the network for things of its own accord: updates of components, a proxy, time, spelling dictionaries,
 * names it expects to need. Assay works without a network, and what a lab judges is nobody else's business.
 */

/** Before the app is ready. */
export function silenceChromium(): void {
  const { commandLine } = app;
  // Every name and every address, numbers included, leads nowhere: whatever slips past the other rules ends here.
  commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
  commandLine.appendSwitch('no-proxy-server'); // else it looks for a proxy's configuration
  commandLine.appendSwitch('force-webrtc-ip-handling-policy', 'disable_non_proxied_udp');
  commandLine.appendSwitch('disable-background-networking');
  commandLine.appendSwitch('disable-component-update');
  commandLine.appendSwitch('disable-domain-reliability');
  commandLine.appendSwitch('disable-sync');
  commandLine.appendSwitch('dns-prefetch-disable');
  commandLine.appendSwitch('no-pings');
}

/** Once the app is ready. */
export async function silenceSession(session: Session): Promise<void> {
  app.configureHostResolver({ enableBuiltInResolver: false, secureDnsMode: 'off' });
  session.setSpellCheckerLanguages([]); // before anything else: it fetches what is set here as soon as a window opens
  session.setSpellCheckerEnabled(false);
  await session.setProxy({ mode: 'direct' });
}
