import { Fragment, useEffect, useState } from 'react';
import { Kbd } from '../pieces/controls.tsx';
import { isField, type KeyBinding, reachableScopes, useKeyScopes } from './keys.ts';

/** The keys that act here and now, at the foot. While a field has the focus they need Alt, and the bar says so. */
export function FootKeys() {
  const { scopes, after } = useKeyScopes();
  const inField = useFocusInField();
  const shown = footGroups(reachableScopes(scopes).flatMap((scope) => scope.bindings));
  const goes = reachableScopes(scopes).some((scope) => scope.bindings.some((binding) => binding.key.startsWith('G ')));
  if (after) {
    const places = scopes.flatMap((scope) => scope.bindings.filter((binding) => binding.key.startsWith(`${after} `)));
    return (
      <span className="keys">
        {places.map((binding) => (
          <span key={binding.key}>
            <Kbd k={binding.key.slice(2)} /> {binding.label}
          </span>
        ))}
      </span>
    );
  }
  return (
    <>
      <span className="keys keys-here">
        {shown.map((group) => (
          <span key={group.label}>
            {group.keys.map((key, i) => (
              <Fragment key={key}>
                {i > 0 && /^\d$/.test(key) ? '–' : null}
                <Kbd k={inField && !key.includes('+') ? `Alt+${key}` : key} />
              </Fragment>
            ))}{' '}
            {group.label}
          </span>
        ))}
        {goes && shown.length < 4 ? (
          <span>
            <Kbd k={inField ? 'Alt+G' : 'G'} /> then a letter goes anywhere
          </span>
        ) : null}
      </span>
      <span className="keys">
        <span>
          <Kbd k={inField ? 'Alt+?' : '?'} /> all keys
        </span>
      </span>
    </>
  );
}

/** Bindings with the same label share a place: `↑ ↓ move`. */
export function footGroups(bindings: readonly KeyBinding[]): readonly { label: string; keys: readonly string[] }[] {
  const groups = new Map<string, string[]>();
  for (const binding of bindings) {
    if (!binding.foot || binding.off) continue;
    const keys = groups.get(binding.label) ?? [];
    if (!keys.includes(binding.key)) groups.set(binding.label, [...keys, binding.key]);
  }
  return [...groups].map(([label, keys]) => ({ label, keys }));
}

function useFocusInField(): boolean {
  const [inField, setInField] = useState(false);
  useEffect(() => {
    const look = () => setInField(isField(document.activeElement));
    look();
    document.addEventListener('focusin', look);
    document.addEventListener('focusout', look);
    return () => {
      document.removeEventListener('focusin', look);
      document.removeEventListener('focusout', look);
    };
  }, []);
  return inField;
}
