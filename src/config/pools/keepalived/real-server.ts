import {formatAddress} from '../../../net/address.js';
import {parseEndpoint} from '../../../net/endpoint.js';
import type {Lose} from '../loss.js';
import type {Pool, PoolServer} from '../pool-configuration.js';
import {type BlockLine, block} from './block-lines.js';
import {checker} from './checker.js';
import {commandLine} from './command-line.js';
import {endpointWords, methodWords} from './server-words.js';
import type {TrackFiles} from './track-files.js';

/** @param at which of the services of the pool it is written for */
export function realServer(
  server: PoolServer,
  pool: Pool,
  at: readonly number[],
  files: TrackFiles,
  lose: Lose,
): BlockLine {
  const {name, place, weight} = server;
  const [one] = at.map(i => server.destinations[i]).filter(each => each !== undefined);
  const of = `${name} of ${pool.name}`;
  for (const [isThere, words] of wishes(server)) if (isThere) lose(place, `${of}: ${words}`);
  return block(`real_server ${addressWords(server)}`, [
    `weight ${weight}`,
    one ? `lvs_method ${methodWords(one.forwarding, one.tunnel)}` : undefined,
    one?.upperThreshold ? `uthreshold ${one.upperThreshold}` : undefined,
    one?.lowerThreshold ? `lthreshold ${one.lowerThreshold}` : undefined,
    server.whenDown === 'quiesce' ? 'inhibit_on_failure' : undefined,
    commandLine('notify_up', server.notifyUp, place, lose),
    commandLine('notify_down', server.notifyDown, place, lose),
    server.sendsMail ? undefined : 'smtp_alert off',
    ...server.checks.flatMap(check => checker(check, server, files, lose)),
  ]);
}

/** The name has the port that it was written with. */
function addressWords({name, host}: PoolServer): string {
  const endpoint = parseEndpoint(name);
  return endpoint ? endpointWords(endpoint) : formatAddress(host);
}

/** What keepalived does not know. */
function wishes({holdDown, slowStart, agent, dependsOn}: PoolServer): readonly (readonly [boolean, string])[] {
  return [
    [holdDown > 0, 'hold-down is not there: it is back as soon as its checks are up'],
    [slowStart.over > 0, 'slow-start is not there: it has its whole weight at once'],
    [agent !== undefined, 'the agent is not asked: the weight stays as configured'],
    [dependsOn.length > 0, 'depends-on is not there: it is up whatever they are'],
  ];
}
