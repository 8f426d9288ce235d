import { type ReactNode, useMemo } from 'react';
import type { DeskExample } from '../../shared/contract/labels.ts';
import { Button } from '../pieces/controls.tsx';
import { countInWords, plural } from '../pieces/format.ts';
import { Icon } from '../pieces/icons.tsx';
import type { Draft } from './deskState.ts';
import { Passage } from './passage.tsx';
import { QuestionGroup } from './questionGroup.tsx';
import { longestQuestion, type OptionId, type Picked, type Question, type QuestionId } from './questions.ts';
import { onlyDifference, type Stretch, wordDifference } from './wordDifference.ts';
import { type Folded, sharedExamples, workedExamples } from './workedExamples.ts';

/** How an example is looked at; kept from one to the next, because who opened the worked examples once wants them again. */
export interface Reading {
  /** Worked examples are unfolded. */
  readonly shotsOpen: boolean;
  /** Of two prompts only what differs, and the words around it. */
  readonly onlyDifference: boolean;
}

interface ViewProps {
  readonly example: Pick<DeskExample, 'prompt' | 'otherPrompt' | 'completion'>;
  readonly questions: readonly Question[];
  readonly draft: Pick<Draft, 'picked' | 'active'>;
  readonly reading: Reading;
  /** In the practice round, once answered: what is known to be right. */
  readonly known?: Picked | null;
  readonly onPick: (question: QuestionId, option: OptionId) => void;
  readonly onActivate: (question: QuestionId) => void;
  readonly onShots: () => void;
  readonly onOnlyDifference: () => void;
  readonly onMoreChoices: () => void;
  /** Flag, note, failure and the main button, at the end. */
  readonly children: ReactNode;
}

/** The example with its questions, as its metric wants it. */
export function ExampleView(props: ViewProps) {
  return props.example.otherPrompt === null ? <OnePrompt {...props} /> : <TwoPrompts {...props} />;
}

/** Whether there are worked examples to unfold. */
export function hasShots(example: ViewProps['example']): boolean {
  return foldsOf(example) !== null;
}

function foldsOf({ prompt, otherPrompt }: ViewProps['example']): readonly Folded[] | null {
  if (otherPrompt !== null) return sharedExamples(prompt, otherPrompt);
  const folded = workedExamples(prompt);
  return folded && [folded];
}

function OnePrompt(props: ViewProps) {
  const { prompt, completion } = props.example;
  const fold = useMemo(() => workedExamples(prompt), [prompt]);
  const text = fold && !props.reading.shotsOpen ? fold.rest : prompt;
  const stretches = useMemo(
    () =>
      completion === null
        ? undefined
        : [
            { text, differs: false },
            { text: completion, differs: true },
          ],
    [text, completion],
  );
  return (
    <div className="one">
      {fold ? <Shots count={fold.count} open={props.reading.shotsOpen} onToggle={props.onShots} /> : null}
      <Passage
        text={text + (completion ?? '')}
        stretches={stretches}
        label={completion === null ? 'Prompt' : 'Prompt with its completion'}
      />
      {props.questions.map((question) => (
        <Asked key={question.id} {...props} question={question} />
      ))}
      {props.children}
    </div>
  );
}

function Shots(props: { count: number; open: boolean; onToggle: () => void }) {
  const many = props.count === 1 ? 'one worked example' : `${countInWords(props.count)} worked examples`;
  const stand = props.count === 1 ? 'stands' : 'stand';
  return (
    <Button bare k="E" className="shots" aria-expanded={props.open} onClick={props.onToggle}>
      <Icon name={props.open ? 'down' : 'right'} />
      <span className="grow">
        {`${many[0]!.toUpperCase()}${many.slice(1)} ${stand} before ${props.open ? 'the one that is asked' : 'this one'}`}
      </span>
    </Button>
  );
}

function TwoPrompts(props: ViewProps) {
  const { reading } = props;
  const { prompt } = props.example;
  const other = props.example.otherPrompt ?? '';
  const folds = useMemo(() => sharedExamples(prompt, other), [prompt, other]);
  const [first, second] = useMemo(() => wordDifference(prompt, other), [prompt, other]);
  const at = (place: Question['place']) => props.questions.filter((question) => question.place === place);
  const shown = (stretches: readonly Stretch[], fold: Folded | undefined) => {
    if (reading.onlyDifference) return onlyDifference(stretches);
    return fold && !reading.shotsOpen ? withoutBeginning(stretches, fold.shots.length) : stretches;
  };
  return (
    <div className="two">
      {folds && !reading.onlyDifference ? (
        <Shots count={folds[0].count} open={reading.shotsOpen} onToggle={props.onShots} />
      ) : null}
      <div className="pair">
        {(
          [
            ['First prompt', 'first', shown(first.stretches, folds?.[0]), first.words],
            ['Second prompt', 'second', shown(second.stretches, folds?.[1]), second.words],
          ] as const
        ).map(([title, place, stretches, words]) => (
          <section className="of-pair" key={place} aria-label={title}>
            <h2>
              {title}
              <span>{differing(words, prompt === other)}</span>
            </h2>
            <Passage
              text={stretches.map((stretch) => stretch.text).join('')}
              stretches={stretches}
              label={reading.onlyDifference ? `${title}, only what differs` : title}
            />
            {at(place).map((question) => (
              <Asked key={question.id} {...props} question={question} about={title.toLowerCase()} />
            ))}
          </section>
        ))}
      </div>
      {at('both').map((question) => (
        <div className="both" key={question.id}>
          <Asked {...props} question={question} />
        </div>
      ))}
      {props.children}
    </div>
  );
}

function differing(words: number, same: boolean): string {
  if (same) return 'the same as the other';
  if (words === 0) return 'nothing that the other lacks';
  return `${plural(words, 'word')} differ${words === 1 ? 's' : ''}`;
}

function withoutBeginning(stretches: readonly Stretch[], length: number): readonly Stretch[] {
  let rest = length;
  return stretches.flatMap((stretch) => {
    const cut = Math.min(rest, stretch.text.length);
    rest -= cut;
    return cut === stretch.text.length ? [] : [{ ...stretch, text: stretch.text.slice(cut) }];
  });
}

function Asked(props: ViewProps & { question: Question; about?: string }) {
  const { question, questions, draft } = props;
  const digits = questions.flatMap((one) => one.options.flatMap((option) => option.key ?? []));
  const shared = new Set(digits).size < digits.length;
  const active = draft.active === question.id;
  return (
    <QuestionGroup
      question={question}
      picked={draft.picked[question.id]}
      known={props.known?.[question.id] ?? null}
      active={active}
      several={questions.length > 1}
      capsShown={!shared || active}
      about={props.about ?? null}
      onPick={(option) => props.onPick(question.id, option)}
      onActivate={() => props.onActivate(question.id)}
      onMore={active && longestQuestion([question]) > 9 ? props.onMoreChoices : null}
    />
  );
}
