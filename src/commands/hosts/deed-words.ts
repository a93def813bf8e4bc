import type {HostAnswer} from './host-answer.js';
import {listAt, objectAt, textAt, textsAt} from './outside-document.js';

/** What a host would do, or why it would not, a line each. @param isAsked only: then the commands are shown */
export function preflightWords(answer: HostAnswer, isAsked: boolean): readonly string[] {
  const {name, state, status, words, documents} = answer;
  if (state !== 'answered') return [`${name}: ${state === 'down' ? 'down: ' : ''}${words ?? 'no answer'}`];
  const plan = documents.map(one => objectAt(one)).find(({event}) => event === 'planned') ?? {};
  const servers = listAt(plan, 'realServers').map(
    one => `${textAt(one, 'address')}:${textAt(one, 'port')} of ${textAt(one, 'service')}`,
  );
  const what = servers.length === 0 ? [] : [`${name}: it is about ${servers.join(', ')}`];
  const commands = isAsked ? textsAt(plan, 'commands').map(command => `${name}:   ${command}`) : [];
  const notes = textsAt(plan, 'notes').map(note => `${name}: note: ${note}`);
  const refusal = status === 0 ? [] : [`${name}: ${words ?? `it would end with status ${status}`}`];
  return [...what, ...commands, ...notes, ...refusal];
}

/** On which hosts it happened, and on which not. @param begun on which it was begun at all */
export function deedWords(
  command: string,
  answers: readonly HostAnswer[],
  begun: ReadonlySet<string>,
): readonly string[] {
  const named = (accept: (answer: HostAnswer) => boolean) => answers.filter(accept).map(({name}) => name);
  const done = named(({name, status}) => begun.has(name) && status === 0);
  const unknown = answers.filter(({name, status}) => begun.has(name) && status === undefined);
  const ended = answers.filter(({name, status}) => begun.has(name) && status !== undefined && status !== 0);
  const not = named(({name}) => !begun.has(name));
  return [
    ...(done.length > 0 ? [`${command}: done on ${done.join(', ')}`] : []),
    ...ended.map(
      ({name, status}) => `${command}: on ${name} ${endings[String(status)] ?? `it ended with status ${status}`}`,
    ),
    ...unknown.map(
      ({name, words}) =>
        `${command}: on ${name} what came of it is not known (${words ?? 'no answer'}): look there with lvsctl drains --host ${name}`,
    ),
    ...(not.length > 0 ? [`${command}: NOT on ${not.join(', ')}`] : []),
  ];
}

const endings: Readonly<Record<string, string>> = {
  1: 'it found something, told above',
  3: 'it is in force, and was not reached in time',
  4: 'it was refused, and nothing was changed',
  5: 'it failed, and was put back',
  6: 'it failed, and was not put back',
  130: 'it was interrupted',
};
