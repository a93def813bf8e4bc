import type {Member} from './fleet-model.js';

/** An entry that is not the same on all directors whose tables are known. */
export interface Difference {
  /** `tcp/10.0.0.1:80`, or with a real server behind it. */
  readonly subject: string;
  /** What each has, in the order of the directors; undefined: it has no such entry. */
  readonly values: readonly {readonly name: string; readonly value: string | undefined}[];
}

/** What is not the same in the tables of directors, real servers among those that have the service; undefined where fewer than two are known. */
export function differencesOf(members: readonly Member[]): readonly Difference[] | undefined {
  const known = members.flatMap(({name, glance}) => (glance?.table ? [{name, table: glance.table}] : []));
  if (known.length < 2) return undefined;
  const subjects = new Set(known.flatMap(({table}) => Object.keys(table)));
  const found: Difference[] = [];
  for (const subject of subjects) {
    const [service = ''] = subject.split(' ');
    const compared = subject === service ? known : known.filter(({table}) => table[service] !== undefined);
    const values = compared.map(({name, table}) => ({name, value: table[subject]}));
    if (values.some(({value}) => value !== values[0]?.value)) found.push({subject, values});
  }
  return found.sort((a, b) => (a.subject < b.subject ? -1 : 1));
}
