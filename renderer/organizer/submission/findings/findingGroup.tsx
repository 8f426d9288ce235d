import { useState } from 'react';
import type { SubmissionDetail } from '../../../../shared/contract/submission.ts';
import { go } from '../../../app/router.ts';
import { engine } from '../../../engine/connection.ts';
import { useCommand } from '../../../engine/hooks.ts';
import { offerUndo } from '../../../frame/undo.tsx';
import { Button } from '../../../pieces/controls.tsx';
import { TextArea } from '../../../pieces/field.tsx';
import { count, fullTime, plural } from '../../../pieces/format.ts';
import { FailureNote } from '../../../pieces/states.tsx';
import { StatusIcon } from '../../../pieces/status.tsx';

type Group = SubmissionDetail['findingGroups'][number];

/**
 * One rule that was broken: its sentence, its places with the way to each, and how it is waived. `named`: with the rule's
 * own name, for pages that have the room.
 */
export function FindingGroup(props: { group: Group; submission: string; named?: boolean; open?: boolean }) {
  const { group, submission, named } = props;
  const [open, setOpen] = useState(props.open ?? false);
  const [waiving, setWaiving] = useState(false);
  const { waiver } = group;
  // what is about the whole file is said above, but for files that were refused, each with its own reason
  const rows = group.rows.filter((one) => one.row !== null || one.message !== group.message);
  return (
    <li>
      <StatusIcon status={waiver ? 'done' : group.level} label={waiver ? 'Waived' : undefined} />
      <div>
        {named ? (
          <p className="finding-name">
            <span className="mono">{group.rule}</span>
            {rows.length > 0 ? <span className="ink3"> · {plural(group.count, 'place')}</span> : null}
          </p>
        ) : null}
        <p className={waiver ? 'ink2' : undefined}>{group.message}</p>
        {waiver ? (
          <p className="ink3" title={fullTime(waiver.at)}>
            Waived: {waiver.reason}
          </p>
        ) : null}
        <p className="rail-do">
          {rows.length > 0 ? (
            <button type="button" className="link" aria-expanded={open} onClick={() => setOpen(!open)}>
              {open ? 'Hide the places' : plural(group.count, 'place')}
            </button>
          ) : null}
          {waiver ? (
            <Unwaive group={group} submission={submission} />
          ) : isWaivable(group) && !waiving ? (
            <button type="button" className="link" onClick={() => setWaiving(true)}>
              Waive with a reason
            </button>
          ) : null}
        </p>
        {open && rows.length > 0 ? (
          <ol className="rail-rows">
            {rows.map((one) => (
              <li key={`${one.row} ${one.column} ${one.span?.start} ${one.message}`}>
                {one.row === null ? null : (
                  <button
                    type="button"
                    className="link"
                    onClick={() =>
                      go({
                        ...({ page: 'submission', id: submission, tab: 'data' } as const),
                        ...{ row: one.row, column: one.column, span: one.span },
                      })
                    }
                  >
                    row {count(one.row)}
                    {one.column ? <span className="mono"> {one.column}</span> : null}
                  </button>
                )}{' '}
                <span className="ink2">{one.row === null ? one.message : withoutRow(one.message)}</span>
              </li>
            ))}
            {group.count > rows.length ? (
              <li className="ink3">
                and {count(group.count - rows.length)} more; the data can be searched on the Data tab
              </li>
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

/** A refused run keeps nothing out: whoever waives it goes on without it. */
function isWaivable({ level, rule }: Group): boolean {
  return level === 'ineligible' || rule === 'refused-run';
}

/** The row stands before it already, and what to do above it. */
function withoutRow(message: string): string {
  const [said = message] = message.replace(/^Row \d+:? /, '').split('; ');
  return `${said.charAt(0).toLocaleUpperCase()}${said.slice(1)}`;
}
