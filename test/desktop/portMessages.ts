/** What the window's port heard and said, as text, in order. */
export interface PortMessage {
  readonly way: 'said' | 'heard';
  readonly text: string;
}

/** Runs in the page before anything of it: keeps every message of its ports in `window.heardByPort`. */
export function recordPorts(): void {
  const kept: { way: string; text: string }[] = [];
  Object.assign(globalThis, { heardByPort: kept });
  const port = MessagePort.prototype;
  const post = port.postMessage;
  port.postMessage = function (this: MessagePort, ...args: Parameters<typeof post>) {
    kept.push({ way: 'said', text: JSON.stringify(args[0]) });
    return post.apply(this, args);
  } as typeof post;
  const listener = Object.getOwnPropertyDescriptor(port, 'onmessage')!;
  Object.defineProperty(port, 'onmessage', {
    ...listener,
    set(this: MessagePort, listen: ((event: MessageEvent) => void) | null) {
      listener.set!.call(
        this,
        listen &&
          ((event: MessageEvent) => {
            kept.push({ way: 'heard', text: JSON.stringify(event.data) });
            listen.call(this, event);
          }),
      );
    },
  });
}
