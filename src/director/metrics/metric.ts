/** One metric with its samples, as Prometheus names things: base units, `_total` for what only grows. */
export interface Metric {
  readonly name: string;
  readonly help: string;
  readonly type: 'gauge' | 'counter';
  readonly labels: readonly string[];
  /** Values of the labels, in their order, and the number. */
  readonly samples: readonly Sample[];
}

export type Sample = readonly [labels: readonly string[], value: number];

/** What a metric is taken from: a row of a table. */
export interface MetricRow<T> {
  readonly name: string;
  readonly help: string;
  readonly type: 'gauge' | 'counter';
  /** Undefined: there is no such sample. */
  value(of: T): number | bigint | undefined;
}

/** A metric for each row, with a sample for each thing that has one. */
export function metricsOf<T>(
  rows: readonly MetricRow<T>[],
  labels: readonly string[],
  things: readonly T[],
  labelsOf: (thing: T) => readonly string[],
): readonly Metric[] {
  const values = things.map(labelsOf);
  return rows.map(({name, help, type, value}) => ({
    name,
    help,
    type,
    labels,
    samples: things.flatMap((thing, i): Sample[] => {
      const number = value(thing);
      return number === undefined ? [] : [[values[i] as readonly string[], Number(number)]];
    }),
  }));
}
