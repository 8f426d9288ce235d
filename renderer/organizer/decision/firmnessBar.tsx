import { percent } from '../../pieces/format.ts';
import { tierWords } from '../../pieces/status.tsx';
import { barTiers, type Shares, saidShare } from './firmnessWords.ts';

/**
 * How often a submission lands where: tiers from dark to light, so that it reads in grey. Of an earlier state the figure
 * is left out: it would be the share of a status that the submission did not have then.
 */
export function FirmnessBar(props: { shares: Shares | null; status: string; stale: boolean }) {
  const { shares, status } = props;
  if (!shares) return <span className="firm ink3">–</span>;
  const parts = barTiers.filter((tier) => (shares[tier] ?? 0) > 0);
  const shown = parts.map((tier) => `${tierWords[tier]} ${percent(shares[tier] ?? 0)}`).join(', ');
  const said = props.stale ? `Of an earlier state: ${shown}. F works it out again` : `In ${shown}`;
  return (
    <span className={props.stale ? 'firm is-stale' : 'firm'} title={props.stale ? said : shown}>
      <span className="firm-bar" role="img" aria-label={said}>
        {parts.map((tier) => (
          <i key={tier} className={`fb-${tier}`} style={{ flexGrow: shares[tier] }} />
        ))}
      </span>
      <span className="firm-n" aria-hidden="true">
        {props.stale ? '–' : percent(saidShare(shares, status))}
      </span>
    </span>
  );
}
