import { useEffect, useRef } from 'react';
import type { LabelTask } from '../../shared/contract/labels.ts';
import { useAsk } from '../engine/hooks.ts';
import { useKeys } from '../frame/keys.ts';
import { openOverlay } from '../frame/overlays.ts';
import { Button, Progress } from '../pieces/controls.tsx';
import { count, plural, sentenceCount } from '../pieces/format.ts';
import { Icon } from '../pieces/icons.tsx';
import { EmptyState, FailureNote, LoadingRows } from '../pieces/states.tsx';
import { StatusIcon } from '../pieces/status.tsx';
import { FootButton } from './deskParts.tsx';

const asks: Record<LabelTask['metric'], string> = {
  classification: 'Which answer is right?',
  sequence_prob: 'Is the completion right?',
  logodds: 'Two prompts: does the difference matter?',
  absolute_logodds: 'Two prompts: does the difference matter?',
};

/** The tasks of a contractor, by number: a title would say too much. */
export function Home(props: {
  alias: string;
  contest: string;
  onOpen: (task: LabelTask) => void;
  onSignOut: () => void;
}) {
  const asked = useAsk('labels.tasks', {});
  const tasks = openFirst(asked.data?.tasks ?? []);
  const first = tasks.find((task) => task.done < task.total);
  const list = useRef<HTMLUListElement>(null);
  const { onOpen } = props;

  useKeys('Tasks', [
    ...tasks.slice(0, 9).map((task, index) => ({
      key: String(index + 1),
      label: `Open task ${task.number}`,
      run: () => onOpen(task),
    })),
    { key: 'Enter', label: 'Go on with the first open task', run: () => first && onOpen(first), off: !first },
  ]);
  useEffect(() => {
    document.querySelector<HTMLElement>('.tasks h1')?.focus();
  }, []);

  return (
    <div className="desk contractor">
      <header className="desk-head home-head">
        <Icon name="person" className="s-now" />
        <b>{props.alias}</b>
        <span>{props.contest}</span>
        <span className="grow" />
        <Button bare onClick={props.onSignOut}>
          Sign out
        </Button>
      </header>
      <main className="stage" id="page">
        <div className="one tasks">
          {asked.error && !asked.data ? (
            <FailureNote
              failure={asked.error}
              title="Your tasks could not be read"
              action={<Button onClick={asked.retry}>Try again</Button>}
            />
          ) : asked.isPending ? (
            <LoadingRows rows={3} label="Reading your tasks" />
          ) : tasks.length === 0 ? (
            <EmptyState icon="label" title="Nothing to label yet">
              The organizers have not dealt you any examples. Sign out, and come back when they tell you.
            </EmptyState>
          ) : (
            <>
              <h1 tabIndex={-1}>{finding(tasks)}</h1>
              <ul ref={list} className="task-list">
                {tasks.map((task, index) => (
                  <Task
                    key={task.task}
                    task={task}
                    cap={index < 9 ? String(index + 1) : null}
                    main={task === first}
                    onOpen={() => onOpen(task)}
                  />
                ))}
              </ul>
              <p className="xs ink3 tasks-foot">
                Each answer is saved when the next example shows. You can stop at any time and come back to the same
                example.
              </p>
            </>
          )}
        </div>
      </main>
      <footer className="desk-foot">
        <span className="grow" />
        <FootButton k="?" label="all keys" run={() => openOverlay('keys')} />
      </footer>
    </div>
  );
}

function Task(props: { task: LabelTask; cap: string | null; main: boolean; onOpen: () => void }) {
  const { task } = props;
  const done = task.done >= task.total;
  const state = done ? 'done' : task.done > 0 ? 'now' : 'todo';
  const practising = task.practice.done < task.practice.total;
  const word = done ? 'Look back' : task.done > 0 || task.practice.done > 0 ? 'Continue' : 'Start';
  return (
    <li className={done ? 'task did' : 'task'}>
      <StatusIcon status={state} />
      <span className="task-name">
        <b>Task {task.number}</b>
        <small>
          {asks[task.metric]}
          {practising && !done
            ? ` Begins with ${plural(task.practice.total - task.practice.done, 'practice example')}.`
            : null}
          {task.stopped ? ' No more of it is needed.' : null}
        </small>
      </span>
      <span className="task-progress">
        <Progress share={task.total === 0 ? 0 : task.done / task.total} label={`Task ${task.number}`} />
        <small>
          {count(task.done)} of {count(task.total)}
        </small>
      </span>
      <Button main={props.main} onClick={props.onOpen} k={props.main ? 'Enter' : (props.cap ?? undefined)!}>
        {word}
        <span className="vh"> task {task.number}</span>
      </Button>
    </li>
  );
}

/** Each part in the order of the numbers. */
function openFirst(tasks: readonly LabelTask[]): readonly LabelTask[] {
  const open = (task: LabelTask) => task.done < task.total;
  return [...tasks.filter(open), ...tasks.filter((task) => !open(task))];
}

/** `Two tasks are open, 238 examples to go.` */
function finding(tasks: readonly LabelTask[]): string {
  const open = tasks.filter((task) => task.done < task.total);
  if (open.length === 0) return tasks.length === 1 ? 'Your task is done.' : 'All your tasks are done.';
  const left = open.reduce((sum, task) => sum + task.total - task.done, 0);
  return `${sentenceCount(open.length)} ${open.length === 1 ? 'task is' : 'tasks are'} open, ${plural(left, 'example')} to go.`;
}
