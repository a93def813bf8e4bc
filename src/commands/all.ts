import type {CommandDefinition} from './command.js';
import {conns} from './conns.js';
import {list} from './list.js';

/** Every command that has a name, in the order of the help. */
export const commands = [list, conns] as unknown as readonly CommandDefinition[];
