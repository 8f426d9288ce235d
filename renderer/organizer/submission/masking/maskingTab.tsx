import { useState } from 'react';
import type { PlotRemarkView } from '../../../../shared/contract/masking.ts';
import type { SubmissionDetail } from '../../../../shared/contract/submission.ts';
import { engine } from '../../../engine/connection.ts';
import { useAsk, useCommand } from '../../../engine/hooks.ts';
import { useKeys } from '../../../frame/keys.ts';
import { offerUndo } from '../../../frame/undo.tsx';
import { Button, Segments } from '../../../pieces/controls.tsx';
import { count } from '../../../pieces/format.ts';
import { EmptyState, FailureNote, LoadingRows } from '../../../pieces/states.tsx';
import { RemarkPane } from './remarkPane.tsx';
import { SpotLine } from './spotLine.tsx';
import { SpotPane } from './spotPane.tsx';
import {
  type Decision,
  isOpen,
  type Kind,
  kinds,
  kindTitle,
  kindWords,
  type Remark,
  type Spot,
  undecidedSentence,
} from './spots.ts';
import './masking.css';

/** Spots of the data that are listed at once. */
const PAGE = 500;
/** Remarks of a plot in which nothing was found that are listed: some editors write thousands. */
const MOST_PLAIN = 50;

/** What looks like a secret, an address or an author's name, one by one: hidden from blind roles, or shown to them. */
export function MaskingTab({ submission }: { submission: SubmissionDetail }) {
  const { id } = submission;
  const [kind, setKind] = useState<Kind | 'all'>('all');
  const [offset, setOffset] = useState(0);
  const [chosen, setChosen] = useState<number | null>(null);
  const hasData = submission.version > 0;
  const asked = useAsk(
    'submission.sensitive',
    { id, kind: kind === 'all' ? null : kind, offset, limit: PAGE },
    { enabled: hasData, keep: true },
  );
  const askedForm = useAsk('submission.sensitiveForm', { id });
  const askedPlot = useAsk('submission.plotRemarks', { id }, { keep: true });
  const decide = useDecision(id);

  const inForm: readonly Spot[] = (askedForm.data?.spots ?? [])
    .filter((spot) => kind === 'all' || spot.kind === kind)
    .map((spot) => ({ where: 'form', ...spot }));
  const inData: readonly Spot[] = (asked.data?.spots ?? []).map((spot) => ({ where: 'data', ...spot }));
  const { inPlot, unlisted } = remarksOf(askedPlot.data?.remarks ?? [], kind);
  const spots = [...inForm, ...inPlot, ...inData];
  const firstOpen = spots.findIndex(isOpen);
  const at = Math.min(chosen ?? Math.max(0, firstOpen), spots.length - 1);
  const spot = spots[at] ?? null;
  const move = (by: number) => setChosen(Math.max(0, Math.min(spots.length - 1, at + by)));
  const one = async (decision: Decision) => {
    if (!spot) return;
    // at once: whoever has gone elsewhere by the time the answer comes stays there
    move(1);
    if (!(await decide.one(spot, decision))) setChosen(at);
  };
  const all = (decision: Decision) => {
    if (spot && spot.where !== 'plot') void decide.all(spot, decision);
  };
  useKeys('Masking', [
    { key: 'ArrowDown', label: 'Next text', run: () => move(1), off: !spot, unlisted: true },
    { key: 'ArrowUp', label: 'Previous text', run: () => move(-1), off: !spot, unlisted: true },
    { key: 'H', label: 'hide', run: () => void one('hide'), off: !spot, foot: true },
    { key: 'S', label: 'show', run: () => void one('show'), off: !spot, foot: true },
    {
      key: 'A',
      label: 'hide all of the kind',
      run: () => all('hide'),
      off: !spot || spot.where === 'plot',
      foot: true,
    },
    {
      key: 'V',
      label: 'show all of the kind',
      run: () => all('show'),
      off: !spot || spot.where === 'plot',
      foot: true,
    },
  ]);

  const loaded = (!hasData || asked.data) && askedForm.data && askedPlot.data;
  const failure = asked.error ?? askedForm.error ?? askedPlot.error;
  if (failure) {
    return (
      <div className="pane">
        <FailureNote failure={failure} />
      </div>
    );
  }
  if (!loaded) {
    return (
      <div className="pane">
        <LoadingRows rows={6} label="Reading what may have to be hidden" />
      </div>
    );
  }
  const counts = asked.data?.counts ?? [];
  const countOf = (one: Kind) =>
    (counts.find((given) => given.kind === one)?.spots ?? 0) +
    (askedForm.data?.spots.filter((given) => given.kind === one).length ?? 0) +
    (askedPlot.data?.remarks.filter(({ found }) => found.some((given) => given.kind === one)).length ?? 0);
  const present = kinds.filter((one) => countOf(one) > 0);
  const dataTotal = counts.reduce((sum, given) => sum + (kind === 'all' || given.kind === kind ? given.spots : 0), 0);
  if (present.length === 0 && askedPlot.data?.remarks.length === 0) {
    return (
      <div className="pane">
        <EmptyState icon="blind" title="Nothing to hide">
          No text of the data, the form or the plot looks like a secret, an e-mail address or the name of an author. It
          is looked at anew with every version, and whenever the authors change.
        </EmptyState>
      </div>
    );
  }
  const { sensitive } = submission;
  return (
    <div className="masks">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls has a place in the tab order */}
      <section className="masks-list" tabIndex={0} aria-label="Texts that may have to be hidden">
        <div className="masks-head">
          <p role="status">{undecidedSentence(sensitive.undecided, sensitive.spots)}</p>
          {present.length > 1 ? (
            <Segments
              label="Kind"
              value={kind}
              options={[
                { value: 'all' as const, label: 'All' },
                ...present.map((one) => ({ value: one, label: `${kindTitle(one)} ${count(countOf(one))}` })),
              ]}
              onChange={(next) => {
                setKind(next);
                setOffset(0);
                setChosen(null);
              }}
            />
          ) : null}
        </div>
        {[
          { title: 'In the form', own: inForm, total: inForm.length, from: 0 },
          {
            title: 'Inside the plot’s file',
            own: inPlot,
            total: inPlot.length + unlisted,
            from: inForm.length,
            more: unlisted > 0 ? `${count(unlisted)} more in which nothing was found stay out.` : null,
          },
          { title: 'In the data', own: inData, total: dataTotal, from: inForm.length + inPlot.length },
        ].map(({ title, own, total, from, more }) =>
          own.length === 0 ? null : (
            <div key={title}>
              <h2>
                {title} · {count(total)}
              </h2>
              <ul>
                {own.map((given, place) => (
                  <SpotLine
                    // biome-ignore lint/suspicious/noArrayIndexKey: the same text may stand in one field twice
                    key={from + place}
                    spot={given}
                    current={from + place === at}
                    onSelect={() => setChosen(from + place)}
                  />
                ))}
              </ul>
              {more ? <p className="masks-rest">{more}</p> : null}
            </div>
          ),
        )}
        {dataTotal > PAGE ? (
          <div className="row masks-more">
            <Button why={offset === 0 ? 'These are the first' : null} onClick={() => setOffset(offset - PAGE)}>
              Earlier
            </Button>
            <span className="ink3 xs">
              {count(offset + 1)}–{count(Math.min(dataTotal, offset + PAGE))} of {count(dataTotal)}
            </span>
            <Button
              why={offset + PAGE >= dataTotal ? 'These are the last' : null}
              onClick={() => setOffset(offset + PAGE)}
            >
              Later
            </Button>
          </div>
        ) : null}
      </section>
      {spot?.where === 'plot' ? (
        <RemarkPane submission={id} remark={spot} onOne={(decision) => void one(decision)}>
          {decide.failure ? <FailureNote failure={decide.failure} /> : null}
        </RemarkPane>
      ) : spot ? (
        <SpotPane
          submission={submission}
          spot={spot}
          alike={
            spot.where === 'form' ? inFormOf(spot.kind) : (counts.find((one) => one.kind === spot.kind)?.spots ?? 0)
          }
          onOne={(decision) => void one(decision)}
          onAll={all}
        >
          {decide.failure ? <FailureNote failure={decide.failure} /> : null}
        </SpotPane>
      ) : null}
    </div>
  );

  function inFormOf(which: Kind): number {
    return askedForm.data?.spots.filter((given) => given.kind === which).length ?? 0;
  }
}

