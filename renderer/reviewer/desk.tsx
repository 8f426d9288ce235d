import type { Session } from '../../shared/contract/session.ts';
import { ReviewerApp } from './ReviewerApp.tsx';

/** The name under which the window's root asks for this desk. */
export function ReviewerDesk(_props: { session: Session }) {
  return <ReviewerApp />;
}
