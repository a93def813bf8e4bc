import {Counter, Gauge, Registry} from 'prom-client';
import type {Metric, Sample} from './metric.js';

/** Samples that are set in one go: 2 ms. */
const slice = 1000;

/**
 * Metrics in the text format of Prometheus, which is said to be 0.0.4.
 * @param pause called now and then where there are many, so that others have their turn
 */
export async function renderMetrics(metrics: readonly Metric[], pause: () => Promise<void>): Promise<string> {
  const texts: string[] = [];
  for (const {samples, ...metric} of metrics) {
    if (samples.length === 0) continue;
    const pieces: string[] = [];
    for (let at = 0; at < samples.length; at += slice) {
      const text = await renderSamples({...metric, samples: samples.slice(at, at + slice)});
      pieces.push(at === 0 ? text : withoutHead(text));
      if (samples.length > slice) await pause();
    }
    texts.push(pieces.join('\n'));
  }
  return texts.map(text => `${text}\n`).join('');
}

async function renderSamples({name, help, type, labels, samples}: Metric): Promise<string> {
  const registry = new Registry();
  const settings = {name, help, labelNames: [...labels], registers: [registry]};
  if (type === 'gauge') fill(new Gauge(settings), 'set', labels, samples);
  else fill(new Counter(settings), 'inc', labels, samples);
  return (await registry.getSingleMetricAsString(name)).trimEnd();
}

function fill<M extends 'set' | 'inc'>(
  metric: Record<M, (labels: Record<string, string>, value: number) => unknown>,
  method: M,
  names: readonly string[],
  samples: readonly Sample[],
): void {
  for (const [values, value] of samples) {
    const labels: Record<string, string> = {};
    names.forEach((name, i) => {
      labels[name] = values[i] as string;
    });
    metric[method](labels, value);
  }
}

/** HELP and TYPE are said once. */
function withoutHead(text: string): string {
  return text
    .split('\n')
    .filter(line => !line.startsWith('# '))
    .join('\n');
}
