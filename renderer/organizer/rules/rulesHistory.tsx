import type { DecisionRoom } from '../../../shared/contract/decisionRoom.ts';
import { useAsk } from '../../engine/hooks.ts';
import { fullTime, shortDay } from '../../pieces/format.ts';
import { Section } from '../../pieces/section.tsx';
import { FailureNote, LoadingRows } from '../../pieces/states.tsx';
import { ruleDifferences } from './ruleDifferences.ts';

/** Every version of the rules, newest first, with its reason and what it changed. */
export function RulesHistory() {
  const { data, error, isPending } = useAsk('decision.rulesHistory', {});
  const versions = [...(data?.versions ?? [])].sort((a, b) => b.version - a.version);
  const before = (version: number): DecisionRoom['rules'] | null =>
    versions.find((one) => one.version === version - 1) ?? null;
  return (
    <Section title="Versions" n={data ? versions.length : null} className="mt">
      {error && !data ? <FailureNote failure={error} /> : null}
      {isPending ? <LoadingRows rows={2} label="Reading the versions" /> : null}
      <ol className="rules-history">
        {versions.map((version) => (
          <li key={version.version}>
            <b>v{version.version}</b>
            <span>
              {version.reason}
              {ruleDifferences(before(version.version), version).map((text) => (
                <span key={text} className="ink2 rules-difference">
                  {text}
                </span>
              ))}
            </span>
            <time className="ink3" dateTime={version.createdAt} title={fullTime(version.createdAt)}>
              {shortDay(new Date(version.createdAt))}
            </time>
          </li>
        ))}
      </ol>
    </Section>
  );
}
