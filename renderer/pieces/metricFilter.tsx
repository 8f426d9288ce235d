import { METRICS, type Metric } from '../../shared/submission/metric.ts';

/** Which metric a list is of. */
export function MetricFilter(props: { value: Metric | 'all'; onChange: (metric: Metric | 'all') => void }) {
  return (
    <label>
      <span className="vh">Metric</span>
      <select
        className="input filter-metric"
        value={props.value}
        onChange={(event) => props.onChange(event.target.value as Metric | 'all')}
      >
        <option value="all">Every metric</option>
        {METRICS.map((metric) => (
          <option key={metric}>{metric}</option>
        ))}
      </select>
    </label>
  );
}
