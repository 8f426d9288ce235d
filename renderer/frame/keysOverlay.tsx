import { useState } from 'react';
import { Kbd } from '../pieces/controls.tsx';
import { Dialog } from '../pieces/dialog.tsx';
import { type KeyScope, reachableScopes, useKeyScopes, useKeys } from './keys.ts';
import { closeOverlay } from './overlays.ts';

/** All keys that act now, by scope. */
export function KeysOverlay() {
  const [scopes] = useState(() => merged(reachableScopes(useKeyScopes.getState().scopes)));
  // what stands below waits: Esc closes this list and nothing else
  useKeys('Keys', [], { modal: true });
  return (
    <Dialog title="Keys" wide onClose={closeOverlay}>
      <div className="keylists">
        {scopes.map((scope) => (
          <section key={scope.title}>
            <div className="sec">
              <h3>{scope.title}</h3>
            </div>
            <ul className="keylist">
              {byLabel(scope.bindings).map((binding) => (
                <li key={binding.label}>
                  <span>{binding.label}</span>
                  <span className="keycaps">
                    {binding.keys.flatMap(keyParts).map((part) => (
                      <Kbd key={part} k={part} spoken />
                    ))}
                  </span>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      <p className="field-help keylists-note">
        While a field has the focus, the same keys need <Kbd k="Alt" spoken />.
      </p>
    </Dialog>
  );
}

function merged(scopes: readonly KeyScope[]): readonly Pick<KeyScope, 'title' | 'bindings'>[] {
  const byTitle = new Map<string, KeyScope['bindings']>();
  for (const scope of scopes) {
    const bindings = scope.bindings.filter((binding) => !binding.off);
    if (bindings.length > 0) byTitle.set(scope.title, [...(byTitle.get(scope.title) ?? []), ...bindings]);
  }
  return [...byTitle].map(([title, bindings]) => ({ title, bindings }));
}

/** `G S` is two caps one after the other; everything else is one. */
function keyParts(key: string): readonly string[] {
  return key.startsWith('G ') ? key.split(' ') : [key];
}

/** Keys that do the same stand in one line. */
function byLabel(bindings: KeyScope['bindings']): readonly { label: string; keys: readonly string[] }[] {
  const keys = new Map<string, string[]>();
  for (const { label, key } of bindings) keys.set(label, [...(keys.get(label) ?? []), key]);
  return [...keys].map(([label, own]) => ({ label, keys: [...new Set(own)] }));
}
