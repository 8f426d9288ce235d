import { useState } from 'react';
import type { SubmissionDetail } from '../../../../shared/contract/submission.ts';
import { go } from '../../../app/router.ts';
import { useAsk } from '../../../engine/hooks.ts';
import { useKeys } from '../../../frame/keys.ts';
import { sayQuietly } from '../../../frame/undo.tsx';
import { Button } from '../../../pieces/controls.tsx';
import { count, plural } from '../../../pieces/format.ts';
import { assay } from '../../../pieces/platform.ts';
import { Section } from '../../../pieces/section.tsx';
import { EmptyState, FailureNote } from '../../../pieces/states.tsx';
import { FindingGroup } from './findingGroup.tsx';
import { LetterDialog } from './letterDialog.tsx';
import { SampleSection } from './sampleSection.tsx';
import './findings.css';

type Group = SubmissionDetail['findingGroups'][number];

/** Everything that the checks say of a submission, by rule, the gravest first; what goes to its author; the sample. */
export function FindingsTab({ submission }: { submission: SubmissionDetail }) {
  const { findingGroups: groups, id } = submission;
  const stopping = (group: Group) => group.level === 'error' || group.level === 'ineligible';
  const parts = [
    { title: 'Keeps it out of review', groups: groups.filter((group) => stopping(group) && !group.waiver) },
    { title: 'Warnings', groups: groups.filter((group) => group.level === 'warning' && !group.waiver) },
    { title: 'Notes', groups: groups.filter((group) => group.level === 'note' && !group.waiver) },
    { title: 'Waived', groups: groups.filter((group) => group.waiver) },
  ].filter((part) => part.groups.length > 0);
  return (
    <div className="two">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls has a place in the tab order */}
      <section className="two-main" tabIndex={0} aria-label="Findings">
        {groups.length === 0 ? (
          <EmptyState icon="tick" title={submission.version > 0 ? 'Every check passed' : 'No data yet'}>
            {submission.version > 0
              ? 'Nothing was found in the data, the form and the results.'
              : 'The checks run when its data are imported.'}
          </EmptyState>
        ) : null}
        {parts.map(({ title, groups: own }, place) => (
          <Section
            key={title}
            title={title}
            n={own.length}
            className={place === 0 ? undefined : 'mt'}
            end={place === 0 ? 'a row opens at its cell' : null}
          >
            <ul className="rail-findings found-list">
              {own.map((group) => (
                <FindingGroup key={group.rule} named group={group} submission={id} open={group.count <= 3} />
              ))}
            </ul>
          </Section>
        ))}
      </section>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls has a place in the tab order */}
      <aside className="two-rail" tabIndex={0} aria-label="Letter, masking and sample">
        <ToAuthor submission={submission} />
        {submission.sensitive.spots > 0 ? <Hidden submission={submission} /> : null}
        <SampleSection submission={submission} />
      </aside>
    </div>
  );
}

function ToAuthor({ submission }: { submission: SubmissionDetail }) {
  const [reading, setReading] = useState(false);
  const asked = useAsk('submission.findingTexts', { id: submission.id }, { enabled: submission.version > 0 });
  const why = submission.version === 0 ? 'There are no data yet' : asked.data ? null : 'Reading the findings';
  async function save() {
    if (!asked.data) return;
    const saved = await assay()?.saveFile('csv', `${submission.id}-findings`, asked.data.csv);
    if (saved?.ok && saved.value) sayQuietly(`${saved.value.name} is saved`);
  }
  useKeys('Findings', [
    { key: 'L', label: 'letter to the author', run: () => setReading(true), off: why !== null, foot: true },
    { key: 'S', label: 'save as CSV', run: () => void save(), off: why !== null, foot: true },
  ]);
  return (
    <Section title="For the author">
      <p className="ink2 rail-line">
        A letter with what to mend, by rule, with the first rows of each. It names no other submission; what is waived
        is left out.
      </p>
      <div className="row found-do">
        <Button icon="report" k="L" why={why} onClick={() => setReading(true)}>
          Read the letter
        </Button>
        <Button icon="export" k="S" why={why} onClick={() => void save()}>
          Findings as CSV
        </Button>
      </div>
      {asked.error ? <FailureNote failure={asked.error} /> : null}
      {reading && asked.data ? (
        <LetterDialog submission={submission.id} letter={asked.data.letter} onClose={() => setReading(false)} />
      ) : null}
    </Section>
  );
}

function Hidden({ submission }: { submission: SubmissionDetail }) {
  const { spots, undecided } = submission.sensitive;
  return (
    <Section title="What blind roles see" n={spots} className="mt">
      <p className="ink2 rail-line">
        {plural(spots, 'text')} may be a secret, an e-mail address or an author’s name.{' '}
        {undecided > 0 ? `${count(undecided)} undecided: hidden until you decide.` : 'All are decided.'}
      </p>
      <div className="row found-do">
        <Button icon="blind" k="B" onClick={() => go({ page: 'submission', id: submission.id, tab: 'masking' })}>
          Decide what is hidden
        </Button>
      </div>
    </Section>
  );
}
