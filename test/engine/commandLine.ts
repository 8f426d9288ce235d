import { runCli } from '../../electron/cli/program.ts';

export interface CommandEnded {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs one command line inside the test's own process. */
export async function assay(...args: readonly string[]): Promise<CommandEnded> {
  let out = '';
  let err = '';
  const streams = {
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => {
      err += text;
    },
    errIsTerminal: false,
    outIsTerminal: false,
  };
  const code = await runCli(args, streams, new AbortController().signal);
  return { code, out, err };
}

/** The same with `--json`: what stands on standard output must be one document. */
export async function assayJson<T = unknown>(...args: readonly string[]): Promise<{ code: number; json: T }> {
  const { code, out } = await assay(...args, '--json');
  return { code, json: JSON.parse(out) as T };
}
