import { moduleOf } from './assembler.ts';
import { linesCode, logsCode, meansCode, stepsCode } from './kernelFigures.ts';
import { addCode, drawCode } from './kernelSums.ts';

/**
 * The inner loops of resampling as WebAssembly with 128-bit vectors, put together here by hand: about six times the speed
 * of the same loops in JavaScript. `LANES` resamples go side by side. IEEE 754 doubles, every sum in one fixed order, no
 * fused multiply-add: the same bits on every machine. `test/unit/scaling/kernel.test.ts` holds them against plain loops.
 */
export interface Kernel {
  /**
   * How often each of `n` examples is drawn in n draws with replacement: (n + 1) × `LANES` counts of 16 bits from `counts`
   * on, example by example, the last row without meaning. Draws come from a xoshiro128** for each resample and become
   * places by Lemire's multiply-and-shift with rejection (ACM Transactions on Modeling and Computer Simulation 29, 2019), so
   * every example is equally likely. `states`: the first words of all resamples, then their second ones, and so on.
   * `unfair` is 2³² mod n.
   */
  readonly draw: (counts: number, n: number, unfair: number, states: number) => void;
  /**
   * Adds count × value of `rows` examples to the running sums at `sums`, in the order of the examples. A row of values has
   * `columns` of them; sums stand column by column, one for each resample.
   */
  readonly add: (counts: number, rows: number, values: number, sums: number) => void;
  /** sum / n of `pairs` pairs of sums, written to `heights`. */
  readonly means: (sums: number, pairs: number, n: number, heights: number) => void;
  /** log10(sum / n): the bits of log10.ts, NaN where it gives that. */
  readonly logs: (sums: number, pairs: number, n: number, heights: number) => void;
  /**
   * Counts where a difference of sums is above `most` and where it is below −`most`, for `LANES` × `groups` resamples whose
   * sums stand `stride` bytes apart. Of each step there is a record at `steps`, see `STEP`.
   */
  readonly steps: (sums: number, groups: number, stride: number, steps: number, count: number) => void;
  /** Least squares with the weights of line.ts: slope and middle of each resample, whose heights stand as sums do. */
  readonly lines: (
    heights: number,
    groups: number,
    stride: number,
    weights: number,
    columns: number,
    slopes: number,
    middles: number,
  ) => void;
}

export interface KernelMemory {
  readonly buffer: ArrayBuffer;
}

/** At least so many bytes, all zero. */
export function kernelMemory(bytes: number): KernelMemory {
  return new wasm.Memory({ initial: Math.ceil(bytes / PAGE) });
}

/** `columns`: values in a row, from 1 to `MOST_COLUMNS`. The kernel reads and writes `memory` only. */
export function createKernel(memory: KernelMemory, columns: number): Kernel {
  let built = modules.get(columns);
  if (!built) {
    built = new wasm.Module(
      moduleOf([drawCode(), addCode(columns), meansCode(), logsCode(), stepsCode(), linesCode()]),
    );
    modules.set(columns, built);
  }
  return new wasm.Instance(built, { assay: { memory } }).exports;
}

/** What the domain needs of WebAssembly: the language's own library has no types for it, only those of its hosts. */
interface WebAssemblyPart {
  readonly Memory: new (size: { readonly initial: number }) => KernelMemory;
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (module: object, imports: unknown) => { readonly exports: Kernel };
}

const wasm = (globalThis as unknown as { readonly WebAssembly: WebAssemblyPart }).WebAssembly;
const PAGE = 65_536;

const modules = new Map<number, object>();
