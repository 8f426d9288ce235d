import type { JsonObject } from '../json/objects.ts';

/** What a `results_*.json` says of a run besides its scores. */
export interface HarnessRun {
  /** As the harness was given it, `EleutherAI/pythia-160m`; null where the file does not say. */
  readonly model: string | null;
  /** `lm-evaluation-harness 0.4.8`; without a number where the file has none. */
  readonly pipeline: string;
}

const HARNESS = 'lm-evaluation-harness';
/** In the order in which the harness itself looks for the name: tuned weights stand before what they were tuned from. */
const NAMING_ARGUMENTS = ['peft', 'delta', 'pretrained', 'model', 'path', 'engine'];

/** Reads the parsed content of a results file of any version. */
export function harnessRun(results: unknown): HarnessRun {
  if (!isObject(results)) return { model: null, pipeline: HARNESS };
  const config = isObject(results.config) ? results.config : {};
  const version = text(results.lm_eval_version);
  const commit = text(results.git_hash);
  return {
    model: text(results.model_name) ?? namedIn(config.model_args) ?? namelessModel(config),
    pipeline: [HARNESS, version ?? (commit === null ? null : `at ${commit.slice(0, 12)}`)].filter(Boolean).join(' '),
  };
}

/** Where no results file is there: the harness names the folder `EleutherAI__pythia-160m`. */
export function modelOfFolder(folder: string): string | null {
  return folder.includes('__') ? folder : null;
}

/** Names to try in the table of models, the most telling first: `EleutherAI/pythia-160m`, then `pythia-160m`. */
export function namesOfModel(model: string): readonly string[] {
  const last =
    model
      .split(/[/\\]|__/)
      .filter((part) => part !== '')
      .at(-1) ?? model;
  return last === model ? [model] : [model, last];
}

/** The task in `samples_<task>_<time>.jsonl`, and the time by which a results file belongs to it. */
export function samplesFileName(name: string): { readonly task: string; readonly time: string | null } | null {
  const dated = /^samples_(.+)_(\d{4}-\d{2}-\d{2}T[\d.-]+)\.jsonl$/.exec(name);
  if (dated) return { task: dated[1]!, time: dated[2]! };
  const plain = /^samples_(.+)\.jsonl?$/.exec(name) ?? /^(.+)_write_out_info\.json$/.exec(name);
  return plain ? { task: plain[1]!, time: null } : null;
}

/** The results file that was written with a samples file: the one of the same time, else the only one, else the latest. */
export function resultsFileFor(samples: string, beside: readonly string[]): string | null {
  const files = beside.filter((name) => /^results.*\.json$/.test(name)).sort();
  const time = samplesFileName(samples)?.time;
  return files.find((name) => time && name.includes(time)) ?? files.at(-1) ?? null;
}

function namedIn(args: unknown): string | null {
  if (isObject(args)) return NAMING_ARGUMENTS.map((name) => text(args[name])).find((name) => name !== null) ?? null;
  if (typeof args !== 'string') return null;
  const given = new Map(
    args.split(',').flatMap((part) => {
      const at = part.indexOf('=');
      return at < 0 ? [] : [[part.slice(0, at).trim(), part.slice(at + 1).trim()] as const];
    }),
  );
  return NAMING_ARGUMENTS.map((name) => text(given.get(name))).find((name) => name !== null) ?? null;
}

/** Version 0.3 calls a few models by their name alone: `"model": "gpt2"`. Kinds of model are no names. */
function namelessModel(config: JsonObject): string | null {
  const name = text(config.model);
  return name === null || /^(hf|gpt3|openai|vllm|gguf|local|anthropic|textsynth|dummy|nemo|sglang)\b/.test(name)
    ? null
    : name;
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
