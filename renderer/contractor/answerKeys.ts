import type { RefObject } from 'react';
import { isField, type KeyBinding } from '../frame/keys.ts';
import type { Draft } from './deskState.ts';
import { optionElementId } from './questionGroup.tsx';
import { openQuestions, optionForKey, type Question } from './questions.ts';

/** Of the line with the main button. */
export const GO_ID = 'desk-go';

/** Keys of the answers, named by what they choose. */
export function answerKeys(
  questions: readonly Question[],
  draft: Pick<Draft, 'active'> | null,
  run: (key: string) => void,
): readonly KeyBinding[] {
  if (!draft) return [];
  return ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0', 'M'].flatMap((key) => {
    const found = optionForKey(questions, draft.active, key);
    const question = questions.find((one) => one.id === found?.question);
    const option = [...(question?.options ?? []), ...(question?.beside ?? [])].find((one) => one.id === found?.option);
    if (!question || !option) return [];
    const place = question.place === 'both' || questions.length < 3 ? '' : `${question.place} prompt: `;
    const text = option.text.trim();
    const label = `${place}${text.length > 48 ? `${text.slice(0, 47)}…` : text}`;
    return [{ key, label, run: () => run(key), unlisted: true }];
  });
}

/** Long prompts scroll by keys wherever the focus is. */
export function scrollKeys(stage: RefObject<HTMLElement | null>): readonly KeyBinding[] {
  const by = (pages: number) => () => stage.current?.scrollBy({ top: pages * 0.85 * stage.current.clientHeight });
  return [
    { key: 'PageDown', label: 'Scroll down', run: by(1), unlisted: true },
    { key: 'PageUp', label: 'Scroll up', run: by(-1), unlisted: true },
    { key: 'End', label: 'To the answers', run: by(1e6), unlisted: true },
    { key: 'Home', label: 'To the beginning', run: by(-1e6), unlisted: true },
  ];
}

/**
 * The focus goes where the eye goes: to the next open question, else it stays on what was chosen last. While a note is
 * written it stays in the note.
 */
export function focusAfter(questions: readonly Question[], draft: Pick<Draft, 'picked' | 'active'>): void {
  if (isField(document.activeElement)) return;
  const active = questions.find((question) => question.id === draft.active);
  if (!active) return;
  const left = openQuestions(questions, draft.picked);
  const open = left.includes(active);
  const option = open ? active.options[0]?.id : draft.picked[active.id];
  document.getElementById(optionElementId(active.id, option ?? ''))?.focus();
  // what Enter does now has to be seen, too
  if (left.length === 0) document.getElementById(GO_ID)?.scrollIntoView({ block: 'nearest' });
}
