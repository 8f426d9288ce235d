import type { FindingView } from '../../../shared/contract/parts.ts';
import { count, plural } from '../../pieces/format.ts';
import { StatusIcon } from '../../pieces/status.tsx';

const most = 200;

/** Findings of a file that is not stored (yet): row, column, and what to do. Rows count from 0, as pandas counts. */
export function FindingList({ findings }: { findings: readonly FindingView[] }) {
  if (findings.length === 0) return <p className="ink2">Every check passed.</p>;
  const shown = findings.slice(0, most);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls has a place in the tab order
    <section className="findings" tabIndex={0} aria-label={plural(findings.length, 'finding')}>
      <table className="table">
        <thead>
          <tr>
            <th>Finding</th>
            <th className="num">Row</th>
            <th>Column</th>
            <th>What it is, what to do</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((finding) => (
            <tr key={`${finding.rule} ${finding.row} ${finding.column} ${finding.message}`}>
              <td>
                <StatusIcon status={finding.level} />
              </td>
              <td className="num">{finding.row === null ? <span className="ink3">–</span> : count(finding.row)}</td>
              <td className="mono">{finding.column ?? <span className="ink3">–</span>}</td>
              <td className="findings-what">{finding.message}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="ink3 xs findings-foot">
        Rows count from 0, the first row under the header.
        {findings.length > most ? ` Here are the first ${count(most)} of ${count(findings.length)}.` : ''}
      </p>
    </section>
  );
}
