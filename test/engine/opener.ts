// A second Assay, as a process of its own: opens the contest that it is given, says how that went, and stays.
import { openContest } from '../../db/contest.ts';

const [file = ''] = process.argv.slice(2);
const opened = openContest(file, new Date().toISOString());
process.stdout.write(`${JSON.stringify(opened.ok ? { ok: true } : opened)}\n`);
if (opened.ok) {
  process.stdin.on('data', () => {
    opened.value.close();
    process.exit(0);
  });
}
