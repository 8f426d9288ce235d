import { readFileSync, rmSync } from 'node:fs';
import type { Launched } from '../desktop/launch.ts';

/** What a stretch of work in the window took of the processor, in milliseconds. */
export interface FrameParts {
  readonly frames: number;
  /** The page's main thread, which is what our code decides about. */
  readonly page: number;
  /** Of that, its largest parts. */
  readonly script: number;
  readonly layout: number;
  readonly paint: number;
  /** Turning what was painted into pixels, and putting these on the screen: a graphics card's work where there is one. */
  readonly pixels: number;
}

/** As in the Trace Event Format. `tdur`: microseconds of the processor. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

const PARTS: Readonly<Record<string, 'script' | 'layout' | 'paint'>> = {
  FunctionCall: 'script',
  EventDispatch: 'script',
  FireAnimationFrame: 'script',
  UpdateLayoutTree: 'layout',
  Layout: 'layout',
  PrePaint: 'paint',
  Paint: 'paint',
  Layerize: 'paint',
};

/** Begins to trace; the answer ends it and says what was seen. */
export async function traceFrames({ app }: Launched): Promise<() => Promise<FrameParts>> {
  await app.evaluate(({ contentTracing }) =>
    contentTracing.startRecording({
      recording_mode: 'record-until-full',
      trace_buffer_size_in_kb: 400_000,
      included_categories: ['devtools.timeline', 'toplevel', 'cc', 'viz'],
    }),
  );
  return async () => {
    const file = await app.evaluate(({ contentTracing }) => contentTracing.stopRecording());
    const { traceEvents } = JSON.parse(readFileSync(file, 'utf8')) as { readonly traceEvents: readonly TraceEvent[] };
    rmSync(file);
    return partsOf(traceEvents);
  };
}

function partsOf(events: readonly TraceEvent[]): FrameParts {
  const names = new Map<string, string>();
  for (const event of events)
    if (event.name === 'thread_name') names.set(threadOf(event), event.args?.name?.replace(/\/\d+$/, '') ?? '');
  const spent = { script: 0, layout: 0, paint: 0 };
  let frames = 0;
  const byThread = new Map<string, number>();
  const complete = new Map<string, TraceEvent[]>();
  for (const event of events) {
    if (event.ph !== 'X') continue;
    const thread = threadOf(event);
    const own = complete.get(thread);
    if (own) own.push(event);
    else complete.set(thread, [event]);
  }
  for (const [thread, own] of complete) {
    const name = names.get(thread) ?? '';
    const isPage = name === 'CrRendererMain';
    let total = 0;
    for (const { event, self } of selfTimes(own)) {
      total += self;
      const part = PARTS[event.name];
      if (isPage && part !== undefined) spent[part] += self;
      if (isPage && event.name === 'Layerize') frames++;
    }
    byThread.set(name, (byThread.get(name) ?? 0) + total);
  }
  const of = (...threads: string[]) => threads.reduce((sum, name) => sum + (byThread.get(name) ?? 0), 0);
  return {
    frames,
    page: of('CrRendererMain'),
    ...spent,
    pixels: of('ThreadPoolForegroundWorker', 'Compositor', 'VizCompositorThread', 'CrGpuMain'),
  };
}

function threadOf({ pid, tid }: TraceEvent): string {
  return `${pid} ${tid}`;
}

/** Milliseconds of the processor that each event of a thread took without those inside it. */
function selfTimes(events: readonly TraceEvent[]): { readonly event: TraceEvent; self: number }[] {
  const sorted = [...events].sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0));
  const around: { readonly event: TraceEvent; self: number }[] = [];
  return sorted.map((event) => {
    const one = { event, self: (event.tdur ?? 0) / 1000 };
    while (around.length > 0 && endOf(around.at(-1)!.event) <= event.ts) around.pop();
    const outer = around.at(-1);
    if (outer) outer.self -= one.self;
    around.push(one);
    return one;
  });
}

function endOf({ ts, dur }: TraceEvent): number {
  return ts + (dur ?? 0);
}
