// A process that kills itself in the middle of what it does: `killedWork.ts import PATH CONTEST ID TURN`, or
// `killedWork.ts index CONTEST TURN`. Work asks between any two steps whether it is cancelled; at the question with that
// number (from 1) the process is gone, without a word to SQLite. Turn 0: it lives, and its work is done.
import { indexExamples } from '../../electron/engine/exampleIndexing.ts';
import { importSubmission } from '../../electron/engine/importSubmission.ts';
import { realSurroundings } from '../../electron/engine/surroundings.ts';
import { withTokens } from '../../electron/engine/tokens.ts';
import type { JobTools } from '../../electron/engine/workerJob.ts';
import { describedForm } from './formBuilders.ts';

const [what, ...rest] = process.argv.slice(2);
const turn = Number(rest.at(-1));
let asked = 0;
const tools: JobTools = {
  progress: () => {},
  cancelled: () => {
    asked += 1;
    if (asked === turn) process.kill(process.pid, 'SIGKILL');
    return false;
  },
  surroundings: realSurroundings,
};

const outcome = await withTokens(() => {
  const [first = '', contestPath = '', id = ''] = rest;
  if (what === 'index') return indexExamples({ contestPath: first }, tools);
  const actor = { alias: 'Organizer', role: 'organizer' } as const;
  const input = { contestPath, paths: [first], metric: null, id, title: null, form: describedForm(), actor };
  return importSubmission(input, tools);
}, true);
process.exitCode = outcome.ok ? 0 : 1;