/** Those in which something was found come first. */
function remarksOf(
  remarks: readonly PlotRemarkView[],
  kind: Kind | 'all',
): { readonly inPlot: readonly Remark[]; readonly unlisted: number } {
  const grave = remarks.filter(({ found }) => found.some((one) => kind === 'all' || one.kind === kind));
  const plain = kind === 'all' ? remarks.filter(({ found }) => found.length === 0) : [];
  const listed = plain.filter(({ decision }, place) => decision !== null || place < MOST_PLAIN);
  return {
    inPlot: [...grave, ...listed].map((remark) => ({ where: 'plot', ...remark })),
    unlisted: plain.length - listed.length,
  };
}

/** Decides about one text or all of its kind in the same place, the form or the data, and offers the way back. */
function useDecision(id: string) {
  const mask = useCommand('submission.mask');
  const maskForm = useCommand('submission.maskForm');
  const maskRemark = useCommand('submission.maskRemark');

  async function run(spot: Spot, whole: boolean, decision: Decision): Promise<boolean> {
    mask.forget();
    maskForm.forget();
    const { kind } = spot;
    const verb = decision === 'hide' ? 'hidden' : 'shown';
    const said = whole ? `All ${kindWords(kind, 2)} of the ${spot.where} are ${verb}` : `It is ${verb}`;
    if (spot.where === 'form') {
      const { field, text } = spot;
      const outcome = await maskForm.run({ id, kind, spot: whole ? null : { field, text }, decision });
      if (!outcome.ok) return false;
      const { numbers } = outcome.value;
      offerUndo(said, async () => {
        const undone = await engine.call('submission.unmaskForm', { id, numbers });
        return undone.ok ? null : undone.error.message;
      });
      return true;
    }
    const { row, place, start } = spot;
    const outcome = await mask.run({ id, kind, spot: whole ? null : { row, place, start }, decision });
    if (!outcome.ok) return false;
    const { number } = outcome.value;
    offerUndo(said, async () => {
      const undone = await engine.call('submission.unmask', { id, number });
      return undone.ok ? null : undone.error.message;
    });
    return true;
  }

  async function remark({ name, text }: Remark, decision: Decision): Promise<boolean> {
    maskRemark.forget();
    const outcome = await maskRemark.run({ id, remark: { name, text }, decision });
    if (!outcome.ok) return false;
    const { number } = outcome.value;
    offerUndo(`It is ${decision === 'hide' ? 'hidden' : 'shown below the plot'}`, async () => {
      const undone = await engine.call('submission.unmaskRemark', { id, number });
      return undone.ok ? null : undone.error.message;
    });
    return true;
  }

  return {
    one: (spot: Spot | Remark, decision: Decision) =>
      spot.where === 'plot' ? remark(spot, decision) : run(spot, false, decision),
    all: (spot: Spot, decision: Decision) => run(spot, true, decision),
    failure: mask.failure ?? maskForm.failure ?? maskRemark.failure,
  };
}
