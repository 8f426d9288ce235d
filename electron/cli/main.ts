import { runCli } from './program.ts';

// Ctrl C once: work in hand is rolled back and the command ends as refused. Twice: the process ends at once.
const abort = new AbortController();
process.on('SIGINT', () => {
  if (abort.signal.aborted) process.exit(130);
  abort.abort();
});
// `| head` closes the pipe; that is no fault
process.stdout.on('error', () => {});
process.exitCode = await runCli(
  process.argv.slice(2),
  {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    errIsTerminal: process.stderr.isTTY,
  },
  abort.signal,
);
