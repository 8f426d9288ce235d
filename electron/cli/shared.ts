import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Input, Output, ProcedureName } from '../../shared/contract/contract.ts';
import { failure, type Outcome } from '../../shared/contract/failure.ts';
import type { FileToken } from '../../shared/contract/parts.ts';
import type { Progress } from '../../shared/contract/wire.ts';
import { type ExitCode, exitCodeOf, failureJson, failureText, plain, progressLine, type Streams } from './output.ts';

/** A contest as a command uses it: the engine's own procedures, called as its organizer. */
export interface CliContest {
  /** Absolute. */
  readonly path: string;
  /** Shows progress, is cancelled by Ctrl C. */
  call<P extends ProcedureName>(procedure: P, input: Input<P>): Promise<Outcome<Output<P>>>;
  /** For procedures that take a file. */
  token(file: string): FileToken;
}

/** How an answer is shown. */
export interface Shown<T> {
  /** For `--json`; the value itself where it is left out. */
  readonly json?: (value: T) => unknown;
  readonly text: (value: T) => string;
  /** Whether the text is a file's content, which goes into a pipe byte for byte. */
  readonly isFile?: (value: T) => boolean;
  /** Where an answer is not the same as success. */
  readonly exitCode?: (value: T) => ExitCode;
}

/** What every command shares. */
export interface Shared {
  /** Aborted by Ctrl C. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  /** A line on standard error. */
  readonly say: (line: string) => void;
  /** Prints the answer, or the failure, and settles the exit code. The last thing that a command does. */
  finish<T>(outcome: Outcome<T>, shown: Shown<T>): void;
  /** Opens the contest, does the work as its organizer, closes it. */
  withContest<T>(file: string, work: (contest: CliContest) => Promise<Outcome<T>>): Promise<Outcome<T>>;
}

export interface SharedParts {
  readonly streams: Streams;
  readonly wantsJson: () => boolean;
  readonly signal: AbortSignal;
  readonly setExitCode: (code: ExitCode) => void;
}

export function createShared({ streams, wantsJson, signal, setExitCode }: SharedParts): Shared {
  const progress = progressLine(streams);
  return {
    signal,
    onProgress: progress.show,
    say: (line) => {
      progress.clear();
      streams.err(`${plain(line)}\n`);
    },
    finish: (outcome, shown) => {
      progress.clear();
      if (outcome.ok) {
        const { value } = outcome;
        const asItIs = !streams.outIsTerminal && shown.isFile?.(value) === true;
        if (wantsJson()) streams.out(`${JSON.stringify(shown.json ? shown.json(value) : value)}\n`);
        else streams.out(asItIs ? shown.text(value) : withNewline(shown.text(value)));
        setExitCode(shown.exitCode?.(value) ?? 0);
        return;
      }
      if (wantsJson()) streams.out(`${JSON.stringify(failureJson(outcome.error))}\n`);
      streams.err(withNewline(failureText(outcome.error)));
      setExitCode(exitCodeOf(outcome.error.code));
    },
    withContest: async (file, work) => {
      const contestPath = path.resolve(file);
      if (!existsSync(contestPath)) return noSuchContest(file);
      if (statSync(contestPath).isDirectory()) return isFolder(file);
      // the engine is loaded only by commands that open a contest
      const { createEngine } = await import('../engine/engine.ts');
      const engine = createEngine({ log: (_, text) => streams.err(`${plain(text)}\n`), automaticBackups: false });
      const window = engine.openWindow();
      let tokens = 0;
      const token = (given: string): FileToken => {
        const name = `file-${++tokens}`;
        engine.keepToken(window, name, path.resolve(given));
        return name as FileToken;
      };
      try {
        const opened = await engine.call(window, 'contest.open', { token: token(contestPath) });
        if (!opened.ok) return opened;
        engine.actAsOrganizer(window);
        return await work({
          path: contestPath,
          token,
          call: (procedure, input) => engine.call(window, procedure, input, { signal, onProgress: progress.show }),
        });
      } finally {
        await engine.close();
      }
    },
  };
}

export function noSuchContest(file: string): Outcome<never> {
  return failure('no-contest', `There is no contest ${file}. Make one with: assay init ${file}`);
}

export function isFolder(file: string): Outcome<never> {
  return failure('bad-input', `${file} is a folder. Name the file inside it.`);
}

/** A new file needs a folder; null where it is there. */
export function noFolderFor(file: string): Outcome<never> | null {
  const folder = path.dirname(path.resolve(file));
  if (existsSync(folder)) return null;
  return failure('bad-input', `There is no folder ${folder}. Make it first, or choose another place.`);
}

function withNewline(text: string): string {
  return text === '' || text.endsWith('\n') ? plain(text) : `${plain(text)}\n`;
}
