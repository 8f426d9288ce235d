import { runCli } from './program.ts';

// Ctrl C once: work in hand is rolled back and the command ends as refused. Twice: the process ends at once.
const abort = new AbortController();
process.on('SIGINT', () => {
  if (abort.signal.aborted) process.exit(130);
  abort.abort();
});
// `| head` closes the pipe, and that is no fault; an answer that a full disk swallows is one
let lost = false;
process.stdout.on('error', (error) => {
  if ('code' in error && error.code === 'EPIPE') return;
  lost = true;
  process.exitCode = 1;
  process.stderr.write('The answer could not be written to standard output. Free some space there and try again.\n');
});
process.stderr.on('error', () => {});
const exitCode = await runCli(
  process.argv.slice(2),
  {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    errIsTerminal: process.stderr.isTTY,
    outIsTerminal: process.stdout.isTTY,
  },
  abort.signal,
);
process.exitCode = lost ? 1 : exitCode;
