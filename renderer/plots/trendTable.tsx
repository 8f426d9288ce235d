import { parameters } from '../../shared/results/parameters.ts';
import { fixed } from '../pieces/format.ts';
import { FamilyMark } from './families.tsx';
import { valueText } from './figureWords.ts';
import { type DrawnLine, stepsInWords } from './lines.ts';
import { slopeText } from './runTable.tsx';
import './plots.css';

export interface TrendGroup {
  readonly key: string;
  readonly title: string;
  readonly remark: string;
  readonly lines: readonly DrawnLine[];
  /** What may be done with the group: open it, for instance. */
  readonly onOpen?: () => void;
}

/** One line of figures a family, in groups: subcategories, or the two data sets of a reproduction. */
export function TrendTable(props: { caption: string; groups: readonly TrendGroup[] }) {
  return (
    <table className="runs trends">
      <caption className="vh">{props.caption}</caption>
      <thead>
        <tr>
          <th scope="col">Family</th>
          <th scope="col">Sizes</th>
          <th scope="col" className="num">
            Mean, smallest to largest
          </th>
          <th scope="col" className="num">
            Slope (95 %)
          </th>
          <th scope="col" className="num">
            R²
          </th>
          <th scope="col" className="num">
            ρ
          </th>
          <th scope="col">Steps</th>
          <th scope="col">Shape</th>
        </tr>
      </thead>
      {props.groups.map((group) => (
        <tbody key={group.key}>
          <tr className="runs-family">
            <th colSpan={8} scope="rowgroup">
              {group.onOpen ? (
                <button type="button" className="link" onClick={group.onOpen}>
                  {group.title}
                </button>
              ) : (
                <b>{group.title}</b>
              )}{' '}
              {group.remark}
            </th>
          </tr>
          {group.lines.map((line) => (
            <TrendRow key={line.key} line={line} />
          ))}
        </tbody>
      ))}
    </table>
  );
}

function TrendRow({ line }: { line: DrawnLine }) {
  const [first, last] = [line.points[0], line.points.at(-1)];
  const { trend } = line;
  if (!first || !last) return null;
  return (
    <tr>
      <th scope="row">
        <FamilyMark style={line.style} hollow={!line.public} /> {line.name}
      </th>
      <td className="nowrap">
        {first === last ? parameters(first.params) : `${parameters(first.params)} – ${parameters(last.params)}`}
      </td>
      <td className="num nowrap">
        {valueText(first.mean, false)}
        {first === last ? null : ` → ${valueText(last.mean, false)}`}
      </td>
      <td className="num nowrap">{trend ? slopeText(trend) : '–'}</td>
      <td className="num">{trend?.straightness == null ? '–' : fixed(trend.straightness, 2)}</td>
      <td className="num">{trend?.spearman == null ? '–' : fixed(trend.spearman, 2)}</td>
      <td className="nowrap">{line.steps.length > 0 ? stepsInWords(line.steps) : '–'}</td>
      <td>{trend?.shape ?? <span className="ink3">{trend?.shapeWhy ?? '–'}</span>}</td>
    </tr>
  );
}
