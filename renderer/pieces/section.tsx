import { type ReactNode, useId } from 'react';
import { count } from './format.ts';

/** A title on a rule, no box. `n` is how many follow, `end` a remark at the right. */
export function Section(props: {
  title: string;
  n?: number | null;
  end?: ReactNode;
  level?: 2 | 3;
  className?: string;
  children: ReactNode;
}) {
  const id = useId();
  const Title = props.level === 3 ? 'h3' : 'h2';
  return (
    <section aria-labelledby={id} className={props.className}>
      <div className="sec">
        <Title id={id}>{props.title}</Title>
        {props.n === undefined || props.n === null ? null : <span className="n">{count(props.n)}</span>}
        {props.end ? <span className="end">{props.end}</span> : null}
      </div>
      {props.children}
    </section>
  );
}

/** The head of a page: its finding as a sentence, what supports it, and at most two buttons. */
export function PageHead(props: { title: string; children?: ReactNode; actions?: ReactNode }) {
  return (
    <div className="opening">
      <div className="grow">
        <h1>{props.title}</h1>
        {props.children ? <p>{props.children}</p> : null}
      </div>
      {props.actions ? <div className="do">{props.actions}</div> : null}
    </div>
  );
}
