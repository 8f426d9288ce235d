import type { Output, Parsed } from '../../../../shared/contract/contract.ts';
import { type Outcome, success } from '../../../../shared/contract/failure.ts';
import { standardLabelSettings } from '../../../../shared/contract/labelSettings.ts';

const done = () => success({});

/** Dealing in the made-up contest. */
export const dealing = {
  'labels.deal': ({ settings }: Parsed<'labels.deal'>) => {
    const examples = settings.sampling.kind === 'all' ? 1184 : settings.sampling.examples;
    return success({ examples, votes: examples * settings.overlap, practice: settings.practice, known: 21 });
  },
  'labels.undeal': done,
  'labels.redeal': () => success({ moved: 40, unplaced: 0 }),
  'labels.stop': done,
  'labels.goOn': done,
  'labels.instruct': done,
  'labels.defaults': () => success({ settings: standardLabelSettings }),
  'labels.setDefaults': done,
  'participants.setTags': done,
  'labels.dealForm': () =>
    success({
      defaults: standardLabelSettings,
      examples: 1184,
      recorded: null,
      known: 14,
      contractors: ['C-01', 'C-02', 'C-03', 'C-04', 'C-05'].map((alias, place) => ({
        id: `c${place + 1}`,
        alias,
        tags: place % 2 === 0 ? [{ kind: 'language' as const, tag: 'english' }] : [],
        open: 90 * place,
      })),
    }),
  'labels.dealt': (): Outcome<Output<'labels.dealt'>> =>
    success({
      deal: {
        settings: standardLabelSettings,
        examples: 150,
        practice: 5,
        at: '2026-11-20T10:00:00.000Z',
        stopped: null,
        votesEver: 308,
        shares: ['C-01', 'C-02', 'C-03', 'C-04', 'C-05'].map((alias, place) => ({
          contractor: `c${place + 1}`,
          alias,
          gone: place === 3,
          dealt: 95,
          done: Math.min(95, 30 * place),
          known: 5,
          skipped: place,
          flagged: 2 * place,
          practised: place === 0 ? 0 : 5,
          practisedRight: place === 0 ? 0 : 4,
          seconds: place === 0 ? null : 14 + place,
          lastAt: place === 0 ? null : '2026-11-23T12:00:00.000Z',
        })),
      },
    }),
  'known.list': (): Outcome<Output<'known.list'>> =>
    success({
      metric: 'classification',
      known: [4, 17, 2_147_483_648].map((row) => ({
        row,
        extra: row > 1000,
        prompt: 'House rule 18. It is not the case that guests may not use the lift.\nAnswer:',
        classes: [' Yes', ' No'],
        answer: { kind: 'classification' as const, answer: { choice: 0 } },
        source: row > 1000 ? ('file' as const) : ('organizer' as const),
        why: row > 1000 ? 'Two negations cancel out.' : '',
      })),
      sure: 14,
    }),
  'known.mark': done,
  'known.markSure': () => success({ marked: 14 }),
  'known.import': () => success({ marked: 6, extra: 6 }),
  'known.example': () =>
    success({
      prompt: 'House rule 18. It is not the case that guests may not use the lift.\nAnswer:',
      otherPrompt: null,
      classes: [' Yes', ' No'],
      completion: null,
      submitted: { kind: 'classification' as const, answer: { choice: 0 } },
    }),
};
