import type {NameBook} from '../../settings/name-book.js';
import {explainHolder, type ExplainedHolder} from './explain-holder.js';
import {explainNothing} from './explain-nothing-there.js';
import {explainReal} from './explain-real.js';
import {explainService} from './explain-service.js';
import type {Explanation} from './explanation.js';
import {nextCommands} from './next-commands.js';
import type {WhyFacts} from './why-facts.js';
import {addressWithName, serviceWithName} from './with-name.js';

/** What the facts mean, in one sentence and with the next commands. Pure. */
export function explainWhy(facts: WhyFacts): Explanation & {readonly holders: readonly ExplainedHolder[]} {
  const services = facts.services.map(one => explainService(one, facts));
  const holders = (facts.holders ?? []).map(one => explainHolder(one, facts));
  const {subject, names} = facts;
  if (subject.type === 'nothing') return {...explainNothing(facts, holders), holders};
  const said =
    subject.type === 'real'
      ? explainReal(subject, services, facts)
      : {
          words: servicesWords(services.map(({facts: {id}, words}) => [serviceWithName(id, names), words] as const)),
          isProblem: services.some(({isProblem}) => isProblem),
        };
  const isProblem = said.isProblem || holders.some(one => one.isProblem);
  const answer = [said.words, ...holderWords(holders, subject.type === 'real', names)].join('; ');
  const isKnown = facts.services.every(({isRead}) => isRead);
  return {
    answer: `${answer}.`,
    verdict: !isKnown ? 'unknown' : isProblem ? 'wrong' : 'well',
    services,
    holders,
    next: nextCommands({facts, services, holders}),
  };
}

function servicesWords(services: readonly (readonly [name: string, words: string])[]): string {
  const sentences = services.map(([name, words]) => `${name} ${words}`);
  return services.length > 1 ? `${services.length} services: ${sentences.join('; ')}` : sentences.join('');
}

/** Of a real server, only what keeps clients away. */
function holderWords(holders: readonly ExplainedHolder[], isReal: boolean, names: NameBook): readonly string[] {
  return holders
    .filter(({code, isProblem}) => (isReal ? isProblem || code === 'elsewhere' : code !== 'unread'))
    .map(({facts: {address}, words}) => `${addressWithName(address, names)}: ${words}`);
}
