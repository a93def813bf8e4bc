import {isSameAddress} from '../../net/address.js';
import type {NameBook} from '../../settings/name-book.js';
import type {ExplainedServer, ExplainedService} from './explanation.js';
import type {Subject, WhyFacts} from './why-facts.js';
import {hostWithName, serviceWithName} from './with-name.js';

export type RealSubject = Extract<Subject, {type: 'real'}>;

/** A server as it stands in one of its services. */
export interface ExplainedPlace extends ExplainedServer {
  readonly service: ExplainedService;
}

/** Where a real server serves, and why not elsewhere. */
export function explainReal(
  subject: RealSubject,
  services: readonly ExplainedService[],
  {connections, names}: Pick<WhyFacts, 'connections' | 'names'>,
): {readonly words: string; readonly isProblem: boolean} {
  const places = placesOfReal(subject, services);
  const name = hostWithName(subject.addresses, subject.port, names);
  const serving = places.filter(({standing}) => standing.isServing);
  const remarkable = places.filter(({standing}) => standing.code !== 'serving' && standing.code !== 'unchecked');
  const count =
    places.length === 1
      ? 'its only service'
      : `${serving.length === 0 ? 'none' : serving.length === places.length ? 'all' : serving.length} of its ${places.length} services`;
  const head =
    serving.length === 0 && places.length === 1
      ? `real server ${name} gets no new clients`
      : `real server ${name} serves in ${count}`;
  return {
    words: [head, ...whyWords(remarkable, places.length, names), ...idleWords(serving, connections, names)].join('; '),
    isProblem: places.some(({standing}) => standing.isProblem),
  };
}

/** The places that are of it, in the order of the services. */
export function placesOfReal(
  {addresses, port}: RealSubject,
  services: readonly ExplainedService[],
): readonly ExplainedPlace[] {
  return services.flatMap(service =>
    service.servers
      .filter(({facts: {id}}) => addresses.some(one => isSameAddress(id.address, one)) && (port ?? id.port) === id.port)
      .map(server => ({...server, service})),
  );
}

/** Equal reasons once, with the services they are of. */
function whyWords(places: readonly ExplainedPlace[], all: number, book: NameBook): readonly string[] {
  const byWords = new Map<string, string[]>();
  for (const {standing, service} of places) {
    const name = serviceWithName(service.facts.id, book);
    const known = byWords.get(standing.words);
    if (known) known.push(name);
    else byWords.set(standing.words, [name]);
  }
  return [...byWords].map(([words, names]) => {
    if (all === 1) return `in ${names[0]} it is ${words}`;
    return names.length === all ? `it is ${words}` : `in ${names.join(', ')} it is ${words}`;
  });
}

/** One that could have clients and has none, while others have. */
function idleWords(
  serving: readonly ExplainedPlace[],
  connections: WhyFacts['connections'],
  names: NameBook,
): readonly string[] {
  const idle = serving.filter(({facts: {destination}, service: {facts}}) => {
    const own = (destination?.activeConnections ?? 0) + (destination?.inactiveConnections ?? 0);
    const others = facts.servers.some(one => (one.destination?.activeConnections ?? 0) > 0);
    return own === 0 && others;
  });
  if (idle.length === 0 || connections === undefined) return [];
  return [
    `it has no connections in ${idle.map(({service}) => serviceWithName(service.facts.id, names)).join(', ')}, where others have`,
  ];
}
