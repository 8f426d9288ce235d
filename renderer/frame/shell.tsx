import { Fragment, type ReactNode } from 'react';
import { go, type WindowPlace } from '../app/router.ts';
import { Kbd, Tip } from '../pieces/controls.tsx';
import { count } from '../pieces/format.ts';
import { Icon, type IconName, Mark } from '../pieces/icons.tsx';
import { FootKeys } from './footKeys.tsx';
import { openOverlay } from './overlays.ts';
import { TopJobs } from './topJobs.tsx';
import { UndoBar } from './undo.tsx';

/*
 * The frame of every role:
 *
 *   <Shell sidebar={<Sidebar … />}>                       without `sidebar` the screen takes the whole width
 *     <Screen crumbs={[{ label: 'Submissions', place }, { label: title }]} extra={…} remark="…" flush>
 *       …
 *     </Screen>
 *   </Shell>
 *
 * A Screen is top bar (crumbs, `extra`, running job, Find or do), the page (`flush`: without its own padding and
 * scrolling), the undo line and the foot bar with the keys of the scopes that are mounted (keys.ts).
 */
export interface Crumb {
  readonly label: string;
  readonly place?: WindowPlace;
}

export interface NavItem {
  readonly label: string;
  readonly icon: IconName;
  readonly current: boolean;
  readonly onOpen: () => void;
  /** Quiet figure at the right; strong when `due`. */
  readonly n?: ReactNode;
  readonly due?: boolean;
  /** The letter after G. */
  readonly letter?: string;
}

export function Shell(props: { sidebar?: ReactNode; children: ReactNode }) {
  return (
    <div className={props.sidebar ? 'app' : 'app app-plain'}>
      {props.sidebar}
      <div className="col">{props.children}</div>
    </div>
  );
}

export function Screen(props: {
  crumbs: readonly Crumb[];
  extra?: ReactNode;
  /** Right end of the foot bar. */
  remark?: ReactNode;
  flush?: boolean;
  /** False while the page has no heading of its own (loading, empty, failed): the last crumb is read out as one. */
  titled?: boolean;
  children: ReactNode;
}) {
  return (
    <>
      <TopBar crumbs={props.crumbs} extra={props.extra} />
      <main className={props.flush ? 'page page-flush' : 'page'} id="page" tabIndex={-1}>
        {props.titled === false ? <h1 className="vh">{props.crumbs.at(-1)?.label}</h1> : null}
        {props.children}
      </main>
      <UndoBar />
      <footer className="footkeys">
        <FootKeys />
        <span className="clip">{props.remark}</span>
      </footer>
    </>
  );
}

function TopBar(props: { crumbs: readonly Crumb[]; extra?: ReactNode }) {
  return (
    <header className="top">
      <nav className="crumbs grow" aria-label="Where you are">
        {props.crumbs.map((crumb, index) => {
          const { place } = crumb;
          return (
            <Fragment key={crumb.label}>
              {index > 0 ? <Icon name="right" /> : null}
              {place ? (
                <button type="button" onClick={() => go(place)}>
                  {crumb.label}
                </button>
              ) : (
                <b className="clip" title={crumb.label} aria-current="page">
                  {crumb.label}
                </b>
              )}
            </Fragment>
          );
        })}
      </nav>
      <TopJobs />
      {props.extra}
      <button type="button" className="find" aria-keyshortcuts="Control+K" onClick={() => openOverlay('find')}>
        <Icon name="search" />
        <span className="find-word">Find or do</span>
        <Kbd k="Mod+K" />
      </button>
    </header>
  );
}

export function Sidebar(props: {
  contest: string;
  fileName?: string | null;
  groups: readonly { readonly label: string; readonly items: readonly NavItem[] }[];
  foot?: ReactNode;
}) {
  return (
    <aside className="side" aria-label="Contest and places">
      <div className="contest">
        <Mark />
        <span className="clip" title={props.contest}>
          {props.contest}
          {props.fileName ? <small className="clip">{props.fileName}</small> : null}
        </span>
      </div>
      {props.groups.map((group) => (
        <nav className="nav" aria-label={group.label} key={group.label}>
          {group.items.map((item) => (
            <NavButton item={item} key={item.label} />
          ))}
        </nav>
      ))}
      {props.foot ? <div className="foot">{props.foot}</div> : null}
    </aside>
  );
}

function NavButton({ item }: { item: NavItem }) {
  const figure = typeof item.n === 'number' ? count(item.n) : item.n;
  return (
    <Tip
      side="right"
      text={
        <span className="row">
          {item.label}
          {item.letter ? (
            <>
              <Kbd k="G" />
              <Kbd k={item.letter} />
            </>
          ) : null}
        </span>
      }
    >
      <button type="button" onClick={item.onOpen} aria-current={item.current ? 'page' : undefined}>
        <Icon name={item.icon} />
        <span className="nav-word">{item.label}</span>
        {figure === undefined || figure === null ? null : <span className={item.due ? 'n due' : 'n'}>{figure}</span>}
      </button>
    </Tip>
  );
}
