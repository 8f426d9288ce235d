import { z } from 'zod';

/** One language model: what a run's plots, families and blind names hang on. */
export interface Model {
  readonly name: string;
  readonly family: string;
  /** Single parameters: 350 million is 350000000. */
  readonly params: number;
  readonly public: boolean;
  /** Tuned to follow instructions after pretraining. */
  readonly tuned: boolean;
  /** The name that blind roles see instead; null where the real one may be shown. */
  readonly alias: string | null;
}

export interface ModelTable {
  /** By exact name, else by the same name in other letter case; null for a model that nobody has described. */
  find(name: string): Model | null;
  /** Small to large. */
  readonly models: readonly Model[];
}

export type ModelsFile =
  | { readonly ok: true; readonly models: readonly Model[] }
  | { readonly ok: false; readonly error: { readonly code: 'bad-models'; readonly message: string } };

/** The public models that contests of this kind have run since 2022, small to large within a family. */
export const knownModels: readonly Model[] = [
  ...family('gpt2', false, { gpt2: 124e6, 'gpt2-medium': 355e6, 'gpt2-large': 774e6, 'gpt2-xl': 1.5e9 }),
  ...family('gpt3', false, { ada: 350e6, babbage: 1.3e9, curie: 6.7e9, davinci: 175e9 }),
  ...family('gpt3-instruct', true, {
    'text-ada-001': 350e6,
    'text-babbage-001': 1.3e9,
    'text-curie-001': 6.7e9,
    'text-davinci-001': 175e9,
  }),
  ...family('opt', false, {
    'opt-125m': 125e6,
    'opt-350m': 350e6,
    'opt-1.3b': 1.3e9,
    'opt-2.7b': 2.7e9,
    'opt-6.7b': 6.7e9,
    'opt-13b': 13e9,
    'opt-30b': 30e9,
    'opt-66b': 66e9,
  }),
  ...family('gpt-neo', false, {
    'gpt-neo-125M': 125e6,
    'gpt-neo-1.3B': 1.3e9,
    'gpt-neo-2.7B': 2.7e9,
    'gpt-j-6B': 6e9,
  }),
  ...family('pythia', false, {
    'pythia-70m': 70e6,
    'pythia-160m': 160e6,
    'pythia-410m': 410e6,
    'pythia-1b': 1e9,
    'pythia-1.4b': 1.4e9,
    'pythia-2.8b': 2.8e9,
    'pythia-6.9b': 6.9e9,
    'pythia-12b': 12e9,
  }),
];

/** The known models and the organizers' own. An organizer's entry stands in place of a known one of the same name. */
export function modelTable(own: readonly Model[] = []): ModelTable {
  const exact = new Map<string, Model>();
  const folded = new Map<string, Model>();
  for (const model of [...knownModels, ...own]) {
    exact.set(model.name, model);
    folded.set(model.name.toLowerCase(), model);
  }
  return {
    find: (name) => exact.get(name) ?? folded.get(name.toLowerCase()) ?? null,
    models: [...exact.values()].sort(smallToLarge),
  };
}

/** Order of every list of models: by parameters; at equal size the untuned first, then by name. */
export function smallToLarge(a: Model, b: Model): number {
  if (a.params !== b.params) return a.params - b.params;
  if (a.tuned !== b.tuned) return a.tuned ? 1 : -1;
  if (a.name === b.name) return 0;
  return a.name < b.name ? -1 : 1;
}

const nameSchema = z.string().trim().min(1).max(120);

/** One entry of `models.json`. `public` has no default: a private model taken for public would show its name. */
export const modelEntrySchema = z.strictObject({
  name: nameSchema,
  family: nameSchema,
  params: z.number().int().positive(),
  public: z.boolean(),
  tuned: z.boolean().default(false),
  alias: nameSchema.nullable().default(null),
});

/** Reads the parsed JSON of `models.json`. The message names the first entry and field that are wrong. */
export function readModels(json: unknown): ModelsFile {
  if (!Array.isArray(json)) return refuse('The models file must hold a JSON list, one object for each model.');
  const models: Model[] = [];
  for (const [position, entry] of json.entries()) {
    const parsed = modelEntrySchema.safeParse(entry);
    if (!parsed.success) return refuse(describe(position, entry, parsed.error.issues[0]));
    models.push(parsed.data);
  }
  for (const field of ['name', 'alias'] as const) {
    const twice = firstTwice(models.map((model) => model[field]));
    if (twice !== null) {
      return refuse(`The ${field} “${twice}” stands in the models file twice. Keep one entry with it.`);
    }
  }
  return { ok: true, models };
}

/** What a blank or impossible field should have held; said after the entry and the field. */
const wanted: Record<string, string> = {
  name: 'the name of its result file without “.csv”',
  family: 'the name of its family, such as “opt”',
  params: 'its parameter count as a whole number, such as 350000000',
  public: 'true or false',
  tuned: 'true or false',
  alias: 'the name that blind roles see, or null',
};

function describe(position: number, entry: unknown, issue: z.core.$ZodIssue | undefined): string {
  const where = `Entry ${position + 1} of the models file${label(entry)}`;
  const field = issue?.path[0];
  if (issue?.code === 'unrecognized_keys') {
    return `${where} has a field “${issue.keys[0]}” that is not known. Known are ${Object.keys(wanted).join(', ')}.`;
  }
  if (typeof field !== 'string') return `${where} is not an object. Write one object for each model.`;
  return `${where}: field “${field}” must be ${wanted[field] ?? 'of another kind'}.`;
}

function label(entry: unknown): string {
  const named = z.object({ name: z.string().min(1) }).safeParse(entry);
  return named.success ? ` (“${named.data.name}”)` : '';
}

function refuse(message: string): ModelsFile {
  return { ok: false, error: { code: 'bad-models', message } };
}

/** Letter case does not tell two entries apart, because it does not in `find` either. */
function firstTwice(texts: readonly (string | null)[]): string | null {
  const seen = new Set<string>();
  for (const text of texts) {
    if (text === null) continue;
    if (seen.has(text.toLowerCase())) return text;
    seen.add(text.toLowerCase());
  }
  return null;
}

function family(familyName: string, tuned: boolean, sizes: Readonly<Record<string, number>>): Model[] {
  return Object.entries(sizes).map(([model, params]) => ({
    name: model,
    family: familyName,
    params,
    public: true,
    tuned,
    alias: null,
  }));
}
