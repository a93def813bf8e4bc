import type {HostAnswer} from './host-answer.js';

/** Something that is not the same on all that answered. */
export interface Difference {
  /** What it is of: `tcp/10.0.0.1:80 → 10.1.0.12:80`. */
  readonly of: string;
  /** `weight`; empty where it is there on some only. */
  readonly what: string;
  /** By host; undefined where it is not there. */
  readonly values: ReadonlyMap<string, string | undefined>;
}

/** Something that several hosts have, each as it has it. */
export interface Compared<T> {
  readonly key: string;
  /** By host. */
  readonly of: ReadonlyMap<string, T>;
}

/** What has the same key belongs together; in the order of the first host that has it. */
export function compared<T>(
  answers: readonly HostAnswer[],
  itemsOf: (answer: HostAnswer) => readonly (readonly [key: string, item: T])[],
): readonly Compared<T>[] {
  const all = new Map<string, Map<string, T>>();
  for (const answer of answers)
    for (const [key, item] of itemsOf(answer)) {
      const found = all.get(key) ?? new Map<string, T>();
      if (!found.has(answer.name)) found.set(answer.name, item);
      all.set(key, found);
    }
  return [...all].map(([key, of]) => ({key, of}));
}

/**
 * What differs in something: that it is not everywhere, or its facts.
 * @param names of all that answered @param factsOf what ought to be the same, by its name; absent where nobody knows it
 */
export function differencesIn<T>(
  {key, of}: Compared<T>,
  names: readonly string[],
  factsOf: (item: T) => Readonly<Record<string, string>>,
): readonly Difference[] {
  if (names.length < 2) return [];
  const missing = names.filter(name => !of.has(name));
  const presence: Difference[] =
    missing.length === 0
      ? []
      : [{of: key, what: '', values: new Map(names.map(name => [name, of.has(name) ? 'there' : undefined]))}];
  const facts = [...of].map(([name, item]) => [name, factsOf(item)] as const);
  const kinds = [...new Set(facts.flatMap(([, each]) => Object.keys(each)))];
  const different = kinds.flatMap(what => {
    const known = facts.filter(([, each]) => Object.hasOwn(each, what));
    const values = new Map(known.map(([name, each]) => [name, each[what]]));
    return new Set(values.values()).size > 1 ? [{of: key, what, values}] : [];
  });
  return [...presence, ...different];
}

/** `tcp/10.0.0.1:80 → 10.1.0.12:80: weight 100 on lb1, 0 on lb2`. */
export function differenceWords({of, what, values}: Difference): string {
  const having = (value: string | undefined) =>
    [...values].flatMap(([name, one]) => (one === value ? [name] : [])).join(' and ');
  if (what === '') return `${of}: not on ${having(undefined)}`;
  const kinds = [...new Set(values.values())].map(
    value => `${value === undefined || value === '' ? 'none' : value} on ${having(value)}`,
  );
  return `${of}: ${what} ${kinds.join(', ')}`;
}

export function differenceDocument({of, what, values}: Difference) {
  const entries = [...values].map(([name, value]) => [name, value ?? null] as const);
  return {of, what: what === '' ? 'presence' : what, hosts: Object.fromEntries(entries)};
}
