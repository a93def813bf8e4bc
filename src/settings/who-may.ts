import {formatSettingsPlace, formatSettingsProblem} from './settings-problem.js';
import type {Settings} from './settings.js';

/** Who asks for a change. */
export interface Asker {
  /** Whoever is not root changes nothing but an embedded kernel of his own. */
  readonly isRoot: boolean;
  /** The name behind sudo; undefined for root himself, who could change the policies too. */
  readonly behindSudo: string | undefined;
  /** The groups of that user. Rejects where they cannot be known. */
  groups(): Promise<readonly string[]>;
}

/** What is asked for. */
export type Deed =
  | 'change'
  /** In spite of what speaks against it: --force. */
  | 'force'
  /** To start a daemon: root himself does, though nobody knows the policies, so that a slip in a file stops no director. */
  | 'serve';

/** Why somebody may not do something, in words with the policy and its place; undefined where it is allowed. */
export async function refusalOf(settings: Settings, deed: Deed, asker: Asker): Promise<string | undefined> {
  if (!asker.isRoot) return undefined;
  const isRootHimself = asker.behindSudo === undefined;
  if (settings.unreadPolicies && !(isRootHimself && deed === 'serve'))
    return `nothing is changed while nobody knows the policies: ${formatSettingsProblem(settings.unreadPolicies)}. Correct the file (lvsctl config check tells all that is wrong)`;
  if (isRootHimself) return undefined;
  const change = await refusedBy('may-change', settings.policies.mayChange, settings, asker);
  if (change !== undefined || deed !== 'force') return change;
  return refusedBy('may-force', settings.policies.mayForce, settings, asker);
}

/** What is refused, as in `alice may not …`. */
const deeds = {'may-change': 'change anything', 'may-force': 'override what speaks against a change'} as const;

async function refusedBy(
  policy: 'may-change' | 'may-force',
  people: readonly string[] | undefined,
  settings: Settings,
  {behindSudo: user = '', groups}: Asker,
): Promise<string | undefined> {
  if (people === undefined || people.includes(user)) return undefined;
  const place = settings.origins[`policies.${policy}`];
  const where = place ? ` (${formatSettingsPlace(place)})` : '';
  const wanted = people.flatMap(one => (one.startsWith('%') ? one.slice(1) : []));
  if (wanted.length > 0) {
    try {
      if ((await groups()).some(group => wanted.includes(group))) return undefined;
    } catch (error) {
      return `it cannot be known whether policy ${policy}${where} lets ${user} ${deeds[policy]}: ${(error as Error).message}`;
    }
  }
  const who = people.length === 0 ? 'nobody but root himself may' : `these may: ${people.map(inWords).join(', ')}`;
  return `${user} may not ${deeds[policy]}: policy ${policy}${where}; ${who}`;
}

function inWords(one: string): string {
  return one.startsWith('%') ? `the group ${one.slice(1)}` : one;
}
