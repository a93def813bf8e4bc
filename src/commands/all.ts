import type {CommandDefinition} from './command.js';
import {conns} from './conns.js';
import {demo} from './demo.js';
import {list} from './list.js';
import {top} from './top.js';
import {vrrpHolds} from './vrrp/holds.js';
import {vrrpRelease} from './vrrp/release.js';
import {vrrpSwitch} from './vrrp/switch.js';
import {vrrp} from './vrrp/vrrp.js';

/** Every command that has a name, in the order of the help. */
export const commands = [
  top,
  list,
  conns,
  vrrp,
  vrrpSwitch,
  vrrpRelease,
  vrrpHolds,
  demo,
] as unknown as readonly CommandDefinition[];
