import {type Address, formatAddress} from '../../net/address.js';
import {span} from '../findings/words.js';
import type {Milliseconds} from '../intervals.js';
import type {Takeover} from '../observer/holder.js';
import type {Observation} from '../observer/observation.js';
import type {Transition} from '../observer/transition.js';
import type {Happening} from './router-truth.js';

type Words = Pick<Happening, 'words' | 'severity'>;

/** What a transition is in words; undefined for what nobody wants to read. */
export function wordsOf(transition: Transition, observation: Observation, now: Milliseconds): Words | undefined {
  switch (transition.type) {
    case 'master-heard': {
      const {source, priority, why} = transition;
      return notice(`${formatAddress(source)} is heard as master with priority ${priority}${takeoverWords(why, now)}`);
    }
    case 'no-master-heard':
      return notice('no other host is heard as master any more');
    case 'speaker-began':
      return notice(`${formatAddress(transition.source)} began to advertise with priority ${transition.priority}`);
    case 'speaker-left':
      return notice(`${formatAddress(transition.source)} gave up (priority 0)`);
    case 'speaker-yielded':
      return good(`${formatAddress(transition.source)} yielded to another master`);
    case 'speaker-silent':
      return bad(
        `${formatAddress(transition.source)} fell silent without a word, last heard ${span(now - transition.lastSeen)} ago`,
      );
    case 'speaker-changed':
      return notice(`${formatAddress(transition.source)} ${changeWords(transition.change)}`);
    case 'address-added':
    case 'address-removed': {
      const {address, isLate} = transition;
      const verb = transition.type === 'address-added' ? 'was added to' : 'was removed from';
      const late = isLate ? ' (the kernel dropped events: nobody knows when)' : '';
      return notice(`${formatAddress(address.address)} ${verb} ${linkName(observation, address.interface)}${late}`);
    }
    case 'link-up':
      return good(`the link of ${transition.link.name} is up`);
    case 'link-down':
      return bad(`the link of ${transition.link.name} is down`);
    case 'link-gone':
      return bad(`the interface ${transition.link.name} is gone`);
    case 'daemon-running':
      return notice(
        `${transition.name} ${transition.isAnother ? 'was started anew' : 'runs'} as process ${transition.pid}`,
      );
    case 'daemon-stopped':
      return bad(`${transition.name} is stopped by a signal and says nothing`);
    case 'daemon-gone':
      return bad(`${transition.name} has ended`);
    case 'instance-told':
      return notice(`the FIFO says ${transition.to.toUpperCase()}${was(transition.from?.toUpperCase())}`);
    case 'group-told':
      return notice(
        `the FIFO says ${transition.to.toUpperCase()} of sync group ${transition.name}${was(transition.from?.toUpperCase())}`,
      );
    case 'priority-told':
      return notice(`its priority is ${transition.to}${was(transition.from)}`);
    case 'lower-priority-told':
      return bad('it heard a master of lower priority: there are two');
    case 'stalled':
      return bad(`nothing was observed for ${span(now - transition.since)}: this process was held up`);
    case 'clock-set-back':
      return notice(`the clock was set back by ${span(transition.by)}`);
    case 'speaker-forgotten':
    case 'speaker-dropped':
      return undefined;
  }
}

function takeoverWords(why: Takeover, now: Milliseconds): string {
  const of = (address: Address) => formatAddress(address);
  switch (why.type) {
    case 'gave-up':
      return `: ${of(why.previous)} had given up`;
    case 'fell-silent':
      return `: ${of(why.previous)} was last heard ${span(now - why.lastSeen)} before`;
    case 'outranked':
      return `: it outranks ${of(why.previous)} (priority ${why.previousPriority})`;
    case 'vacant':
      return ': nobody was heard before';
    case 'unknown':
      return '';
  }
}

function changeWords(change: Extract<Transition, {type: 'speaker-changed'}>['change']): string {
  if (change.field === 'addresses') return 'advertises other addresses';
  const units = change.field === 'interval' ? ' ms' : '';
  return `changed its ${change.field.replace('-', ' ')} from ${change.from} to ${change.to}${units}`;
}

function linkName({network}: Observation, index: number): string {
  return network.links.get(index)?.link.name ?? `interface ${index}`;
}

function was(before: string | number | undefined): string {
  return before === undefined ? '' : `, before it was ${before}`;
}

function good(words: string): Words {
  return {words, severity: 'good'};
}

function notice(words: string): Words {
  return {words, severity: 'notice'};
}

function bad(words: string): Words {
  return {words, severity: 'bad'};
}
