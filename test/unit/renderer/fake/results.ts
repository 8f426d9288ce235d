import type { Output, Parsed } from '../../../../shared/contract/contract.ts';
import { type Outcome, success } from '../../../../shared/contract/failure.ts';
import type { ListedRun } from '../../../../shared/contract/results.ts';
import { detail } from './sample.ts';

type Answer<P extends 'results.list' | 'results.models' | 'results.missing'> = (input: Parsed<P>) => Outcome<Output<P>>;

const place = {
  submission: 'p7cw',
  title: 'Double negatives in house rules',
  reproduction: false,
  version: 2,
  outdated: false,
};

/** The runs of one submission in every state that the page of results shows. */
const runs: ListedRun[] = (detail('p7cw')?.runList ?? []).map((run, at) => ({
  ...run,
  ...place,
  form: run.public ? 'folder' : 'summary',
  pipeline: at % 5 === 0 ? 'lm-evaluation-harness 0.4.8' : null,
  datasetHash: 'a1b2c3d4e5f6a1b2c3d4',
  withdrawnAt: at === 2 ? run.importedAt : null,
  current: at !== 2 && at !== 5,
  missing: at === 1 ? 3 : 0,
}));

export function fakeResults(options: { readonly empty: boolean }) {
  const list: Answer<'results.list'> = () =>
    success({
      runs: options.empty ? [] : runs,
      refused: options.empty
        ? []
        : [
            {
              ...place,
              id: 'x1',
              model: 'davinci',
              fileName: 'davinci.csv',
              reason: 'conflicting-values: 417',
              message:
                'These indexes stand in the file more than once and say different things: 417. Run the model again.',
              refusedAt: runs[0]!.importedAt,
              open: true,
            },
          ],
    });
  const models: Answer<'results.models'> = () =>
    success({
      models: runs.map(({ model, family, params, ...run }) => ({
        ...{ name: model, family, params, public: run.public, tuned: false },
        ...{ alias: run.public ? null : 'Private A', runs: 1, known: run.public },
      })),
    });
  const missing: Answer<'results.missing'> = () =>
    success({
      total: 3,
      indexes: [17, 402, 990],
      examples: [17, 402, 990].map((row) => ({
        row,
        prompt: `Question ${row}: which of the two rules forbids it?\nAnswer:`,
      })),
      why: null,
    });
  return { 'results.list': list, 'results.models': models, 'results.missing': missing };
}
