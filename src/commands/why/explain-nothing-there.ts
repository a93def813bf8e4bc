import {formatServiceId} from '../../ipvs/service-text.js';
import type {ExplainedHolder} from './explain-holder.js';
import type {Explanation} from './explanation.js';
import {routersCommand} from './next-commands.js';
import {shellWord} from './shell-word.js';
import type {Subject, WhyFacts} from './why-facts.js';
import {addressWithName, serviceWithName} from './with-name.js';

/** Of what is neither a service nor a real server: what is near, and whether a host has the address. */
export function explainNothing(facts: WhyFacts, holders: readonly ExplainedHolder[]): Explanation {
  const {address, near} = facts.subject as Extract<Subject, {type: 'nothing'}>;
  const held = holders
    .filter(({code}) => code !== 'unread' && code !== 'absent')
    .map(({facts: one, words}) => `${addressWithName(one.address, facts.names)}: ${words}`);
  const nowhere = address && holders.some(({code}) => code === 'absent') ? ['no interface of this host has it'] : [];
  const isRead = !facts.untold.some(({source}) => source === 'table');
  const nearest = near.length > 0 ? [`nearest are ${near.map(id => serviceWithName(id, facts.names)).join(', ')}`] : [];
  const head = isRead
    ? `${facts.asked} is neither a virtual service nor a real server`
    : `what ${facts.asked} is cannot be told, as the table of the kernel could not be read`;
  const empty = isRead && near.length === 0 ? ['the table has no service'] : [];
  const next = near
    .slice(0, 1)
    .map(id => ({line: `lvsctl why ${shellWord(formatServiceId(id))}`, why: 'the nearest service'}));
  const problem = holders.find(({isProblem, code}) => isProblem && code !== 'absent');
  const ofHolder = problem ? [routersCommand(problem, facts.given.where, 'the evidence, and what to do about it')] : [];
  const other = !isRead
    ? {line: 'lvsctl doctor', why: 'what is wrong with this machine'}
    : near.length > 0
      ? {line: 'lvsctl list', why: 'all services'}
      : {line: 'lvsctl journal', why: 'whether somebody took the services away'};
  return {
    answer: `${[head, ...held, ...nowhere, ...nearest, ...empty].join('; ')}.`,
    verdict: 'unknown',
    services: [],
    next: [...ofHolder, ...next, other],
  };
}
