import { type ReactNode, useState } from 'react';
import type { SubmissionDetail } from '../../../shared/contract/submission.ts';
import { go } from '../../app/router.ts';
import { engine } from '../../engine/connection.ts';
import { useCommand } from '../../engine/hooks.ts';
import { offerUndo } from '../../frame/undo.tsx';
import { Button } from '../../pieces/controls.tsx';
import { TextArea } from '../../pieces/field.tsx';
import { count, fullTime, plural, shortDay } from '../../pieces/format.ts';
import { Section } from '../../pieces/section.tsx';
import { FailureNote } from '../../pieces/states.tsx';
import { StatusIcon } from '../../pieces/status.tsx';

type Group = SubmissionDetail['findingGroups'][number];

/** Under what the page puts first: findings by rule with their rows and waivers, the description, the versions. */
export function FindingsRail({ submission, children }: { submission: SubmissionDetail; children?: ReactNode }) {
  const { findingGroups: groups, id } = submission;
  const open = groups.filter((group) => !group.waiver);
  const stopping = open.filter((group) => group.level === 'ineligible' || group.level === 'error').length;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls has a place in the tab order
    <aside className="two-rail" tabIndex={0} aria-label="Suggestions, findings and description">
      {children}
      <Section
        title="Findings"
        className={children ? 'mt' : ''}
        n={groups.length}
        end={
          groups.length === 0
            ? null
            : stopping === 0
              ? 'none stops review'
              : `${plural(stopping, 'rule')} to mend or waive`
        }
      >
        {groups.length === 0 ? <p className="ink2 none">Every check passed.</p> : null}
        <ul className="rail-findings">
          {groups.map((group) => (
            <FindingGroup key={group.rule} group={group} submission={id} />
          ))}
        </ul>
      </Section>
      <Section title="Description" className="mt">
        {submission.description ? (
          <p className="read rail-text">{submission.description}</p>
        ) : (
          <p className="ink2 none">None yet. The pen beside the title adds one.</p>
        )}
      </Section>
      <Section title="Versions" n={submission.versions.length} className="mt">
        <ul className="rows rail-versions">
          {[...submission.versions].reverse().map((version) => (
            <li key={version.number}>
              <b>{version.number}</b>
              <span className="grow clip mono" title={version.fileName}>
                {version.fileName}
              </span>
              <span className="ink3">
                {count(version.examples)}, {shortDay(new Date(version.importedAt))}
              </span>
            </li>
          ))}
        </ul>
      </Section>
    </aside>
  );
}

function FindingGroup({ group, submission }: { group: Group; submission: string }) {
  const [open, setOpen] = useState(false);
  const [waiving, setWaiving] = useState(false);
  const { waiver } = group;
  const rows = group.rows.filter((one) => one.row !== null);
  return (
    <li>
      <StatusIcon status={waiver ? 'done' : group.level} label={waiver ? 'Waived' : undefined} />
      <div>
        <p className={waiver ? 'ink2' : undefined}>{group.message}</p>
        {waiver ? (
          <p className="ink3" title={fullTime(waiver.at)}>
            Waived: {waiver.reason}
          </p>
        ) : null}
        <p className="rail-do">
          {rows.length > 0 ? (
            <button type="button" className="link" aria-expanded={open} onClick={() => setOpen(!open)}>
              {plural(group.count, 'row')}
            </button>
          ) : null}
          {waiver ? (
            <Unwaive group={group} submission={submission} />
          ) : group.level === 'ineligible' && !waiving ? (
            <button type="button" className="link" onClick={() => setWaiving(true)}>
              Waive with a reason
            </button>
          ) : null}
        </p>
        {open ? (
          <ol className="rail-rows">
            {rows.map((one) => (
              <li key={`${one.row} ${one.column} ${one.message}`}>
                <button
                  type="button"
                  className="link"
                  onClick={() => go({ page: 'submission', id: submission, tab: 'data', row: one.row ?? 0 })}
                >
                  {count(one.row ?? 0)}
                </button>{' '}
                <span className="ink2">
                  {one.column ? <span className="mono">{one.column}</span> : null} {one.message}
                </span>
              </li>
            ))}
            {group.count > group.rows.length ? (
              <li className="ink3">and {count(group.count - group.rows.length)} more</li>
            ) : null}
          </ol>
        ) : null}
        {waiving ? <Waive group={group} submission={submission} onDone={() => setWaiving(false)} /> : null}
      </div>
    </li>
  );
}

function Waive(props: { group: Group; submission: string; onDone: () => void }) {
  const { group, submission } = props;
  const waive = useCommand('submission.waive');
  const [reason, setReason] = useState('');
  async function save() {
    const outcome = await waive.run({ id: submission, rule: group.rule, reason });
    if (!outcome.ok) return;
    offerUndo('The rule is waived', async () => {
      const undone = await engine.call('submission.unwaive', { id: submission, rule: group.rule });
      return undone.ok ? null : undone.error.message;
    });
    props.onDone();
  }
  return (
    <div className="waive">
      <TextArea
        label="Why it may stay"
        help="Goes into the record."
        autoFocus
        rows={2}
        value={reason}
        onChange={setReason}
      />
      <div className="row">
        <Button why={reason.trim() === '' ? 'A reason is needed' : null} onClick={() => void save()}>
          Waive
        </Button>
        <Button bare onClick={props.onDone}>
          Cancel
        </Button>
      </div>
      {waive.failure ? <FailureNote failure={waive.failure} /> : null}
    </div>
  );
}

function Unwaive({ group, submission }: { group: Group; submission: string }) {
  const unwaive = useCommand('submission.unwaive');
  async function save() {
    const reason = group.waiver?.reason ?? '';
    const outcome = await unwaive.run({ id: submission, rule: group.rule });
    if (!outcome.ok) return;
    offerUndo('The waiver is taken back', async () => {
      const undone = await engine.call('submission.waive', { id: submission, rule: group.rule, reason });
      return undone.ok ? null : undone.error.message;
    });
  }
  return (
    <>
      <button type="button" className="link" onClick={() => void save()}>
        Take the waiver back
      </button>
      {unwaive.failure ? <span className="field-error">{unwaive.failure.message}</span> : null}
    </>
  );
}
