import { once } from 'node:events';
import { getPriority } from 'node:os';
import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';

it('lets a thread that works give way, and leaves its engine as it was', async () => {
  const before = getPriority();
  const thread = new Worker(new URL('./threads/givesWay.ts', import.meta.url), { execArgv: [] });
  const [niceness] = await once(thread, 'message');
  expect(niceness).toBe(process.platform === 'linux' ? Math.max(before, 5) : before);
  expect(getPriority()).toBe(before);
});
