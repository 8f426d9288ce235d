import {
  type LabelSettings,
  labelSettingsSchema,
  standardWald,
  type Tag,
} from '../../../shared/contract/labelSettings.ts';

/** The settings of a deal as they are typed: percentages as figures, tags as a line. */
export interface SettingsDraft {
  readonly sampling: LabelSettings['sampling']['kind'];
  readonly examples: string;
  readonly acceptable: string;
  readonly unacceptable: string;
  readonly alpha: string;
  readonly beta: string;
  readonly overlap: string;
  readonly threshold: string;
  readonly knownRate: string;
  readonly practice: string;
  readonly choicesAsWritten: boolean;
  readonly languages: string;
  readonly expertise: string;
  readonly instructions: string;
}

export type DraftField = keyof SettingsDraft;

export function draftOfSettings(settings: LabelSettings): SettingsDraft {
  const { sampling } = settings;
  const wald = sampling.kind === 'sequential' ? sampling : standardWald;
  return {
    sampling: sampling.kind,
    examples: sampling.kind === 'all' ? '150' : String(sampling.examples),
    acceptable: inPercent(wald.acceptable),
    unacceptable: inPercent(wald.unacceptable),
    alpha: inPercent(wald.alpha),
    beta: inPercent(wald.beta),
    overlap: String(settings.overlap),
    threshold: inPercent(settings.threshold),
    knownRate: inPercent(settings.knownRate),
    practice: String(settings.practice),
    choicesAsWritten: settings.choicesAsWritten,
    languages: tagLine(settings.needs, 'language'),
    expertise: tagLine(settings.needs, 'expertise'),
    instructions: settings.instructions,
  };
}

/** The settings that were typed, or a sentence for each field that does not fit. `most`: how many examples there are. */
export function settingsOfDraft(
  draft: SettingsDraft,
  most: number | null,
):
  | { readonly ok: true; readonly settings: LabelSettings }
  | { readonly ok: false; readonly errors: Partial<Record<DraftField, string>> } {
  const errors: Partial<Record<DraftField, string>> = {};
  const whole = (field: DraftField, from: number, to: number | null) => {
    const value = Number(draft[field]);
    const fits = /^\s*\d+\s*$/.test(String(draft[field])) && value >= from && (to === null || value <= to);
    if (!fits) errors[field] = `A whole number from ${from}${to === null ? '' : ` to ${to.toLocaleString('en-GB')}`}`;
    return value;
  };
  const share = (field: DraftField, to: number, above = false) => {
    const text = String(draft[field]).replace('%', '').replace(',', '.').trim();
    const value = Number(text) / 100;
    if (text === '' || !(above ? value > 0 : value >= 0) || !(above ? value < to : value <= to))
      errors[field] = `A percentage ${above ? 'between 0 and' : 'from 0 to'} ${100 * to}`;
    return value;
  };
  const sampling = (): LabelSettings['sampling'] => {
    if (draft.sampling === 'all') return { kind: 'all' };
    const examples = whole('examples', 1, most);
    if (draft.sampling === 'number') return { kind: 'number', examples };
    const acceptable = share('acceptable', 1, true);
    const unacceptable = share('unacceptable', 1, true);
    if (!errors.unacceptable && !errors.acceptable && unacceptable <= acceptable)
      errors.unacceptable = 'Has to be above the acceptable rate';
    return {
      kind: 'sequential',
      examples,
      acceptable,
      unacceptable,
      alpha: share('alpha', 0.5, true),
      beta: share('beta', 0.5, true),
    };
  };
  const settings: LabelSettings = {
    sampling: sampling(),
    overlap: whole('overlap', 1, 20),
    threshold: share('threshold', 1),
    knownRate: share('knownRate', 0.5),
    practice: whole('practice', 0, 50),
    choicesAsWritten: draft.choicesAsWritten,
    needs: [...tagsOfLine('language', draft.languages), ...tagsOfLine('expertise', draft.expertise)],
    instructions: draft.instructions,
  };
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  const parsed = labelSettingsSchema.safeParse(settings);
  if (parsed.success) return { ok: true, settings: parsed.data };
  return { ok: false, errors: { languages: 'At most 20 of up to 40 letters each' } };
}

/** `Hebrew, law` → two tags. */
export function tagsOfLine(kind: Tag['kind'], line: string): Tag[] {
  const words = line.split(',').map((word) => word.trim().toLowerCase());
  return [...new Set(words)].filter((word) => word !== '').map((tag) => ({ kind, tag }));
}

export function tagLine(tags: readonly Tag[], kind: Tag['kind']): string {
  return tags
    .filter((tag) => tag.kind === kind)
    .map(({ tag }) => tag)
    .join(', ');
}

/** 0.05 → `5`, without the dust of floating point. */
function inPercent(share: number): string {
  return String(Number((100 * share).toFixed(6)));
}
