import type {CommandDefinition} from './command.js';
import {conns} from './conns.js';
import {demo} from './demo.js';
import {list} from './list.js';
import {top} from './top.js';
import {vrrp} from './vrrp/vrrp.js';

/** Every command that has a name, in the order of the help. */
export const commands = [top, list, conns, vrrp, demo] as unknown as readonly CommandDefinition[];
