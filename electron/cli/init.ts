import path from 'node:path';
import type { Command } from 'commander';
import type { RulesBody } from '../../db/rules.ts';
import { failure, type Outcome, success } from '../../shared/contract/failure.ts';
import { readJsonFile } from './jsonFile.ts';
import { noFolderFor, type Shared } from './shared.ts';

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
  const missing = noFolderFor(file);
  if (missing) return missing;
  const made = createContest(file, { ...realSurroundings, name, ...(rules.value ? { rules: rules.value } : {}) });
  if (!made.ok) return made;
  made.value.close();
  return success({ path: made.value.path, name });
}

async function readRulesFile(file: string): Promise<Outcome<RulesBody>> {
  const { bodyFromRules } = await import('../../db/rules.ts');
  const content = readJsonFile(file);
  if (!content.ok) return content;
  const body = bodyFromRules(content.value);
  return body.ok ? body : failure('refused', body.error.message, []);
}
