import type { KeptPlot } from '../../../db/plots.ts';
import { type SeededRandom, seededRandom } from '../../../shared/random.ts';
import { type Author, emptyForm, type SubmissionForm } from '../../../shared/submission/form/fields.ts';
import type { ReadyForm } from '../formBeside.ts';
import { keptPlot } from '../plotFile.ts';
import { CARELESS, meanOf, publicModels } from './files.ts';
import type { DemoTask } from './tasks.ts';

/** The made-up contest's forms: what its made-up authors say of their tasks, and the plots that they drew. */

const people: readonly Author[] = [
  { name: 'Wilhelmina Okafor-Lindqvist', affiliation: 'Tornby Polytechnic', email: 'w.okafor@tornby.example' },
  { name: 'Matteus Braithwaite', affiliation: 'Esk Quay Institute', email: 'braithwaite@eskquay.example' },
  { name: 'Thandeka Vuorinen', affiliation: 'University of Greyhaven', email: 'thandeka@greyhaven.example' },
  { name: 'Casimir Delacroix-Adeyemi', affiliation: '', email: 'casimir@post.example' },
  { name: 'Ingrid Solheim-Mbeki', affiliation: 'University of Greyhaven', email: 'i.solheim@greyhaven.example' },
  { name: 'Aurelio Winterbottom', affiliation: 'Pell Academy', email: 'aurelio@pell.example' },
  { name: 'Roxana Hakimi-Byrne', affiliation: 'Tornby Polytechnic', email: 'r.hakimi@tornby.example' },
];

/** `receivedAt`: when its authors sent it. */
export function demoForm(task: DemoTask, receivedAt: string): ReadyForm {
  const random = seededRandom(`form ${task.id}`);
  const form: SubmissionForm = {
    ...emptyForm,
    title: task.title,
    metric: task.metric,
    task: task.description,
    importance: pick(random, [
      'Texts of this kind are read to people who act on them. A tool that misreads them with confidence does more harm than one that hesitates, and a larger one is trusted more.',
      'The failure shows what the models go by: the look of an answer rather than the sentence before them. That matters wherever instructions are long and exceptions stand late.',
      'Whoever uses a model to check rules, forms or notices meets sentences like these daily, and does not check again what it says.',
    ]),
    whyInverse: pick(random, [
      'Larger models have seen the common reading far more often, and hold to it where the sentence says otherwise. Small ones have no reading to hold to.',
      'The wrong answer is what usually follows such words in print. The better a model predicts print, the surer it is of it.',
      'We tried twelve examples by hand on two models before we wrote the rest: the larger one was wrong more often, and never unsure.',
    ]),
    dataGeneration: `${task.frames.length} frames were written by hand and filled from lists of words by a short script; the answer follows from the frame. Two of us read every twentieth example.`,
    annotators: pick(random, [
      'Nothing beyond fluent English.',
      'Fluent English; patience with rules.',
      'Fluent English, and arithmetic to a hundred.',
    ]),
    language: 'English',
    licence: 'CC BY 4.0',
    dataSources: 'None; everything is our own.',
    priorWork: pick(random, [
      'We know of no work that shows the trend on this task.',
      'Related tasks have been tried at one size; nobody has looked at how it changes with size.',
    ]),
    optionalAnswers:
      random.unit() < 0.4 ? 'A few-shot version gave the same trend on the models that we could try.' : '',
    shots: task.frames.some(({ text }) => text.split('Answer:').length > 2) ? 'few-shot' : 'zero-shot',
    instructions: random.unit() < 0.3 ? 'with' : 'without',
    nonProfit: random.unit() < 0.2 ? 'The Greyhaven Lifeboat Society' : '',
  };
  const first = random.below(people.length);
  const authors = Array.from({ length: 1 + random.below(3) }, (_, place) => people[(first + place) % people.length]!);
  // its authors name one of themselves where reviewers read
  const priorWork =
    task.id === CARELESS
      ? `${authors[0]?.name} has tried two related tasks, at one size each; nobody has looked at larger models.`
      : form.priorWork;
  // and so does their plot's file
  const plot = kept(task, task.id === CARELESS ? (authors[0]?.name ?? null) : null);
  return {
    given: {
      form: { ...form, priorWork, plot: plot?.hash ?? null },
      authors,
      receivedAt,
      plotFile: null,
      dataFile: null,
      id: null,
    },
    plot,
    findings: [],
  };
}

function pick<T>(random: SeededRandom, list: readonly T[]): T {
  return list[random.below(list.length)]!;
}

/** One submission says that its results are to come, and brings no plot. */
function kept(task: DemoTask, drawnBy: string | null): KeptPlot | null {
  if (task.stage === 'results') return null;
  const drawn = keptPlot(Buffer.from(plotOf(task, drawnBy)));
  if (!drawn.ok) throw new Error(drawn.error.message);
  return drawn.value;
}

/** The plot that the contest's notebook would draw, with the metadata that it leaves in: organizers see them, reviewers do not. */
function plotOf(task: DemoTask, drawnBy: string | null): string {
  const points = publicModels
    .filter(({ name }) => ['ada', 'babbage', 'curie', 'davinci'].includes(name))
    .map((model) => ({ name: model.name, x: Math.log10(model.params), y: meanOf(task, model) }));
  const low = Math.min(...points.map(({ y }) => y));
  const high = Math.max(...points.map(({ y }) => y));
  const x = (value: number) => (70 + ((value - 8.4) / 3) * 380).toFixed(1);
  const y = (value: number) => (250 - ((value - low) / Math.max(high - low, 0.01)) * 200).toFixed(1);
  const at = points.map((point) => ({ ...point, cx: x(point.x), cy: y(point.y) }));
  return `<?xml version="1.0" encoding="utf-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="480" height="320" viewBox="0 0 480 320">
<metadata>Drawn by ${drawnBy ?? `a notebook of ${people[0]?.affiliation ?? ''}`}</metadata>
<title>${task.id}</title>
<rect x="0" y="0" width="480" height="320" fill="#ffffff"/>
<path d="M 60 30 L 60 265 L 455 265" fill="none" stroke="#333333"/>
<polyline points="${at.map(({ cx, cy }) => `${cx},${cy}`).join(' ')}" fill="none" stroke="#1f5f7a" stroke-width="2"/>
${at
  .map(
    ({ cx, cy, name }) =>
      `<circle cx="${cx}" cy="${cy}" r="4" fill="#1f5f7a"/><text x="${cx}" y="285" text-anchor="middle" font-family="sans-serif" font-size="12" fill="#333333">${name}</text>`,
  )
  .join('\n')}
<text x="257" y="308" text-anchor="middle" font-family="sans-serif" font-size="12" fill="#333333">model size</text>
<text x="54" y="34" text-anchor="end" font-family="sans-serif" font-size="12" fill="#333333">${high.toFixed(2)}</text>
<text x="54" y="254" text-anchor="end" font-family="sans-serif" font-size="12" fill="#333333">${low.toFixed(2)}</text>
</svg>
`;
}
