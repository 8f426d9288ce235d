import { describe, expect, it } from 'vitest';
import { createEngineClient, type EnginePort } from '../../../renderer/engine/client.ts';
import { contract } from '../../../shared/contract/contract.ts';
import type { Reply, Request } from '../../../shared/contract/wire.ts';

function fakePort() {
  const sent: Request[] = [];
  const closing: (() => void)[] = [];
  const port: EnginePort = {
    onmessage: null,
    postMessage: (message) => sent.push(message),
    close: () => {},
    addEventListener: (_type, listener) => closing.push(listener),
  };
  const reply = (message: Reply) => port.onmessage?.({ data: message } as MessageEvent);
  return {
    port,
    sent,
    reply,
    end: () => {
      for (const listener of closing) listener();
    },
  };
}

const idOf = (request: Request | undefined) => request?.id ?? -1;

describe('the engine as a window knows it', () => {
  it('gives each answer to the call it belongs to', async () => {
    const client = createEngineClient(contract);
    const engine = fakePort();
    client.attach(engine.port);
    const first = client.call('contest.backup', { token: 'a' as never });
    const second = client.call('participants.list', {});
    await Promise.resolve();
    const [one, two] = engine.sent;
    engine.reply({ type: 'result', id: idOf(two), value: { participants: [] } });
    engine.reply({ type: 'failure', id: idOf(one), error: { code: 'disk', message: 'The disk is full.' } });
    expect(await second).toEqual({ ok: true, value: { participants: [] } });
    expect(await first).toEqual({ ok: false, error: { code: 'disk', message: 'The disk is full.' } });
  });

  it('ends every pending call when the port closes', async () => {
    const client = createEngineClient(contract);
    const engine = fakePort();
    client.attach(engine.port);
    const calls = [client.call('submission.list', {}), client.call('submission.withdraw', { id: 'a' })];
    await Promise.resolve();
    engine.end();
    for (const outcome of await Promise.all(calls))
      expect(outcome).toMatchObject({ ok: false, error: { code: 'engine-gone' } });
  });

  it('lets a query wait for an engine that is still starting, and sends it once', async () => {
    const client = createEngineClient(contract);
    const asked = client.call('submission.list', {});
    const engine = fakePort();
    client.attach(engine.port);
    await Promise.resolve();
    await Promise.resolve();
    expect(engine.sent).toHaveLength(1);
    engine.reply({ type: 'result', id: idOf(engine.sent[0]), value: { submissions: [] } });
    expect(await asked).toEqual({ ok: true, value: { submissions: [] } });
  });

  it('refuses a write while there is no engine, and does not send it later', async () => {
    const client = createEngineClient(contract);
    const outcome = await client.call('submission.withdraw', { id: 'a' });
    const engine = fakePort();
    client.attach(engine.port);
    await Promise.resolve();
    expect(outcome).toMatchObject({ ok: false, error: { code: 'engine-gone' } });
    expect(engine.sent).toEqual([]);
  });

  it('does not send what an engine left unanswered to the next one', async () => {
    const client = createEngineClient(contract);
    const [before, after] = [fakePort(), fakePort()];
    client.attach(before.port);
    const call = client.call('submission.withdraw', { id: 'a' });
    await Promise.resolve();
    client.attach(after.port);
    expect(await call).toMatchObject({ ok: false, error: { code: 'engine-gone' } });
    expect(after.sent).toEqual([]);
  });

  it('asks the engine to cancel, and waits for what it says', async () => {
    const client = createEngineClient(contract);
    const engine = fakePort();
    client.attach(engine.port);
    const controller = new AbortController();
    const seen: string[] = [];
    const call = client.call(
      'record.verify',
      {},
      { signal: controller.signal, onProgress: (progress) => seen.push(progress.text) },
    );
    await Promise.resolve();
    const id = idOf(engine.sent[0]);
    engine.reply({ type: 'progress', id, progress: { share: 0.5, text: 'half' } });
    controller.abort();
    expect(engine.sent.at(-1)).toEqual({ type: 'cancel', id });
    engine.reply({ type: 'failure', id, error: { code: 'cancelled', message: 'Cancelled.' } });
    expect(await call).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(seen).toEqual(['half']);
  });

  it('passes on what became stale and ignores what it does not understand', () => {
    const client = createEngineClient(contract);
    const engine = fakePort();
    client.attach(engine.port);
    const heard: string[] = [];
    client.onChanged((subjects) => heard.push(...subjects));
    engine.reply({ type: 'changed', subjects: ['labels'] });
    engine.reply({ type: 'nonsense' } as never);
    expect(heard).toEqual(['labels']);
  });
});
