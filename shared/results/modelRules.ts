import { knownModels, type Model } from './models.ts';

/** Names that Assay knows by itself: they may be described anew, and are there in every contest. */
const knownNames = new Set(knownModels.map(({ name }) => name.toLowerCase()));

export function isKnownModel(name: string): boolean {
  return knownNames.has(name.toLowerCase());
}

/**
 * What is wrong with describing a model so, as a sentence that says what to do; null when nothing is. `others`: the
 * table of models, in which an entry of the same name is the one that is being changed.
 */
export function modelProblem(model: Model, others: readonly Model[]): string | null {
  const rest = others.filter(({ name }) => name !== model.name);
  if (model.name.trim() === '') return 'Write the name of the model: that of its result file without “.csv”.';
  if (model.family.trim() === '') return `Write the family of ${model.name}, such as “opt”.`;
  if (!Number.isFinite(model.params) || model.params <= 0) {
    return `The parameters of ${model.name} must be a number above 0, such as 350M or 6.7B.`;
  }
  const twin = rest.find(({ name }) => name.toLowerCase() === model.name.toLowerCase());
  if (twin) return `There is a model “${twin.name}”, and letter case does not tell two models apart. Change that one.`;
  const { alias } = model;
  if (alias === null) return null;
  const folded = alias.trim().toLowerCase();
  const sameAlias = rest.find((other) => other.alias?.toLowerCase() === folded);
  if (sameAlias)
    return `The alias “${alias}” is that of ${sameAlias.name}. Choose another, so that the two can be told apart.`;
  const namesake = rest.find(({ name }) => name.toLowerCase() === folded);
  if (namesake) return `The alias “${alias}” is the name of another model. Choose one that is no model's name.`;
  if (model.public) return null;
  const told = [model.name, model.family].find((name) => givesAway(alias, name));
  if (told === undefined) return null;
  return `The alias “${alias}” gives away “${told}”, which blind roles must not read. Choose one that says nothing, such as “Private A”.`;
}

/** Whether an organizer who edits the table has to name an alias first. */
export function lacksAlias(model: Pick<Model, 'public' | 'alias'>): boolean {
  return !model.public && model.alias === null;
}

/** Shorter than this, a name may stand in an alias by chance. */
const TELLING = 3;

function givesAway(alias: string, name: string): boolean {
  const [shown, hidden] = [bare(alias), bare(name)];
  return hidden.length >= TELLING && shown.includes(hidden);
}

function bare(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
