import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { knownFailure } from '../../db/failure.ts';
import { addAnalyzeCommand } from './analyze.ts';
import { addBackupCommand } from './backup.ts';
import { addCheckCommand } from './check.ts';
import { addDemoCommand } from './demo.ts';
import { addImportCommand } from './import.ts';
import { addInitCommand } from './init.ts';
import { addLabelsCommand } from './labels.ts';
import { type ExitCode, exitCodeOf, failureJson, failureText, type Streams } from './output.ts';
import { addRankCommand } from './rank.ts';
import { addReportCommand } from './report.ts';
import { addRestoreCommand } from './restore.ts';
import { createShared, type Shared } from './shared.ts';
import { addVerifyCommand } from './verify.ts';

type AddCommand = (program: Command, shared: Shared) => void;

/** In the order of the help text. A command is a file of its own; what it needs is imported when it runs. */
const commands: readonly AddCommand[] = [
  addInitCommand,
  addCheckCommand,
  addImportCommand,
  addAnalyzeCommand,
  addLabelsCommand,
  addRankCommand,
  addReportCommand,
  addVerifyCommand,
  addBackupCommand,
  addRestoreCommand,
  addDemoCommand,
];

/** Runs one command line, without `node` and the script's name; resolves to the exit code and never rejects. */
export async function runCli(args: readonly string[], streams: Streams, signal: AbortSignal): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  const program = new Command('assay');
  const wantsJson = () => args.includes('--json');
  program
    .description('Judges a contest about inverse scaling: the engine of the app without its window.')
    .option('--json', 'one JSON document on standard output, nothing else there')
    .exitOverride()
    .showHelpAfterError('(assay --help lists the commands)')
    .configureOutput({
      // commander writes there what was asked for with --help, and nothing else
      writeOut: (help) => streams.out(wantsJson() ? `${JSON.stringify({ help })}\n` : help),
      writeErr: streams.err,
    });
  const shared = createShared({
    streams,
    wantsJson,
    signal,
    setExitCode: (code) => {
      exitCode = code;
    },
  });
  for (const add of commands) add(program, shared);
  try {
    if (args.length === 0) {
      streams.err(program.helpInformation());
      return 2;
    }
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    return failed(error, wantsJson(), streams);
  }
}

function failed(error: unknown, json: boolean, streams: Streams): ExitCode {
  if (error instanceof CommanderError || error instanceof InvalidArgumentError) {
    if (error.exitCode === 0) return 0; // --help and the like
    const message =
      'code' in error && error.code === 'commander.help'
        ? 'No command was named. assay --help lists them.'
        : error.message.replace(/^error: /, '');
    if (json) streams.out(`${JSON.stringify({ error: { code: 'usage', message }, findings: [] })}\n`);
    return 2;
  }
  const known = knownFailure(error); // a disk that fills up at a moment that nothing else looks after
  if (known) {
    if (json) streams.out(`${JSON.stringify(failureJson(known))}\n`);
    streams.err(`${failureText(known)}\n`);
    return exitCodeOf(known.code);
  }
  const message = 'This did not work because of a fault in Assay.';
  if (json) streams.out(`${JSON.stringify({ error: { code: 'defect', message }, findings: [] })}\n`);
  streams.err(`${message}\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return 1;
}
