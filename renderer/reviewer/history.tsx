import type { Output } from '../../shared/contract/contract.ts';
import { formChanges } from '../../shared/review/formChanges.ts';
import { wordDifference } from '../contractor/wordDifference.ts';
import { useAsk } from '../engine/hooks.ts';
import { Button } from '../pieces/controls.tsx';
import { fullTime } from '../pieces/format.ts';
import { FailureNote, LoadingRows } from '../pieces/states.tsx';
import { LevelSquare } from '../pieces/status.tsx';
import { StoredReview } from './storedReview.tsx';
import './discussion.css';

type Version = Output<'review.history'>['versions'][number];

/** Every version that was submitted, the newest first, each with what changed in it. */
export function History(props: { number: number }) {
  const asked = useAsk('review.history', { number: props.number });
  if (!asked.data) {
    return asked.error ? (
      <FailureNote failure={asked.error} action={<Button onClick={asked.retry}>Try again</Button>} />
    ) : (
      <LoadingRows rows={4} label="Reading the versions" />
    );
  }
  const { versions } = asked.data;
  return (
    <ol className="versions-written" reversed>
      {[...versions].reverse().map((version, back) => {
        const before = versions[versions.length - 2 - back];
        return (
          <li key={version.revision}>
            <h3>
              Version {version.revision}{' '}
              <span className="ink3">
                · {fullTime(version.submittedAt)} · rubric v{version.rubric.version}
                {version.afterOthers ? ' · after reading the others' : ''}
              </span>
            </h3>
            {before ? <Changes before={before} after={version} /> : <p className="ink2">The first version.</p>}
            <details>
              <summary>The whole version</summary>
              <StoredReview form={version.form} rubric={version.rubric} />
            </details>
          </li>
        );
      })}
    </ol>
  );
}

function Changes(props: { before: Version; after: Version }) {
  const { levels, confidence, texts } = formChanges(props.before, props.after);
  if (levels.length === 0 && texts.length === 0 && !confidence) return <p className="ink2">Nothing changed in it.</p>;
  return (
    <dl className="changes">
      {levels.map(({ key, name, was, is }) => (
        <div key={key}>
          <dt>{name}</dt>
          <dd>
            <LevelSquare level={was} label="before" /> <span aria-hidden="true">→</span>{' '}
            <LevelSquare level={is} label="after" />
          </dd>
        </div>
      ))}
      {confidence ? (
        <div>
          <dt>Confidence</dt>
          <dd>
            {confidence.was ?? 'none'} → {confidence.is ?? 'none'}
          </dd>
        </div>
      ) : null}
      {texts.map(({ field, ...text }) => (
        <ChangedText key={field} {...text} />
      ))}
    </dl>
  );
}

/** Words taken out are struck through, words put in are underlined. */
function ChangedText({ name, was, is }: { name: string; was: string; is: string }) {
  const [before, after] = wordDifference(was, is);
  return (
    <div>
      <dt>{name}</dt>
      <dd className="written" dir="auto">
        {was === '' ? null : (
          <p>
            <span className="vh">Before: </span>
            {before.stretches.map(({ text, differs }, place) =>
              // biome-ignore lint/suspicious/noArrayIndexKey: stretches have no name but their place
              differs ? <del key={place}>{text}</del> : <span key={place}>{text}</span>,
            )}
          </p>
        )}
        {is === '' ? (
          <p className="ink3">taken out</p>
        ) : (
          <p>
            <span className="vh">After: </span>
            {after.stretches.map(({ text, differs }, place) =>
              // biome-ignore lint/suspicious/noArrayIndexKey: stretches have no name but their place
              differs ? <ins key={place}>{text}</ins> : <span key={place}>{text}</span>,
            )}
          </p>
        )}
      </dd>
    </div>
  );
}
