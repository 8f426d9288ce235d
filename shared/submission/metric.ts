/** How a submission is measured. In every metric a higher value is worse. */
export type Metric = 'classification' | 'sequence_prob' | 'logodds' | 'absolute_logodds';

export const METRICS: readonly Metric[] = ['classification', 'sequence_prob', 'logodds', 'absolute_logodds'];

/** The columns that a metric reads. */
export type MetricColumn = 'prompt' | 'other_prompt' | 'classes' | 'answer_index' | 'completion';

export interface MetricRule {
  readonly columns: readonly MetricColumn[];
  /** What one row's value means, for people. */
  readonly value: string;
}

const LOG_ODDS_COLUMNS: readonly MetricColumn[] = ['prompt', 'other_prompt', 'classes', 'answer_index'];

export const METRIC_RULES: Readonly<Record<Metric, MetricRule>> = {
  classification: {
    columns: ['prompt', 'classes', 'answer_index'],
    value: 'Loss: minus the log of the right class’s share of the probability that the model gives to the classes.',
  },
  sequence_prob: {
    columns: ['prompt', 'completion'],
    value: 'Loss: minus the log probability of the completion after the prompt.',
  },
  logodds: {
    columns: LOG_ODDS_COLUMNS,
    value: 'Signed difference of the two classes’ log odds between the prompt and the other prompt.',
  },
  absolute_logodds: {
    columns: LOG_ODDS_COLUMNS,
    value: 'Absolute difference of the two classes’ log odds between the prompt and the other prompt.',
  },
};
