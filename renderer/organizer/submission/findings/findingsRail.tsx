import type { ReactNode } from 'react';
import type { SubmissionDetail } from '../../../../shared/contract/submission.ts';
import { count, plural, shortDay } from '../../../pieces/format.ts';
import { Section } from '../../../pieces/section.tsx';
import { FindingGroup } from './findingGroup.tsx';

/** Under what the page puts first: findings by rule with their rows and waivers, the description, the versions. */
export function FindingsRail({ submission, children }: { submission: SubmissionDetail; children?: ReactNode }) {
  const { findingGroups: groups, id } = submission;
  const open = groups.filter((group) => !group.waiver);
  const stopping = open.filter((group) => group.level === 'ineligible' || group.level === 'error').length;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls has a place in the tab order
    <aside className="two-rail" tabIndex={0} aria-label="Suggestions, findings and description">
      {children}
      <Section
        title="Findings"
        className={children ? 'mt' : ''}
        n={groups.length}
        end={
          groups.length === 0
            ? null
            : stopping === 0
              ? 'none stops review'
              : `${plural(stopping, 'rule')} to mend or waive`
        }
      >
        {groups.length === 0 ? <p className="ink2 none">Every check passed.</p> : null}
        <ul className="rail-findings">
          {groups.map((group) => (
            <FindingGroup key={group.rule} group={group} submission={id} />
          ))}
        </ul>
      </Section>
      <Section title="Description" className="mt">
        {submission.description ? (
          <p className="read rail-text">{submission.description}</p>
        ) : (
          <p className="ink2 none">None yet. The pen beside the title adds one.</p>
        )}
      </Section>
      <Section title="Versions" n={submission.versions.length} className="mt">
        <ul className="rows rail-versions">
          {[...submission.versions].reverse().map((version) => (
            <li key={version.number}>
              <b>{version.number}</b>
              <span className="grow clip mono" title={version.fileName}>
                {version.fileName}
              </span>
              <span className="ink3">
                {count(version.examples)}, {shortDay(new Date(version.importedAt))}
              </span>
            </li>
          ))}
        </ul>
      </Section>
    </aside>
  );
}
