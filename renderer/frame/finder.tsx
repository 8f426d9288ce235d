// biome-ignore-all lint/a11y/noNoninteractiveElementToInteractiveRole: the list of results is a combobox's listbox
import { useEffect, useId, useRef, useState } from 'react';
import { useContestActions } from '../app/contestActions.ts';
import { Dialog } from '../pieces/dialog.tsx';
import { Icon, type IconName } from '../pieces/icons.tsx';
import { keyCaps } from '../pieces/platform.ts';
import { reachableScopes, useKeyScopes } from './keys.ts';
import { closeOverlay } from './overlays.ts';

/** Something the finder (Ctrl K) can open or do. */
export interface Findable {
  readonly title: string;
  /** What it is, at the right: `page`, `submission p7cw`. */
  readonly kind: string;
  readonly icon: IconName;
  readonly run: () => void;
}

/** Find or do: pages, submissions and every action whose key is declared now. */
export function Finder(props: {
  items: readonly Findable[];
  /** More items are on their way: Enter waits for them when nothing is found yet. */
  reading?: boolean;
}) {
  const [actions] = useState(listedActions);
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const [entered, setEntered] = useState(false);
  const list = useId();
  const selected = useRef<HTMLLIElement>(null);
  const contest = useContestActions();
  const found = search(unlike([...actions, ...props.items, ...contest]), text).slice(0, 50);
  const current = Math.min(at, found.length - 1);

  useEffect(() => {
    selected.current?.scrollIntoView({ block: 'nearest' });
  });

  const awaited = entered ? found[0] : undefined;
  useEffect(() => {
    if (awaited || !props.reading) setEntered(false);
    if (awaited) run(awaited);
  });

  function run(item: Findable | undefined) {
    if (!item) {
      setEntered(props.reading ?? false);
      return;
    }
    closeOverlay();
    // After the dialog has given the focus back, so that the action may take it.
    setTimeout(item.run);
  }

  return (
    <Dialog title="Find or do" bare onClose={closeOverlay}>
      <div className="finder">
        <Icon name="search" />
        <input
          role="combobox"
          aria-expanded="true"
          aria-controls={list}
          aria-activedescendant={found.length > 0 ? `${list}-${current}` : undefined}
          aria-label="Find or do"
          placeholder="A page, a submission, something to do"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
            setEntered(false);
          }}
          onKeyDown={(event) => {
            if (event.key === 'ArrowDown') setAt(Math.min(found.length - 1, current + 1));
            else if (event.key === 'ArrowUp') setAt(Math.max(0, current - 1));
            else if (event.key === 'Enter') run(found[current]);
            else return;
            event.preventDefault();
          }}
        />
      </div>
      <ul className="found" id={list} role="listbox" aria-label="Found" tabIndex={-1}>
        {found.map((item, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the input has the focus and takes the keys
          <li
            key={`${item.kind} ${item.title}`}
            id={`${list}-${index}`}
            ref={index === current ? selected : undefined}
            role="option"
            tabIndex={-1}
            aria-selected={index === current}
            onClick={() => run(item)}
          >
            <Icon name={item.icon} />
            <span className="grow clip">{item.title}</span>
            <span className="ink3 xs">{item.kind}</span>
          </li>
        ))}
      </ul>
      {found.length === 0 ? (
        <p className="found-none">
          {props.reading
            ? 'The submissions are still being read.'
            : 'Nothing is called that. Try a word of a title, an id, or what you want to do.'}
        </p>
      ) : null}
    </Dialog>
  );
}

/** Actions of the scopes below the finder, at the moment it opens. */
function listedActions(): readonly Findable[] {
  return reachableScopes(useKeyScopes.getState().scopes)
    .flatMap((scope) => scope.bindings)
    .filter((binding) => !binding.off && !binding.unlisted && !binding.key.startsWith('G '))
    .map((binding) => ({ title: binding.label, kind: keyCaps(binding.key), icon: 'right', run: binding.run }));
}

/** An action that a key and the menu both do is listed once. */
function unlike(items: readonly Findable[]): readonly Findable[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const name = `${item.title.toLowerCase()} ${/^(page|submission)/.test(item.kind) ? item.kind : ''}`;
    return !seen.has(name) && seen.add(name);
  });
}

/** Items that have every typed word, those that begin with the text first. */
export function search<T extends { readonly title: string; readonly kind: string }>(
  items: readonly T[],
  text: string,
): readonly T[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return items;
  const whole = words.join(' ');
  return items
    .filter((item) => words.every((word) => `${item.title} ${item.kind}`.toLowerCase().includes(word)))
    .sort((a, b) => Number(b.title.toLowerCase().startsWith(whole)) - Number(a.title.toLowerCase().startsWith(whole)));
}
