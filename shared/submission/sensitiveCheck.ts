import type { CheckTools, FileCheck, ReadRow, Sighting } from './check.ts';
import type { ColumnPlan } from './columns.ts';
import type { Example } from './reader.ts';
import { createSensitiveFinder, type SensitiveKind, type SensitiveSpot, type SensitiveStretch } from './sensitive.ts';

/** Looks for secrets, e-mail addresses and authors' names in every text of a row; row names and answers are none. */
export function sensitiveTexts(plan: ColumnPlan, tools: CheckTools): FileCheck {
  const find = createSensitiveFinder(tools.authors ?? []);
  const texts = textPlaces(plan);
  const inClasses = new WeakMap<
    readonly string[],
    readonly { readonly place: string; readonly stretches: readonly SensitiveStretch[] }[]
  >();

  /** Null, and nothing made: none, as in nearly every row. */
  function spotsIn({ row, cells, classes }: ReadRow): SensitiveSpot[] | null {
    let spots: SensitiveSpot[] | null = null;
    const add = (place: string, stretches: readonly SensitiveStretch[]) => {
      spots ??= [];
      for (const stretch of stretches) spots.push({ ...stretch, row, place });
    };
    for (const { at, place } of texts) {
      const found = find(cells[at] ?? '');
      if (found.length > 0) add(place, found);
    }
    if (classes?.ok) {
      const found = stretchesIn(classes.classes);
      for (const { place, stretches } of found) add(place, stretches);
    }
    return spots;
  }

  /** Once for all rows that share a list. */
  function stretchesIn(classes: readonly string[]) {
    let known = inClasses.get(classes);
    if (known === undefined) {
      known = classes.flatMap((name, index) => {
        const stretches = find(name);
        return stretches.length > 0 ? [{ place: `classes/${index}`, stretches }] : [];
      });
      inClasses.set(classes, known);
    }
    return known;
  }

  return {
    see(read) {
      const spots = spotsIn(read);
      if (spots === null) return null;
      tools.onSensitive?.(spots);
      return spots.map((spot): Sighting => {
        const column = columnOf(spot.place, plan);
        return { rule: spot.kind, column, message: () => sensitiveSentence(spot, column, textOf(spot, read, plan)) };
      });
    },
  };
}

/** Also for spots that are found when a data set is stored already. */
export function sensitiveSentence(spot: SensitiveSpot, column: string | null, text: string): string {
  const found = text.slice(spot.start, spot.end);
  const shown = spot.kind === 'secret' ? `${found.slice(0, 6)}…` : found;
  return `Row ${spot.row}: the ${column ?? spot.place} holds ${WHAT[spot.kind](spot.about)} (${JSON.stringify(shown)}); ${ADVICE[spot.kind]}`;
}

const WHAT: Readonly<Record<SensitiveKind, (about: string) => string>> = {
  secret: (about) => `what looks like a secret, ${about}`,
  'email-address': () => 'an e-mail address',
  'author-name': () => 'the name of an author',
};

const ADVICE: Readonly<Record<SensitiveKind, string>> = {
  secret:
    'take it out, and have it revoked if it is real. It is hidden from contractors and reviewers until an organizer shows it.',
  'email-address':
    'take it out unless the task needs it. It is hidden from contractors and reviewers until an organizer shows it.',
  'author-name': 'take it out. It is hidden from contractors and reviewers until an organizer shows it.',
};

/** The texts of a row but for classes, with the name of their place. */
function textPlaces(plan: ColumnPlan): readonly { readonly at: number; readonly place: string }[] {
  const { places, subcategory, other } = plan;
  const own = (['prompt', 'other_prompt', 'completion'] as const).flatMap((place) => {
    const at = places[place];
    return at === null ? [] : [{ at, place }];
  });
  const kept = other.map(({ name, place }) => ({ at: place, place: `other/${name}` }));
  return [...own, ...(subcategory === null ? [] : [{ at: subcategory, place: 'subcategory' }]), ...kept];
}

/** The column of the file that a place is in. */
export function columnOf(place: string, plan?: ColumnPlan): string | null {
  if (place.startsWith('classes/')) return 'classes';
  if (place.startsWith('other/')) return place.slice('other/'.length);
  return place === 'other_prompt' && plan ? (plan.names[plan.places.other_prompt ?? -1] ?? place) : place;
}

function textOf({ place }: SensitiveSpot, { cells, classes }: ReadRow, plan: ColumnPlan): string {
  if (place.startsWith('classes/')) return (classes?.ok && classes.classes[Number(place.slice(8))]) || '';
  return cells[textPlaces(plan).find((one) => one.place === place)?.at ?? -1] ?? '';
}

/** The text at a place of an example; empty where there is none. */
export function placedText(
  example: Pick<Example, 'prompt' | 'otherPrompt' | 'completion' | 'subcategory' | 'classes' | 'other'> | null,
  place: string,
): string {
  if (example === null) return '';
  if (place.startsWith('classes/')) return example.classes?.[Number(place.slice('classes/'.length))] ?? '';
  if (place.startsWith('other/')) return example.other?.[place.slice('other/'.length)] ?? '';
  const texts: Readonly<Record<string, string | null>> = {
    prompt: example.prompt,
    other_prompt: example.otherPrompt,
    completion: example.completion,
    subcategory: example.subcategory,
  };
  return texts[place] ?? '';
}
