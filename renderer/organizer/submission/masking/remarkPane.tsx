import type { ReactNode } from 'react';
import type { PlotRemarkView } from '../../../../shared/contract/masking.ts';
import { go } from '../../../app/router.ts';
import { useAsk } from '../../../engine/hooks.ts';
import { AuthorsPlot, PlotRemarks } from '../../../pieces/authorsPlot.tsx';
import { Button } from '../../../pieces/controls.tsx';
import { Section } from '../../../pieces/section.tsx';
import { type Decision, kindWords, type Remark, stateWords } from './spots.ts';

/** One remark inside a plot's file, and the plot as reviewers get it: a remark that is shown stands below the picture. */
export function RemarkPane(props: {
  submission: string;
  remark: Remark;
  onOne: (decision: Decision) => void;
  children?: ReactNode;
}) {
  const { submission, remark } = props;
  const asked = useAsk('submission.plotRemarks', { id: submission }, { keep: true });
  const shown = (asked.data?.remarks ?? []).filter(({ decision }) => decision === 'show');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls has a place in the tab order
    <section className="masks-pane" tabIndex={0} aria-label="The remark and the plot as reviewers get it">
      <h2 className="masks-title">Inside the plot’s file: {remark.name}</h2>
      <p className="ink2">
        {foundSentence(remark)} <span role="status">{stateWords(remark)}.</span>
      </p>
      <Section level={3} title="As it was sent" className="mt">
        <p className="read masks-text" dir="auto">
          <MarkedLine remark={remark} />
        </p>
      </Section>
      <div className="row masks-do">
        <Button main={remark.found.length > 0 && remark.decision === null} k="H" onClick={() => props.onOne('hide')}>
          Hide it
        </Button>
        <Button k="S" onClick={() => props.onOne('show')}>
          Show it
        </Button>
        <Button bare onClick={() => go({ page: 'submission', id: submission, tab: 'form' })}>
          Open the form
        </Button>
      </div>
      {props.children}
      <Section level={3} title="The plot as reviewers get it" className="mt">
        {asked.data?.plot ? (
          <div className="masks-plot">
            <AuthorsPlot {...asked.data.plot} />
            {shown.length > 0 ? (
              <PlotRemarks remarks={shown} />
            ) : (
              <p className="ink2 xs">The picture alone: of what its file says besides, nothing is shown.</p>
            )}
          </div>
        ) : null}
      </Section>
    </section>
  );
}

function foundSentence({ found }: PlotRemarkView): string {
  if (found.length === 0) return 'Nothing in it looks like a secret, an e-mail address or an author’s name.';
  const kinds = [...new Set(found.map(({ kind }) => kind))];
  const words = kinds.map((kind) => kindWords(kind, found.filter((one) => one.kind === kind).length)).join(' and ');
  return `${words.charAt(0).toLocaleUpperCase()}${words.slice(1)} found in it.`;
}

function MarkedLine({ remark: { line, found } }: { remark: Remark }) {
  let at = 0;
  const parts: ReactNode[] = [];
  for (const { start, end } of found) {
    parts.push(
      line.slice(at, start),
      <mark key={start} className="found-stretch">
        {line.slice(start, end)}
      </mark>,
    );
    at = end;
  }
  return [...parts, line.slice(at)];
}
