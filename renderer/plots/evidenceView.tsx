import {
  memo,
  type ReactNode,
  useCallback,
  useDeferredValue,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { SubmissionScaling } from '../../shared/contract/scaling.ts';
import { familyName } from '../../shared/results/familyName.ts';
import { Button, IconButton, Segments } from '../pieces/controls.tsx';
import { CheckBox } from '../pieces/field.tsx';
import { count, fixed } from '../pieces/format.ts';
import type { Measure } from './evidenceLines.ts';
import { EvidenceState } from './evidenceState.tsx';
import { plotPiece } from './exportFigure.ts';
import { figureCsv } from './figureCsv.ts';
import { Foldable } from './foldable.tsx';
import { RunTable, trendInWords } from './runTable.tsx';
import { type Saveable, SaveFigure } from './saveFigure.tsx';
import { ScalingPlot } from './scalingPlot.tsx';
import { scrollPane } from './scrollPane.ts';
import { Subcategories, subcategoryGrid } from './subcategories.tsx';
import { firstListing } from './subcategoryListing.ts';
import { TrendTable } from './trendTable.tsx';
import type { Evidence } from './useEvidence.ts';
import {
  type EvidenceFigure,
  errorFigure,
  lossFigure,
  reproductionFigure,
  subcategoryFigures,
  type View,
  viewsOf,
  viewWord,
} from './views.ts';
import './plots.css';

/** Which view is open, and in it which subcategory by itself; held by the screen, so that a link elsewhere can lead here. */
export interface Shown {
  readonly view: View;
  readonly subcategory: string | null;
  /** Subcategories that a link asks to look at. */
  readonly marked: readonly string[];
  /** Led to from somewhere else than the top of the view, which is then scrolled to. */
  readonly led: boolean;
}

export const firstShown: Shown = { view: 'loss', subcategory: null, marked: [], led: false };

type WarningsOf = (run: { model: string; reproduction: boolean }) => readonly string[];

/** Plot and table of a submission's evidence, for organizers and, with blind names, for reviewers. */
export function EvidenceView(props: {
  evidence: Evidence & { readonly scaling: SubmissionScaling };
  /** Of the submission, for captions and file names. */
  title: string;
  shown: Shown;
  onShow: (shown: Shown) => void;
  plotHeight?: number;
  /** The tables are folded, where the plot is what is looked at first. */
  folded?: boolean;
  /** The same function while its answers are the same. */
  warningsOf?: WarningsOf;
  /** What stands where there is no reproduction. */
  noReproduction: ReactNode;
}) {
  const { evidence, shown, onShow, title } = props;
  const { scaling } = evidence;
  const [fitted, setFitted] = useState(false);
  const [byError, setByError] = useState(false);
  const [saving, setSaving] = useState<Saveable | null>(null);
  const [listing, setListing] = useState(firstListing);
  const [from, setFrom] = useState<string | null>(null);
  const top = useRef<HTMLElement>(null);
  const heading = useId();
  const available = viewsOf(scaling);
  const view = available.includes(shown.view) ? shown.view : 'loss';
  const figures = useMemo(() => subcategoryFigures(scaling), [scaling]);
  const withError =
    view === 'reproduction' &&
    (scaling.evidence?.reproduction?.errorTrends ?? []).some(({ points }) => points.length > 0);
  const measure = withError && byError ? 'error' : 'value';
  const figure = useMemo(
    () =>
      view === 'subcategories'
        ? (figures.find(({ name }) => name === shown.subcategory) ?? null)
        : figureOf(scaling, view, measure),
    [scaling, figures, view, shown.subcategory, measure],
  );
  // the plot is painted first: laying out a table of forty runs takes half as long as all of it
  const tabled = useDeferredValue(figure);
  const grid = view === 'subcategories' && !figure;
  const canFit = figure?.content.lines.some((line) => line.trend?.fit) ?? false;

  // what is asked for below the plot, or far down among many, is shown at the top of the view
  const opened = useRef(shown);
  useEffect(() => {
    const before = opened.current;
    opened.current = shown;
    if (shown === before || !shown.led || !top.current) return;
    top.current.focus({ preventScroll: true });
    scrollPane(top.current, 'top');
  }, [shown]);

  const open = useCallback(
    (subcategory: string) => {
      setFrom(subcategory);
      onShow({ ...shown, subcategory, led: true });
    },
    [onShow, shown],
  );

  function save() {
    if (figure) setSaving(saveableFigure(title, figure, canFit && fitted, scaling));
    else if (grid && figures.length > 0) setSaving(subcategoryGrid(title, scaling, figures));
  }

  return (
    <section ref={top} tabIndex={-1} aria-labelledby={heading} className="evidence-view">
      <div className="plot-head">
        <h2 id={heading}>{figure?.title ?? headings[view]}</h2>
        <span className="ink3 xs plot-remark">{figure?.remark ?? ''}</span>
        <span className="grow" />
        {canFit ? <CheckBox label="Fitted line" checked={fitted} onChange={setFitted} /> : null}
        {withError ? <CheckBox label="Error" checked={byError} onChange={setByError} /> : null}
        <Segments<View>
          label="What is plotted"
          value={view}
          options={available.map((one) => ({ value: one, label: viewWord(one, scaling.metric) }))}
          onChange={(next) => {
            setFrom(null);
            onShow({ ...firstShown, view: next });
          }}
        />
        {figure || (grid && figures.length > 0) ? (
          <IconButton icon="export" label="Save the figure" onClick={save} />
        ) : null}
      </div>
      <EvidenceState evidence={evidence} />
      {figure ? (
        <>
          {view === 'subcategories' ? (
            <p className="plot-back">
              <Button bare onClick={() => onShow({ ...shown, subcategory: null, led: false })}>
                All {count(figures.length)} subcategories
              </Button>
            </p>
          ) : null}
          <ScalingPlot
            content={figure.content}
            fitted={canFit && fitted}
            {...(props.plotHeight ? { plotHeight: props.plotHeight } : {})}
          />
          <Remarks scaling={scaling} view={view} measure={measure} figure={figure} />
          <Foldable folded={props.folded ?? false}>
            <FigureTable
              figure={tabled ?? figure}
              bySubcategory={view === 'subcategories'}
              {...(props.warningsOf ? { warningsOf: props.warningsOf } : {})}
            />
          </Foldable>
        </>
      ) : view === 'reproduction' ? (
        props.noReproduction
      ) : (
        <Subcategories
          scaling={scaling}
          figures={figures}
          marked={shown.marked}
          listing={listing}
          onList={setListing}
          from={from}
          onOpen={open}
          folded={props.folded ?? false}
        />
      )}
      {saving ? <SaveFigure figure={saving} onClose={() => setSaving(null)} /> : null}
    </section>
  );
}

const headings: Record<View, string> = {
  loss: 'By model size',
  error: 'Error by model size',
  subcategories: 'By subcategory',
  reproduction: 'Original and reproduction',
};

function figureOf(
  scaling: SubmissionScaling,
  view: Exclude<View, 'subcategories'>,
  measure: Measure,
): EvidenceFigure | null {
  switch (view) {
    case 'loss':
      return lossFigure(scaling);
    case 'error':
      return errorFigure(scaling);
    case 'reproduction':
      return reproductionFigure(scaling, measure);
    default:
      return view satisfies never;
  }
}

/** What has to be known beside the plot: no baseline, equal sizes, summaries, and how the reproduction compares. */
function Remarks(props: { scaling: SubmissionScaling; view: View; measure: Measure; figure: EvidenceFigure }) {
  const { scaling, view, measure, figure } = props;
  const { baseline } = scaling;
  const why = view === 'error' ? baseline.accuracy.why : baseline.loss.why;
  const remarks = [
    ...(figure.content.baseline === null && why && scaling.metric === 'sequence_prob' ? [`No baseline: ${why}`] : []),
    ...figure.content.lines.flatMap((line) => line.remarks.map((remark) => `${line.name}: ${remark}`)),
    ...(figure.content.lines.some((line) => line.points.some((point) => point.summary))
      ? [
          'A marker with a dot is a summary: its mean is known, its examples are not, so no step to or from it is judged.',
        ]
      : []),
    ...(view === 'reproduction' && measure === 'value' ? comparisons(scaling) : []),
  ];
  return (
    <>
      {remarks.map((remark) => (
        <p className="ink2 xs plot-note" key={remark}>
          {remark}
        </p>
      ))}
    </>
  );
}

function comparisons(scaling: SubmissionScaling): readonly string[] {
  const { evidence, families } = scaling;
  return (evidence?.reproduction?.comparisons ?? []).map(({ family, difference, interval }) => {
    const name = familyName(families.find((one) => one.key === family)?.name ?? family);
    if (difference.value === null) return `${name}: ${difference.why ?? 'the slopes cannot be compared.'}`;
    const between = interval.value
      ? ` (${fixed(interval.value.low, 3)} to ${fixed(interval.value.high, 3)}; above 0 is as strong or stronger)`
      : '';
    return `${name}: slope of the reproduction less 0.8 of the original’s is ${fixed(difference.value, 3)}${between}.`;
  });
}

/** The figure's numbers, for those who read rather than look. */
const FigureTable = memo(function FigureTable(props: {
  figure: EvidenceFigure;
  bySubcategory: boolean;
  warningsOf?: WarningsOf;
}) {
  const { title, remark, content } = props.figure;
  return props.bySubcategory ? (
    <TrendTable caption={title} groups={[{ key: title, title, remark, lines: content.lines }]} />
  ) : (
    <RunTable
      caption={`${title}, runs by family`}
      lines={content.lines}
      share={content.share}
      {...(props.warningsOf ? { warningsOf: props.warningsOf } : {})}
    />
  );
});

function saveableFigure(
  submission: string,
  figure: EvidenceFigure,
  fitted: boolean,
  scaling: SubmissionScaling,
): Saveable {
  const { content } = figure;
  return {
    name: `${submission}, ${figure.title.toLowerCase()}`,
    caption: {
      title: `${submission}: ${figure.title}`,
      sentences: [
        `${content.yTitle.replace(' (higher is worse)', '')}, against parameters; ${figure.remark}, bars of one SEM. ${count(scaling.examples)} examples, ${scaling.metric}; higher is worse.`,
        ...(fitted ? ['Lines are fitted by least squares; bands hold 95 % of the resampled lines.'] : []),
        ...content.lines.flatMap((line) =>
          line.trend ? [`${line.name}: ${trendInWords(line.trend, line.shared)}.`] : [],
        ),
      ],
    },
    draw: () => plotPiece(content, fitted),
    csv: () => figureCsv([{ name: null, lines: content.lines }]),
  };
}
