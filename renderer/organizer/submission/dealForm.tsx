import { type FormEvent, useState } from 'react';
import type { Output } from '../../../shared/contract/contract.ts';
import type { LabelSettings } from '../../../shared/contract/labelSettings.ts';
import type { SubmissionDetail } from '../../../shared/contract/submission.ts';
import { go } from '../../app/router.ts';
import { engine } from '../../engine/connection.ts';
import { useAsk } from '../../engine/hooks.ts';
import { failureOf, useJob } from '../../engine/jobs.ts';
import { offerUndo } from '../../frame/undo.tsx';
import { Button } from '../../pieces/controls.tsx';
import { CheckBox } from '../../pieces/field.tsx';
import { count, plural } from '../../pieces/format.ts';
import { JobLine } from '../../pieces/jobLine.tsx';
import { EmptyState, FailureNote, LoadingRows } from '../../pieces/states.tsx';
import { draftOfSettings, settingsOfDraft } from './settingsDraft.ts';
import { SettingsFields } from './settingsFields.tsx';

type Asked = Output<'labels.dealForm'>;

/** Who labels how much: the deal is said in a sentence before anything is sent. */
export function DealForm({ submission }: { submission: SubmissionDetail }) {
  const asked = useAsk('labels.dealForm', { submission: submission.id });
  if (asked.error && !asked.data) return <FailureNote failure={asked.error} />;
  if (!asked.data) return <LoadingRows rows={6} label="Reading the form" />;
  if (asked.data.contractors.length === 0) {
    return (
      <EmptyState
        icon="label"
        title="No labels yet, and nobody to give them"
        action={
          <Button main onClick={() => go({ page: 'people' })}>
            Invite contractors
          </Button>
        }
      >
        Contractors say for one example at a time which answer is right, without seeing the submitted one.
      </EmptyState>
    );
  }
  return <Filled submission={submission.id} asked={asked.data} />;
}

function Filled({ submission, asked }: { submission: string; asked: Asked }) {
  const deal = useJob('labels.deal');
  const failed = failureOf(deal.outcome);
  const [draft, setDraft] = useState(() => draftOfSettings(fitting(asked.defaults, asked.examples)));
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const read = settingsOfDraft(draft, asked.examples);
  const needs = read.ok ? read.settings.needs : [];
  const lacks = (one: Asked['contractors'][number]) =>
    needs.filter((need) => !one.tags.some((tag) => tag.kind === need.kind && tag.tag === need.tag));
  const chosen = asked.contractors.filter((one) => !left.has(one.id) && lacks(one).length === 0);
  const why = !read.ok
    ? 'Something above does not fit'
    : chosen.length < read.settings.overlap
      ? `${plural(read.settings.overlap, 'contractor')} needed, ${count(chosen.length)} chosen`
      : null;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!read.ok || why || deal.running) return;
    const contractors = chosen.map((one) => one.id);
    const outcome = await deal.start({ submission, settings: read.settings, contractors }, 'Dealing labels');
    if (!outcome.ok) return;
    offerUndo(`${plural(outcome.value.examples, 'example')} dealt`, async () => {
      const undone = await engine.call('labels.undeal', { submission });
      return undone.ok ? null : undone.error.message;
    });
  }

  return (
    <form className="stack deal" onSubmit={(event) => void submit(event)}>
      <div>
        <h2 className="verdict">Deal labels</h2>
        <p className="ink2">
          Each contractor sees the examples in an own random order, and never the submitted answer.
        </p>
      </div>
      <SettingsFields
        draft={draft}
        errors={read.ok ? {} : read.errors}
        examples={asked.examples}
        onChange={(part) => setDraft((so) => ({ ...so, ...part }))}
      />
      <fieldset>
        <legend className="field-label">Contractors</legend>
        <div className="deal-people">
          {asked.contractors.map((one) => {
            const missing = lacks(one);
            return (
              <CheckBox
                key={one.id}
                label={
                  <>
                    {one.alias}{' '}
                    <span className="ink3 xs">
                      {missing.length > 0
                        ? `not noted for ${missing.map(({ tag }) => tag).join(', ')}`
                        : one.open > 0
                          ? `${count(one.open)} to do`
                          : 'free'}
                    </span>
                  </>
                }
                checked={!left.has(one.id) && missing.length === 0}
                onChange={(on) => {
                  const next = new Set(left);
                  if (on) next.delete(one.id);
                  else next.add(one.id);
                  setLeft(next);
                }}
              />
            );
          })}
        </div>
        {needs.length > 0 ? (
          <p className="field-help">What somebody is noted for stands on the page of people.</p>
        ) : null}
      </fieldset>
      <div className="row">
        <Button main large submit why={why ?? (deal.running ? 'Dealing' : null)}>
          Deal labels
        </Button>
        <span className="ink2 xs">{read.ok ? summary(read.settings, asked, chosen.length) : null}</span>
      </div>
      <JobLine running={deal.running} />
      {failed ? <FailureNote failure={failed} /> : null}
    </form>
  );
}

/** Defaults are for data sets of any size. */
function fitting(settings: LabelSettings, examples: number): LabelSettings {
  const { sampling } = settings;
  return sampling.kind === 'all'
    ? settings
    : { ...settings, sampling: { ...sampling, examples: Math.min(sampling.examples, examples) } };
}

function summary(settings: LabelSettings, asked: Asked, people: number): string {
  const examples = settings.sampling.kind === 'all' ? asked.examples : settings.sampling.examples;
  const votes = examples * settings.overlap;
  const most = settings.sampling.kind === 'sequential' ? 'At most ' : '';
  const each = count(Math.ceil(votes / Math.max(1, people)));
  const wanted = settings.practice > 0 || settings.knownRate > 0;
  const known =
    wanted && asked.known === 0
      ? ' No answers are known yet, so there is no practice and none are mixed in: mark some below.'
      : settings.practice > asked.known
        ? ` Only ${plural(asked.known, 'answer')} known: the practice round is that short.`
        : '';
  return `${most}${plural(votes, 'vote')}, some ${each} for each of ${plural(people, 'contractor')}.${known}`;
}
