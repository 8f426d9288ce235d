import type { Failure, FailureCode } from '../../shared/contract/failure.ts';
import type { FindingView } from '../../shared/contract/parts.ts';
import type { Progress } from '../../shared/contract/wire.ts';

/** 0 done, 1 nothing was stored because the input was refused, 2 wrong usage, 3 damaged or locked contest. */
export type ExitCode = 0 | 1 | 2 | 3;

/** Where a command's words go; tests give arrays. */
export interface Streams {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether standard error is a terminal that can rewrite its last line. */
  readonly errIsTerminal: boolean;
  readonly outIsTerminal: boolean;
}

export function exitCodeOf(code: FailureCode): ExitCode {
  if (code === 'damaged' || code === 'locked' || code === 'newer') return 3;
  return code === 'bad-input' || code === 'no-contest' ? 2 : 1;
}

/** What `--json` prints in place of an answer. */
export function failureJson(error: Failure): unknown {
  const { code, message } = error;
  return { error: { code, message }, findings: error.findings ?? [] };
}

export function failureText(error: Failure): string {
  const findings = error.findings?.length ? `${findingsText(error.findings)}\n` : '';
  return `${findings}${error.message}`;
}

/** One line each: `error  labels-differ  row 3, column classes: …`. */
export function findingsText(findings: readonly FindingView[]): string {
  return findings
    .map((finding) => {
      const row = finding.row === null ? [] : [`row ${finding.row}`];
      const column = finding.column === null ? [] : [`column ${finding.column}`];
      const place = [...row, ...column].join(', ');
      return `${finding.level}  ${finding.rule}  ${place === '' ? '' : `${place}: `}${finding.message}`;
    })
    .join('\n');
}

/** Columns side by side; those that hold only numbers stand to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => oneLine(row[column] ?? '').length)),
  );
  const numeric = head.map((_, column) => rows.every((row) => /^[-–\d.,%$ ]*$/.test(row[column] ?? '')));
  const line = (cells: readonly string[]) =>
    widths
      .map((width, column) => {
        const cell = oneLine(cells[column] ?? '');
        return numeric[column] ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  return [line(head), widths.map((width) => '─'.repeat(width)).join('  '), ...rows.map(line)].join('\n');
}

/** A file's name may hold line breaks, and a row of a table is one line. */
function oneLine(cell: string): string {
  return cell.replaceAll(/[\r\n\t]/g, '�');
}

/** Imported text as a terminal may show it: a control character could move the cursor or rewrite what stands above. */
export function plain(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return text.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '�');
}

/** Progress on standard error: one line that is rewritten, or without a terminal a line every five seconds. */
export function progressLine(streams: Streams): { show: (progress: Progress) => void; clear: () => void } {
  let shown = false;
  let lastAt = performance.now();
  return {
    show: ({ share, text }) => {
      const line = share === null ? text : `${String(Math.floor(share * 100)).padStart(3)} %  ${text}`;
      if (streams.errIsTerminal) {
        streams.err(`\r\u001b[K${line}`);
        shown = true;
      } else if (performance.now() - lastAt > 5000) {
        lastAt = performance.now();
        streams.err(`${line}\n`);
      }
    },
    clear: () => {
      if (shown) streams.err('\r\u001b[K');
      shown = false;
    },
  };
}
