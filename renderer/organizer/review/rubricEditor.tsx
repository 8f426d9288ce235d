import { type FormEvent, useState } from 'react';
import { useCommand } from '../../engine/hooks.ts';
import { useKeys } from '../../frame/keys.ts';
import { sayQuietly } from '../../frame/undo.tsx';
import { Button } from '../../pieces/controls.tsx';
import { TextArea, TextField } from '../../pieces/field.tsx';
import { Section } from '../../pieces/section.tsx';
import { FailureNote } from '../../pieces/states.tsx';
import { addCriterion, draftMisfit, draftOf, moveCriterion, type RubricDraft, rubricOf } from './rubricDraft.ts';
import type { RubricVersion } from './rubricView.tsx';

/** A new version of the rubric: criteria, levels and texts, with the reason for the change. */
export function RubricEditor({ current, onClose }: { current: RubricVersion; onClose: () => void }) {
  const save = useCommand('review.saveRubric');
  const [draft, setDraft] = useState<RubricDraft>(() => draftOf(current));
  const [reason, setReason] = useState('');
  const why =
    draftMisfit(draft, current) ?? (reason.trim() === '' ? 'Say why first' : save.busy ? 'Saving the version' : null);
  const change = (place: number, part: Partial<RubricDraft['criteria'][number]>) =>
    setDraft({
      ...draft,
      criteria: draft.criteria.map((criterion, at) => (at === place ? { ...criterion, ...part } : criterion)),
    });
  useKeys('Rubric editor', [{ key: 'Escape', label: 'leave as it was', run: onClose, foot: true, inFields: true }]);
  async function submit(event: FormEvent) {
    event.preventDefault();
    if (why !== null) return;
    const outcome = await save.run({ ...rubricOf(draft), reason: reason.trim() });
    if (!outcome.ok) return;
    sayQuietly(`Version ${outcome.value.version} of the rubric holds; earlier reviews keep theirs`);
    onClose();
  }
  return (
    <form onSubmit={(event) => void submit(event)} className="rubric-editor">
      <Section title={`Version ${current.version + 1}`} end={`made from version ${current.version}`}>
        <p className="ink2 panel-remark">
          Reviews that are in keep version {current.version}, and so do drafts. They count with new ones once you map
          their levels.
        </p>
        <div className="rubric-names">
          {draft.levelNames.map((name, level) => (
            <TextField
              // biome-ignore lint/suspicious/noArrayIndexKey: a level has no name but its place
              key={level}
              label={`Name of level ${level}`}
              value={name}
              onChange={(text) =>
                setDraft({ ...draft, levelNames: draft.levelNames.map((one, at) => (at === level ? text : one)) })
              }
            />
          ))}
        </div>
      </Section>
      {draft.criteria.map((criterion, place) => (
        <Section
          key={criterion.id}
          title={criterion.name.trim() || 'A criterion without a name'}
          className="mt"
          end={
            <span className="row">
              <Button
                bare
                icon="up"
                aria-label={`Move ${criterion.name || 'this criterion'} up`}
                why={place === 0 ? 'It is the first' : null}
                onClick={() => setDraft(moveCriterion(draft, place, -1))}
              />
              <Button
                bare
                icon="down"
                aria-label={`Move ${criterion.name || 'this criterion'} down`}
                why={place === draft.criteria.length - 1 ? 'It is the last' : null}
                onClick={() => setDraft(moveCriterion(draft, place, 1))}
              />
              <Button
                bare
                onClick={() => setDraft({ ...draft, criteria: draft.criteria.filter((_, at) => at !== place) })}
                aria-label={`Take out ${criterion.name || 'this criterion'}`}
              >
                Take out
              </Button>
            </span>
          }
        >
          <div className="rubric-fields">
            <TextField label="Name" value={criterion.name} onChange={(name) => change(place, { name })} />
            <TextField
              label="Key"
              className="mono"
              help="Stays the same while it means the same"
              value={criterion.key}
              onChange={(key) => change(place, { key })}
            />
            <TextArea
              label="Question"
              rows={2}
              value={criterion.question}
              onChange={(question) => change(place, { question })}
            />
            <TextArea
              label="Help, if any"
              rows={2}
              value={criterion.help}
              onChange={(help) => change(place, { help })}
            />
          </div>
          <div className="rubric-names">
            {criterion.levels.map((text, level) => (
              <TextArea
                // biome-ignore lint/suspicious/noArrayIndexKey: a level has no name but its place
                key={level}
                label={`${level}: ${draft.levelNames[level]}`}
                rows={2}
                value={text}
                onChange={(next) =>
                  change(place, { levels: criterion.levels.map((one, at) => (at === level ? next : one)) })
                }
              />
            ))}
          </div>
        </Section>
      ))}
      <div className="mt">
        <Button icon="plus" onClick={() => setDraft(addCriterion(draft))}>
          Add a criterion
        </Button>
      </div>
      <div className="rubric-save mt">
        <TextField label="Reason for the change" value={reason} onChange={setReason} maxLength={2000} />
        <div className="row">
          <Button main large submit why={why}>
            Save version {current.version + 1}
          </Button>
          <Button large bare k="Escape" onClick={onClose}>
            Leave as it was
          </Button>
        </div>
        {save.failure ? <FailureNote failure={save.failure} /> : null}
      </div>
    </form>
  );
}
