import { familyName } from '../../../shared/results/familyName.ts';
import { go } from '../../app/router.ts';
import { fixed } from '../../pieces/format.ts';
import type { WallEntry } from './listing.ts';

/** The wall to be read rather than looked at: every public and private family of every submission. */
export function WallTable({ entries }: { entries: readonly WallEntry[] }) {
  return (
    <table className="runs trends wall-table">
      <caption className="vh">Trends over the whole contest</caption>
      <thead>
        <tr>
          <th scope="col">Submission</th>
          <th scope="col">Metric</th>
          <th scope="col">Family</th>
          <th scope="col" className="num">
            Slope (95 %)
          </th>
          <th scope="col" className="num">
            R²
          </th>
          <th scope="col">Shape</th>
        </tr>
      </thead>
      <tbody>
        {entries.flatMap(({ tile, leading }) => {
          const trends = [...tile.trends].sort((a, b) => Number(b === leading) - Number(a === leading));
          const name = (
            <button type="button" className="link" onClick={() => go({ page: 'submission', id: tile.id })}>
              {tile.title}
            </button>
          );
          if (trends.length === 0) {
            return (
              <tr key={tile.id}>
                <th scope="row">{name}</th>
                <td>{tile.metric}</td>
                <td colSpan={4} className="ink3">
                  {uncomputed(tile)}
                </td>
              </tr>
            );
          }
          return trends.map((trend, i) => {
            const family = tile.families.find(({ key }) => key === trend.family);
            const interval = trend.slopeInterval.value;
            return (
              <tr key={`${tile.id} ${trend.family}`}>
                <th scope="row">{i === 0 ? name : <span className="vh">{tile.title}</span>}</th>
                <td>{i === 0 ? tile.metric : ''}</td>
                <td>
                  {familyName(family?.name ?? '')}
                  {family?.public === false ? <span className="ink3"> private</span> : null}
                  {family?.tuned ? <span className="ink3"> tuned</span> : null}
                </td>
                <td className="num nowrap">
                  {trend.slope.value === null ? '–' : fixed(trend.slope.value, 3)}
                  {interval ? (
                    <span className="ink3">
                      {' '}
                      ({fixed(interval.low, 3)} to {fixed(interval.high, 3)})
                    </span>
                  ) : null}
                </td>
                <td className="num">{trend.straightness.value === null ? '–' : fixed(trend.straightness.value, 2)}</td>
                <td>{trend.shape.value ?? <span className="ink3">{trend.shape.why}</span>}</td>
              </tr>
            );
          });
        })}
      </tbody>
    </table>
  );
}

export function uncomputed({ state, computing }: WallEntry['tile']): string {
  if (computing) return 'being resampled';
  switch (state) {
    case 'nothing':
      return 'no results yet';
    case 'absent':
      return 'not resampled yet';
    case 'stale':
      return 'runs have changed since';
    case 'current':
      return 'too little to say';
    default:
      return state satisfies never;
  }
}
