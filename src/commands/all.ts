import type {CommandDefinition} from './command.js';
import {conns} from './conns.js';
import {demo} from './demo.js';
import {list} from './list.js';
import {top} from './top.js';

/** Every command that has a name, in the order of the help. */
export const commands = [top, list, conns, demo] as unknown as readonly CommandDefinition[];
