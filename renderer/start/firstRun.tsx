import { useQuery } from '@tanstack/react-query';
import { useContestFiles } from '../app/session.ts';
import { useKeys } from '../frame/keys.ts';
import { KeysOverlay } from '../frame/keysOverlay.tsx';
import { useOverlay } from '../frame/overlays.ts';
import { Kbd, Progress } from '../pieces/controls.tsx';
import { Icon, type IconName, Mark } from '../pieces/icons.tsx';
import { assay } from '../pieces/platform.ts';
import { useDroppedFiles } from './dropped.ts';
import { TwoCurves } from './twoCurves.tsx';
import './start.css';

const text = {
  title: 'Judge an inverse-scaling contest, and show how.',
  lead: 'No contest is open. The quickest way in is the example: 24 made-up submissions with runs, labels, reviews and a ranking to take apart.',
  example: ['Open the example contest', 'Written to a place of your choice, ready in a few seconds'],
  create: ['New contest', 'Start from the standard rubric, prizes and caps'],
  restore: ['Restore a backup', 'Into a new file; the backup stays as it is'],
  small: 'Everything stays in one file on this computer. Assay makes no network request.',
  roles: [
    ['Organizers', 'import submissions and results, settle what is unclear, decide'],
    ['Contractors', 'say for one example at a time which answer is right'],
    ['Reviewers', 'weigh the evidence against six criteria, unnamed both ways'],
  ],
} as const;

/** No contest is open: the first line of the list is the answer to "what now?". */
export function FirstRun(props: { doing: string | null }) {
  const files = useContestFiles();
  const recent = useQuery({ queryKey: ['recent'], queryFn: async () => (await assay()?.recent()) ?? [] });
  const { overlay } = useOverlay();
  useDroppedFiles((dropped) => {
    const contest = dropped.find((file) => file.kind === 'contest');
    if (contest) void files.open(contest);
  });
  useKeys('Start', [
    { key: 'Enter', label: 'Open the example contest', run: () => void files.createExample() },
    { key: 'O', label: 'Open a contest', run: () => void files.pickAndOpen() },
    { key: 'N', label: 'New contest', run: () => void files.create() },
    { key: 'B', label: 'Restore a backup', run: () => void files.restore() },
  ]);

  return (
    <div className="first">
      <main className="first-left">
        <Mark />
        <h1>{text.title}</h1>
        <p className="first-lead">{text.lead}</p>
        <ul className="first-acts">
          <Act main icon="chart" words={text.example} k="Enter" run={files.createExample} />
          <Act
            icon="folder"
            words={[
              'Open a contest',
              <>
                An <span className="mono">.assay</span> file on this computer, or drop one here
              </>,
            ]}
            k="O"
            run={files.pickAndOpen}
          />
          <Act icon="plus" words={text.create} k="N" run={files.create} />
          <Act icon="clock" words={text.restore} k="B" run={files.restore} />
        </ul>
        {recent.data && recent.data.length > 0 ? (
          <p className="first-recent">
            <span className="ink3">Recently open:</span>
            {recent.data.slice(0, 4).map((file) => (
              <button type="button" className="link mono" key={file.token} onClick={() => void files.open(file)}>
                {file.name}
              </button>
            ))}
          </p>
        ) : null}
        <p className="first-small" role="status">
          {props.doing ? (
            <>
              {props.doing} <Progress share={null} label={props.doing} />
            </>
          ) : (
            text.small
          )}
        </p>
      </main>
      <aside className="first-right" aria-label="What Assay is for">
        <TwoCurves />
        <dl className="first-roles">
          {text.roles.map(([who, what]) => (
            <div key={who}>
              <dt>{who}</dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
      </aside>
      {overlay === 'keys' ? <KeysOverlay /> : null}
    </div>
  );
}

function Act(props: {
  icon: IconName;
  words: readonly [string, React.ReactNode];
  k: string;
  run: () => Promise<void>;
  main?: boolean;
}) {
  const [title, what] = props.words;
  return (
    <li>
      <button
        type="button"
        className={props.main ? 'first-act first-main' : 'first-act'}
        // biome-ignore lint/a11y/noAutofocus: the first line is the answer to "what now?", Enter does it
        autoFocus={props.main}
        aria-keyshortcuts={props.k}
        onClick={() => void props.run()}
      >
        <Icon name={props.icon} />
        <span>
          <b>{title}</b>
          <span className="ink2">{what}</span>
        </span>
        <Kbd k={props.k} />
      </button>
    </li>
  );
}
