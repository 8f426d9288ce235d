import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import type { RulesBody } from '../../db/rules.ts';
import { failure, type Outcome, success } from '../../shared/contract/failure.ts';
import type { Shared } from './shared.ts';

export function addInitCommand(program: Command, shared: Shared): void {
  program
    .command('init')
    .description('makes an empty contest')
    .argument('<file>', 'the new contest file, such as contest.assay')
    .option('--name <name>', "the contest's name; else that of the file")
    .option('--rules <rules.json>', 'round, consensus, min_reviews, caps, amounts; each as usual where left out')
    .action(async (file: string, options: { name?: string; rules?: string }) => {
      shared.finish(await init(file, options), {
        json: (made) => ({ contest: made.path, name: made.name }),
        text: (made) => `The contest “${made.name}” is in ${made.path}.`,
      });
    });
}

interface Made {
  readonly path: string;
  readonly name: string;
}

async function init(file: string, options: { name?: string; rules?: string }): Promise<Outcome<Made>> {
  const { createContest } = await import('../../db/contest.ts');
  const { realSurroundings } = await import('../engine/surroundings.ts');
  const rules = options.rules === undefined ? success(undefined) : await readRulesFile(options.rules);
  if (!rules.ok) return rules;
  const name = (options.name ?? path.basename(file).replace(/\.assay$/i, '')).trim();
  if (name === '' || name.length > 120) {
    return failure('bad-input', 'A contest needs a name of at most 120 characters. Give one with --name.');
  }
  const made = createContest(file, { ...realSurroundings, name, ...(rules.value ? { rules: rules.value } : {}) });
  if (!made.ok) return made;
  made.value.close();
  return success({ path: made.value.path, name });
}

async function readRulesFile(file: string): Promise<Outcome<RulesBody>> {
  const { bodyFromRules } = await import('../../db/rules.ts');
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return failure('bad-input', `${file} cannot be read. Check its name.`);
  }
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return failure('refused', `${file} is not JSON, so nothing was made. Mend it and try again.`, []);
  }
  const body = bodyFromRules(content);
  return body.ok ? body : failure('refused', body.error.message, []);
}
