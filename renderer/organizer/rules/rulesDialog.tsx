import { useState } from 'react';
import type { DecisionRoom } from '../../../shared/contract/decisionRoom.ts';
import { engine } from '../../engine/connection.ts';
import { useCommand } from '../../engine/hooks.ts';
import { useKeys } from '../../frame/keys.ts';
import { offerUndo } from '../../frame/undo.tsx';
import { Button } from '../../pieces/controls.tsx';
import { Dialog } from '../../pieces/dialog.tsx';
import { SelectField, TextArea, TextField } from '../../pieces/field.tsx';
import { FailureNote } from '../../pieces/states.tsx';
import { TierMark, tierWords } from '../../pieces/status.tsx';
import { consensusOptions } from '../decision/ruleWords.ts';
import { draftOfRules, type RulesDraft, rulesOfDraft } from './rulesDraft.ts';

type Rules = DecisionRoom['rules'];
const tiers = ['grand', 'second', 'third'] as const;

/** Caps, amounts and how levels become a decision, changed with a reason: a new version of the rules. */
export function RulesDialog(props: { rules: Rules; whole?: boolean; onClose: () => void }) {
  const { rules, onClose } = props;
  const change = useCommand('decision.changeRules');
  const [draft, setDraft] = useState<RulesDraft>(() => draftOfRules(rules));
  const [reason, setReason] = useState('');
  useKeys('Rules', [], { modal: true });
  const read = rulesOfDraft(draft);
  const changed = read.ok && JSON.stringify(read.rules) !== JSON.stringify(rulesOf(rules));
  const why = !read.ok
    ? read.problem
    : !changed
      ? 'Nothing is changed yet'
      : reason.trim() === ''
        ? 'A reason is needed'
        : change.busy
          ? 'Saving'
          : null;
  async function save() {
    if (!read.ok) return;
    const outcome = await change.run({ ...read.rules, reason: reason.trim() });
    if (!outcome.ok) return;
    const { version } = outcome.value;
    offerUndo(`Rules version ${version} hold`, async () => {
      const undone = await engine.call('decision.changeRules', {
        ...rulesOf(rules),
        reason: `Back to the rules of version ${rules.version}.`,
      });
      return undone.ok ? null : undone.error.message;
    });
    onClose();
  }
  const cap = (tier: (typeof tiers)[number], round: 1 | 2) => (
    <input
      className="input rules-number"
      inputMode="numeric"
      aria-label={`${tierWords[tier]}, at most ${round === 1 ? 'in round 1' : 'in both rounds'}`}
      value={draft.caps[round][tier]}
      onChange={(event) =>
        setDraft({ ...draft, caps: { ...draft.caps, [round]: { ...draft.caps[round], [tier]: event.target.value } } })
      }
    />
  );
  return (
    <Dialog title={props.whole ? 'Change the rules' : 'Change the caps'} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (why === null) void save();
        }}
      >
        <table className="table rules-caps">
          <thead>
            <tr>
              <th>Prize</th>
              <th>At most, both rounds</th>
              <th>At most, round 1</th>
              <th>Dollars</th>
            </tr>
          </thead>
          <tbody>
            {tiers.map((tier) => (
              <tr key={tier}>
                <td>
                  <span className="row">
                    <TierMark tier={tier} /> {tierWords[tier]}
                  </span>
                </td>
                <td>{cap(tier, 2)}</td>
                <td>{cap(tier, 1)}</td>
                <td>
                  <input
                    className="input rules-amount"
                    inputMode="decimal"
                    aria-label={`${tierWords[tier]}, dollars`}
                    value={draft.amounts[tier]}
                    onChange={(event) =>
                      setDraft({ ...draft, amounts: { ...draft.amounts, [tier]: event.target.value } })
                    }
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {props.whole ? (
          <>
            <SelectField
              label="Consensus of the levels, for each criterion"
              value={draft.consensus}
              options={consensusOptions}
              onChange={(consensus) => setDraft({ ...draft, consensus })}
            />
            {draft.consensus === 'mean' ? (
              <div className="row rules-pair">
                <TextField
                  label="Level 1 from a mean of"
                  inputMode="decimal"
                  value={draft.level1}
                  onChange={(level1) => setDraft({ ...draft, level1 })}
                />
                <TextField
                  label="Level 2 from a mean of"
                  inputMode="decimal"
                  value={draft.level2}
                  onChange={(level2) => setDraft({ ...draft, level2 })}
                />
              </div>
            ) : null}
            <div className="row rules-pair">
              <TextField
                label="Reviews needed"
                help="With fewer a submission is pending."
                inputMode="numeric"
                value={draft.minReviews}
                onChange={(minReviews) => setDraft({ ...draft, minReviews })}
              />
              <TextField
                label="Wrong labels, at most, in %"
                help="Of the settled examples."
                inputMode="decimal"
                value={draft.labelErrors}
                onChange={(labelErrors) => setDraft({ ...draft, labelErrors })}
              />
            </div>
          </>
        ) : null}
        {!read.ok ? (
          <p className="field-error" role="alert">
            {read.problem}
          </p>
        ) : null}
        <TextArea
          label="Reason"
          help="Stands in the record with the new version of the rules."
          rows={2}
          value={reason}
          onChange={setReason}
        />
        {change.failure ? <FailureNote failure={change.failure} /> : null}
        <div className="row">
          <Button main submit why={why}>
            Save version {rules.version + 1}
          </Button>
          <Button bare onClick={onClose}>
            Cancel
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function rulesOf({ consensus, meanThresholds, minReviews, caps, amounts, labelErrorThreshold }: Rules) {
  return { consensus, meanThresholds, minReviews, caps, amounts, labelErrorThreshold };
}
