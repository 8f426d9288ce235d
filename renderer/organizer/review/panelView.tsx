import { useState } from 'react';
import type { PanelFigures } from '../../../shared/contract/panel.ts';
import { useAsk } from '../../engine/hooks.ts';
import { Button, Segments } from '../../pieces/controls.tsx';
import { count, fixed, plural } from '../../pieces/format.ts';
import { Section } from '../../pieces/section.tsx';
import { EmptyState, FailureNote, LoadingRows } from '../../pieces/states.tsx';
import { StatusIcon } from '../../pieces/status.tsx';
import { HeatMap } from './heatMap.tsx';
import { ReadingDialog } from './reading.tsx';
import { showReviewView } from './views.ts';

interface Opened {
  readonly submission: PanelFigures['submissions'][number];
  readonly reviewer: string | null;
}

/** How far the panel agrees, where it does not, and who is more lenient than the others. */
export function PanelView() {
  const asked = useAsk('review.panelFigures', {});
  const [criterion, setCriterion] = useState('all');
  const [reviewer, setReviewer] = useState<string | null>(null);
  const [opened, setOpened] = useState<Opened | null>(null);
  const figures = asked.data;
  if (!figures) {
    return asked.error ? (
      <FailureNote failure={asked.error} action={<Button onClick={asked.retry}>Try again</Button>} />
    ) : (
      <LoadingRows rows={8} label="Comparing the reviews" />
    );
  }
  if (figures.submissions.every(({ reviews }) => reviews.length === 0)) {
    return (
      <EmptyState
        icon="review"
        title="No review is in yet"
        action={<Button onClick={() => showReviewView('progress')}>See who is to write one</Button>}
      >
        Agreement, the map of levels and leniency appear with the first submitted reviews.
      </EmptyState>
    );
  }
  const outliers = figures.submissions.flatMap(({ reviews }) => reviews.flatMap((review) => review.outliers)).length;
  return (
    <>
      <div className="panel-two">
        <Agreement figures={figures} onOpen={setCriterion} />
        <LeniencyTable figures={figures} chosen={reviewer} onChoose={setReviewer} />
      </div>
      <Section
        title="Levels"
        n={figures.submissions.length}
        className="mt"
        end={`as they stand; ${outliers === 0 ? 'none stands' : `${plural(outliers, 'level')} ${outliers === 1 ? 'stands' : 'stand'}`} two steps from all others`}
      >
        <div className="heat-choice">
          <Segments
            label="Criterion"
            value={criterion}
            options={[
              { value: 'all', label: 'All criteria' },
              ...figures.rubric.criteria.map(({ key, name }) => ({ value: key, label: name })),
            ]}
            onChange={setCriterion}
          />
        </div>
        <HeatMap
          figures={figures}
          criterion={criterion}
          marked={reviewer}
          onOpen={(submission, of) => setOpened({ submission, reviewer: of })}
        />
      </Section>
      {opened ? (
        <ReadingDialog
          submission={opened.submission}
          reviewers={opened.submission.reviews}
          first={opened.reviewer}
          onClose={() => setOpened(null)}
        />
      ) : null}
    </>
  );
}

function Agreement({ figures, onOpen }: { figures: PanelFigures; onOpen: (criterion: string) => void }) {
  const names = new Map(figures.rubric.criteria.map(({ key, name }) => [key, name]));
  return (
    <Section title="Agreement" end="Krippendorff’s α for ordered levels, 95 % interval">
      <table className="table">
        <thead>
          <tr>
            <th>Criterion</th>
            <th className="num">α</th>
            <th className="num">Interval</th>
            <th className="num">Submissions</th>
          </tr>
        </thead>
        <tbody>
          {figures.criteria.map((one) => (
            <tr key={one.key}>
              <td>
                <button type="button" className="row-link" onClick={() => onOpen(one.key)}>
                  {names.get(one.key) ?? one.key}
                </button>
                {one.alpha === null && one.why ? <p className="ink2 xs">{one.why}</p> : null}
              </td>
              <td className="num">{one.alpha === null ? <span className="ink3">–</span> : fixed(one.alpha, 2)}</td>
              <td className="num ink2">
                {one.interval ? `${fixed(one.interval.low, 2)} to ${fixed(one.interval.high, 2)}` : '–'}
              </td>
              <td className="num">{count(one.submissions)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="ink3 xs panel-remark">
        1 is full agreement, 0 what chance would give. Agreement and leniency go by each review as it was before others’
        were opened.
      </p>
    </Section>
  );
}

function LeniencyTable(props: {
  figures: PanelFigures;
  chosen: string | null;
  onChoose: (reviewer: string | null) => void;
}) {
  const rows = [...props.figures.reviewers].sort((a, b) => (b.leniency ?? -9) - (a.leniency ?? -9));
  return (
    <Section title="Leniency" n={rows.length} end="own mean level less the others’, same submissions">
      <table className="table">
        <thead>
          <tr>
            <th>Reviewer</th>
            <th className="num">Difference</th>
            <th className="table-bar">
              <span className="vh">As a bar</span>
            </th>
            <th className="num">Compared</th>
            <th className="num">In</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((one) => (
            <tr key={one.id}>
              <td>
                <button
                  type="button"
                  className="row-link"
                  aria-pressed={props.chosen === one.id}
                  onClick={() => props.onChoose(props.chosen === one.id ? null : one.id)}
                >
                  {one.alias}
                </button>
                {props.chosen === one.id ? <span className="ink2 xs"> ringed below</span> : null}
              </td>
              <td className="num">{one.leniency === null ? <span className="ink3">–</span> : signed(one.leniency)}</td>
              <td className="table-bar">{one.leniency === null ? null : <LeniencyBar value={one.leniency} />}</td>
              <td className="num">{count(one.compared)}</td>
              <td className="num">
                {count(one.submitted)}
                <span className="ink3"> / {count(one.assigned)}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.some((one) => one.leniency === null) ? (
        <p className="ink3 xs panel-remark">
          <StatusIcon status="note" label={null} /> A dash: nobody else has reviewed the same submissions yet.
        </p>
      ) : null}
    </Section>
  );
}

/** Left of the middle is stricter, right of it more lenient; a whole half is one level. */
function LeniencyBar({ value }: { value: number }) {
  const share = Math.min(1, Math.abs(value)) * 50;
  return (
    <span className="lenient" aria-hidden="true">
      <i style={value < 0 ? { right: '50%', width: `${share}%` } : { left: '50%', width: `${share}%` }} />
    </span>
  );
}

function signed(value: number): string {
  const text = fixed(Math.abs(value), 2);
  return value < 0 ? `−${text}` : value > 0 ? `+${text}` : text;
}
