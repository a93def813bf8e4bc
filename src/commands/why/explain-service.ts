import {flagsToAdd} from '../../maintenance/drain/guards.js';
import type {NameBook} from '../../settings/name-book.js';
import type {ExplainedServer, ExplainedService} from './explanation.js';
import {isFallback, standingOf, type Surroundings} from './server-standing.js';
import type {ServiceFacts} from './why-facts.js';
import {endpointWithName} from './with-name.js';

/** So many servers are named in a sentence. */
const mostNamed = 2;

/** Whether a service serves, and what keeps servers out. */
export function explainService(facts: ServiceFacts, surroundings: Surroundings): ExplainedService {
  const servers = facts.servers.map(server => ({facts: server, standing: standingOf(server, facts, surroundings)}));
  const state = {facts, servers, names: surroundings.names, proper: servers.filter(one => !isFallback(one.facts))};
  const rule = rules.find(({applies}) => applies(state)) as (typeof rules)[number];
  const hashes = refusesByHash(state) ? hashWords(facts) : '';
  return {
    facts,
    servers,
    words: rule.words(state) + hashes,
    isProblem: rule.isProblem || hashes !== '' || servers.some(({standing}) => standing.isProblem),
  };
}

interface State {
  readonly facts: ServiceFacts;
  readonly servers: readonly ExplainedServer[];
  /** Without fallbacks. */
  readonly proper: readonly ExplainedServer[];
  readonly names: NameBook;
}

/** The first that applies makes the sentence. */
const rules: readonly {
  readonly isProblem: boolean;
  readonly applies: (state: State) => boolean;
  readonly words: (state: State) => string;
}[] = [
  {
    isProblem: true,
    applies: ({facts}) => !facts.isRead,
    words: () => 'is configured; whether it serves is not known, as the table of the kernel could not be read',
  },
  {
    isProblem: true,
    applies: ({facts}) => facts.service === undefined,
    words: () => 'serves nobody: it is configured, and not in the table of the kernel',
  },
  {
    isProblem: true,
    applies: ({servers}) => servers.length === 0,
    words: () => 'serves nobody: it has no real server',
  },
  {
    isProblem: true,
    applies: ({servers}) => servers.every(({standing}) => !standing.isServing),
    words: ({servers, proper, names}) =>
      `serves nobody: ${outWords(proper.length > 0 ? proper : servers, 'nobody is left', names)}`,
  },
  {
    isProblem: true,
    applies: ({proper}) => proper.every(({standing}) => !standing.isServing),
    words: ({servers, proper, names}) => {
      const fallback = servers.find(one => isFallback(one.facts) && one.standing.isServing);
      const where = fallback ? ` (${endpointWithName(fallback.facts.id, names)})` : '';
      return `is served by the fallback alone${where}; ${outWords(proper, 'it has no other server', names)}`;
    },
  },
  {
    isProblem: false,
    applies: ({proper}) => proper.every(({standing}) => standing.code === 'serving' || standing.code === 'unchecked'),
    words: ({proper}) =>
      proper.length === 1 ? 'serves with its only real server' : `serves with all ${proper.length} real servers`,
  },
  {
    isProblem: false,
    applies: () => true,
    words: ({proper, names}) => {
      const serving = proper.filter(({standing}) => standing.isServing).length;
      const count = proper.length === 1 ? 'its only real server' : `${serving} of ${proper.length} real servers`;
      return `serves with ${count}; ${outWords(proper, '', names)}`;
    },
  },
];

/** Those that do not simply serve, problems first, a few by name. */
function outWords(servers: readonly ExplainedServer[], otherwise: string, names: NameBook): string {
  const out = servers
    .filter(({standing}) => standing.code !== 'serving' && standing.code !== 'unchecked')
    .sort((a, b) => Number(b.standing.isProblem) - Number(a.standing.isProblem));
  const named = out
    .slice(0, mostNamed)
    .map(({facts: {id}, standing: {words}}) => `${endpointWithName(id, names)} is ${words}`);
  const more = out.length > mostNamed ? [`and ${out.length - mostNamed} more`] : [];
  return [...named, ...more].join('; ') || otherwise;
}

/** sh, mh and dh send clients to servers of weight 0, which refuse them (docs/drain.md). */
function refusesByHash({facts: {service}, servers}: State): boolean {
  if (!service || !servers.some(({facts: {destination}}) => destination?.weight === 0)) return false;
  return service.scheduler === 'dh' || flagsToAdd(service) !== 0;
}

function hashWords({service}: ServiceFacts): string {
  return `; clients that ${service?.scheduler} hashes to a server of weight 0 are refused`;
}
