import { useEffect, useRef, useState } from 'react';
import type { Failure } from '../../../../shared/contract/failure.ts';
import type { Author, SubmissionForm } from '../../../../shared/submission/form/fields.ts';
import { engine } from '../../../engine/connection.ts';

export interface FormContent {
  readonly form: SubmissionForm;
  readonly authors: readonly Author[];
}

export interface FormDraft {
  readonly content: FormContent;
  readonly change: (content: FormContent) => void;
  /** Resolves once everything typed is on disk; false where it could not be stored. */
  readonly flush: () => Promise<boolean>;
  readonly savedAt: string | null;
  /** Whether everything that was typed is on disk. */
  readonly kept: boolean;
  readonly failure: Failure | null;
}

/** From the first unsaved letter to the disk: under a second, whether or not the person goes on typing. */
const SAVE_AFTER_MS = 700;

/** Keeps a form on disk as it is typed; leaving the page stores what is left. One save is under way at a time. */
export function useFormDraft(id: string, opened: FormContent, openedAt: string | null): FormDraft {
  const [content, setContent] = useState(opened);
  const [savedAt, setSavedAt] = useState(openedAt);
  const [failure, setFailure] = useState<Failure | null>(null);
  const latest = useRef(opened);
  const stored = useRef(opened);
  const [onDisk, setOnDisk] = useState(opened);
  const underWay = useRef<Promise<void>>(Promise.resolve());
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);

  function flush(): Promise<boolean> {
    if (timer.current) clearTimeout(timer.current);
    timer.current = null;
    underWay.current = underWay.current.then(async () => {
      const sent = latest.current;
      if (sent === stored.current) return;
      const outcome = await engine.call('submission.draftForm', {
        id,
        form: { ...sent.form, other: { ...sent.form.other } },
        authors: sent.authors.map((author) => ({ ...author })),
      });
      setFailure(outcome.ok ? null : outcome.error);
      if (!outcome.ok) return;
      stored.current = sent;
      setOnDisk(sent);
      setSavedAt(outcome.value.savedAt);
    });
    return underWay.current.then(() => latest.current === stored.current);
  }
  const flushLatest = useRef(flush);
  flushLatest.current = flush;
  useEffect(() => () => void flushLatest.current(), []);

  return {
    content,
    savedAt,
    kept: content === onDisk,
    failure,
    flush,
    change: (next) => {
      latest.current = next;
      setContent(next);
      timer.current ??= setTimeout(() => {
        timer.current = null;
        void flush();
      }, SAVE_AFTER_MS);
    },
  };
}
