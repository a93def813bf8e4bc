import {errorCodes} from '../../director/protocol/methods.js';
import {ProtocolError} from '../../director/protocol/protocol-error.js';
import type {CommandDefinition} from '../command.js';
import type {Parsed} from '../parse-command.js';
import {accessOfParsed} from './command-access.js';

/**
 * Before a command runs for whoever may only read: with the names and the options that are set beforehand, without which
 * it was judged when it was asked for. @throws ProtocolError where it may do more than read
 */
export function requireReading(command: CommandDefinition, parsed: Parsed): void {
  const access = accessOfParsed(command, parsed);
  if (access.access === 'refused') throw new ProtocolError(errorCodes.refused, access.words);
  if (access.access === 'changes')
    throw new ProtocolError(
      errorCodes.notPermitted,
      `lvsctl ${command.name} … may change something, or names a file or a host: only lvsctl rpc --write does that`,
    );
}
