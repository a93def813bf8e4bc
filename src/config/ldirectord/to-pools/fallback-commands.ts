import type {Pool, PoolCommand} from '../../pools/pool-configuration.js';
import type {Virtual} from '../ldirectord-config.js';
import {formatHost} from '../names.js';
import type {Surroundings} from './pool.js';

/** What a shell would take for more than a word. */
const shellSigns = /[;&|<>$`"'\\*?(){}[\]~#!\n]/;

/** fallbackcommand: run with `start` when no server is left, with `stop` when one is again (do_fallback_command()). */
export function fallbackCommandsOf(
  {place, fallbackCommand, subject, protocol}: Virtual,
  {refuse}: Surroundings,
): Pick<Pool, 'quorumUp' | 'quorumDown'> {
  const words = fallbackCommand?.split(/\s+/).filter(Boolean) ?? [];
  if (fallbackCommand !== undefined && (shellSigns.test(fallbackCommand) || words.length === 0)) {
    refuse(
      place,
      `fallbackcommand ${fallbackCommand} is for a shell, and lvsctl runs programs only`,
      'put it into a script file, and name that',
    );
    return {quorumUp: undefined, quorumDown: undefined};
  }
  if (words.length === 0) return {quorumUp: undefined, quorumDown: undefined};
  const of = subject.type === 'fwmark' ? ':' : `${formatHost(subject.host)}:${subject.port}`;
  const command = (what: string): PoolCommand => ({words: [...words, what, of, protocol], user: 'root'});
  return {quorumUp: command('stop'), quorumDown: command('start')};
}
