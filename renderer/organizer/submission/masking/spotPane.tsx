import type { ReactNode } from 'react';
import type { SubmissionDetail } from '../../../../shared/contract/submission.ts';
import { go } from '../../../app/router.ts';
import { useAsk } from '../../../engine/hooks.ts';
import { Button } from '../../../pieces/controls.tsx';
import { count } from '../../../pieces/format.ts';
import { Section } from '../../../pieces/section.tsx';
import { WhiteSpaceText } from '../../../pieces/whiteSpaceText.tsx';
import { type Decision, kindWords, placeWords, type Spot, stateWords } from './spots.ts';

/** One text in its context, what blind roles read there now, and what can be decided. */
export function SpotPane(props: {
  submission: SubmissionDetail;
  spot: Spot;
  /** So many of the kind in the same place, the form or the data. */
  alike: number;
  onOne: (decision: Decision) => void;
  onAll: (decision: Decision) => void;
  children?: ReactNode;
}) {
  const { submission, spot, alike } = props;
  const place = placeWords(spot);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls has a place in the tab order
    <section className="masks-pane" tabIndex={0} aria-label="The text and what is read of it">
      <h2 className="masks-title">
        {place.charAt(0).toLocaleUpperCase()}
        {place.slice(1)}
      </h2>
      <p className="ink2">
        {spot.about.charAt(0).toLocaleUpperCase()}
        {spot.about.slice(1)}. <span role="status">{stateWords(spot)}.</span>
      </p>
      <Section level={3} title="As it was sent" className="mt">
        <p className="read masks-text" dir="auto">
          {spot.before.length >= 60 ? '…' : ''}
          {spot.before}
          <mark className="found-stretch">{spot.text}</mark>
          {spot.after}
          {spot.after.length >= 60 ? '…' : ''}
        </p>
      </Section>
      <Section level={3} title="Blind roles read" className="mt" end={readers(spot)}>
        {spot.where === 'form' ? (
          <p className="read masks-text" dir="auto">
            {spot.read}
          </p>
        ) : (
          <BlindCell submission={submission.id} spot={spot} />
        )}
      </Section>
      <div className="row masks-do">
        <Button main={spot.decision === null} k="H" onClick={() => props.onOne('hide')}>
          Hide it
        </Button>
        <Button k="S" onClick={() => props.onOne('show')}>
          Show it
        </Button>
        {spot.where === 'data' ? (
          <Button
            bare
            onClick={() =>
              go({
                ...({ page: 'submission', id: submission.id, tab: 'data' } as const),
                ...{ row: spot.row, column: spot.column, span: spot },
              })
            }
          >
            Open the row
          </Button>
        ) : (
          <Button bare onClick={() => go({ page: 'submission', id: submission.id, tab: 'form' })}>
            Open the form
          </Button>
        )}
      </div>
      {alike > 1 ? (
        <div className="row masks-do">
          <Button k="A" onClick={() => props.onAll('hide')}>
            Hide all {count(alike)}
          </Button>
          <Button k="V" onClick={() => props.onAll('show')}>
            Show all {count(alike)}
          </Button>
          <span className="ink3 xs">
            {kindWords(spot.kind, alike)} of the {spot.where}
          </span>
        </div>
      ) : null}
      {props.children}
    </section>
  );
}

function readers(spot: Spot): string {
  if (spot.where === 'form') return 'reviewers';
  return spot.place.startsWith('other/')
    ? 'reviewers, once the column is opened to them'
    : spot.place === 'subcategory'
      ? 'reviewers'
      : 'contractors and reviewers';
}

function BlindCell({ submission, spot }: { submission: string; spot: Extract<Spot, { where: 'data' }> }) {
  const { data } = useAsk('submission.blindRow', { id: submission, row: spot.row }, { keep: true });
  if (!data) return <p className="ink2">Reading the row.</p>;
  if (spot.place.startsWith('classes/')) {
    return (
      <ul className="masks-classes">
        {(data.classes ?? []).map((one, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a class has no name but its place
          <li key={place} className="read">
            <WhiteSpaceText text={one} />
          </li>
        ))}
      </ul>
    );
  }
  const text = spot.place.startsWith('other/')
    ? data.other?.[spot.place.slice('other/'.length)]
    : {
        prompt: data.prompt,
        other_prompt: data.otherPrompt,
        completion: data.completion,
        subcategory: data.subcategory,
      }[spot.place];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls has a place in the tab order
    <p className="read masks-text masks-whole" tabIndex={0}>
      <WhiteSpaceText text={text ?? ''} />
    </p>
  );
}
