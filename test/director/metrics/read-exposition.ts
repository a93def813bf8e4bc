export interface Exposed {
  readonly type: string;
  readonly help: string;
  /** By their labels, `pool="web",check="TCP"`. */
  readonly samples: ReadonlyMap<string, number>;
}

const name = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const label = '[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\\\\n]|\\\\["\\\\n])*"';
const helpLine = new RegExp(`^# HELP (${name}) (.+)$`);
const typeLine = new RegExp(`^# TYPE (${name}) (gauge|counter)$`);
const sampleLine = new RegExp(`^(${name})(?:\\{(${label}(?:,${label})*)\\})? (\\S+)$`);

/** The text format of Prometheus, 0.0.4, strictly: each metric once, HELP and TYPE before its samples. @throws Error */
export function readExposition(text: string): ReadonlyMap<string, Exposed> {
  if (!text.endsWith('\n')) throw new Error('the last line does not end');
  const found = new Map<string, Exposed & {readonly samples: Map<string, number>}>();
  let help: RegExpExecArray | undefined;
  let current: string | undefined;
  for (const line of text.slice(0, -1).split('\n')) {
    const [isHelp, isType, sample] = [helpLine.exec(line), typeLine.exec(line), sampleLine.exec(line)];
    if (isHelp) {
      help = isHelp;
    } else if (isType) {
      current = isType[1] as string;
      if (help?.[1] !== current || found.has(current)) throw new Error(`out of place: ${line}`);
      found.set(current, {type: isType[2] as string, help: help[2] as string, samples: new Map()});
    } else if (sample) {
      const metric = found.get(sample[1] as string);
      const labels = sample[2] ?? '';
      const value = Number(sample[3]);
      if (!metric || sample[1] !== current || metric.samples.has(labels)) throw new Error(`out of place: ${line}`);
      if (Number.isNaN(value)) throw new Error(`no number: ${line}`);
      metric.samples.set(labels, value);
    } else if (!line.startsWith('# ')) throw new Error(`not understood: ${line}`);
  }
  for (const [metric, {type, samples}] of found) {
    if (samples.size === 0) throw new Error(`${metric} has no sample`);
    if ((type === 'counter') !== metric.endsWith('_total')) throw new Error(`${metric} is a ${type}`);
  }
  return found;
}
