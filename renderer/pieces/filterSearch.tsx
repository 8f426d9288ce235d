import type { Ref, RefObject } from 'react';
import { Icon } from './icons.tsx';

/** Finds in a list as it is typed. Enter and Escape give the focus to the list, so that arrows move in what was found. */
export function FilterSearch(props: {
  placeholder: string;
  value: string;
  onChange: (value: string) => void;
  ref: Ref<HTMLInputElement>;
  list: RefObject<HTMLElement | null>;
}) {
  return (
    <label className="filter-search">
      <span className="vh">Find in the list</span>
      <Icon name="search" />
      <input
        ref={props.ref}
        type="search"
        placeholder={props.placeholder}
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' || event.key === 'Enter') props.list.current?.focus();
        }}
      />
    </label>
  );
}
