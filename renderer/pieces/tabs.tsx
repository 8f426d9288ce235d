import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';

/**
 * Tabs over a page's parts: arrows move, the chosen one is in the tab order. The page draws the panel itself:
 * `<div role="tabpanel" id={panelId(id)} aria-labelledby={tabId(id)}>`.
 */
export function Tabs<T extends string>(props: {
  label: string;
  value: T;
  tabs: readonly { readonly value: T; readonly label: string; readonly n?: ReactNode }[];
  onChange: (value: T) => void;
}) {
  const { tabs, value } = props;
  const chosen = useRef<HTMLButtonElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another tab is another button, or one that has just come
  useEffect(() => chosen.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' }), [value, tabs.length]);
  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step || event.altKey) return;
    event.preventDefault();
    const at = tabs.findIndex((tab) => tab.value === value);
    const next = tabs[(at + step + tabs.length) % tabs.length];
    if (!next) return;
    props.onChange(next.value);
    document.getElementById(tabId(next.value))?.focus();
  }
  return (
    <div className="tabs" role="tablist" aria-label={props.label} onKeyDown={onKeyDown}>
      {tabs.map((tab) => (
        <button
          type="button"
          key={tab.value}
          ref={tab.value === value ? chosen : undefined}
          role="tab"
          id={tabId(tab.value)}
          aria-selected={tab.value === value}
          aria-controls={tab.value === value ? panelId(tab.value) : undefined}
          tabIndex={tab.value === value ? 0 : -1}
          onClick={() => props.onChange(tab.value)}
        >
          {tab.label}
          {tab.n === undefined || tab.n === null ? null : <small>{tab.n}</small>}
        </button>
      ))}
    </div>
  );
}

export function tabId(value: string): string {
  return `tab-${value}`;
}

export function panelId(value: string): string {
  return `panel-${value}`;
}
