import type { Session } from '../../shared/contract/session.ts';
import { ContractorApp } from './ContractorApp.tsx';

/** The name under which the window's root asks for this desk. */
export function ContractorDesk(_props: { session: Session }) {
  return <ContractorApp />;
}
