import type { Failure } from '../../shared/contract/failure.ts';
import type { ReviewForm, Rubric } from '../../shared/contract/review.ts';
import { useKeys } from '../frame/keys.ts';
import { Button } from '../pieces/controls.tsx';
import { Dialog } from '../pieces/dialog.tsx';
import { FailureNote } from '../pieces/states.tsx';
import { StoredReview } from './storedReview.tsx';

/** What will be stored, before it is. Handing in is one of the two things here that ask first. */
export function LookOver(props: {
  title: string;
  form: ReviewForm;
  rubric: Rubric;
  busy: boolean;
  failure: Failure | null;
  onSubmit: () => void;
  onClose: () => void;
}) {
  const submit = () => {
    if (!props.busy) props.onSubmit();
  };
  useKeys('Look over', [{ key: 'Mod+Enter', label: 'Submit this review', run: submit, inFields: true }], {
    modal: true,
  });
  return (
    <Dialog
      wide
      title={`Your review of ${props.title}`}
      onClose={props.onClose}
      foot={
        <>
          <span className="xs ink3 grow">
            This is all that is stored, under your alias. It is locked when you submit; you can reopen it and write a
            further version.
          </span>
          <Button onClick={props.onClose} k="Escape">
            Write on
          </Button>
          <Button main k="Mod+Enter" onClick={submit}>
            {props.busy ? 'Submitting' : 'Submit'}
          </Button>
        </>
      }
    >
      {props.failure ? (
        <FailureNote failure={props.failure} title="The review was not submitted. Your draft is as it was." />
      ) : null}
      <StoredReview form={props.form} rubric={props.rubric} />
    </Dialog>
  );
}
