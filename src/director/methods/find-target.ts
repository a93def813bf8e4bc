import type {RouterConfiguration} from '../../vrrp/router/configuration.js';
import {errorCodes} from '../protocol/methods.js';
import {ProtocolError} from '../protocol/protocol-error.js';

/** What a name on a socket stands for. */
export interface Target {
  readonly name: string;
  /** All virtual routers that do what it does: of a sync group, or of a member of one, all members. */
  readonly routers: readonly string[];
}

/** @throws ProtocolError with the names there are */
export function findTarget({routers, groups}: RouterConfiguration, name: string): Target {
  const group = groups.find(one => one.name === name) ?? groups.find(({members}) => members.includes(name));
  if (group) return {name, routers: group.members};
  if (routers.some(router => router.name === name)) return {name, routers: [name]};
  const names = [...groups, ...routers].map(one => one.name).join(', ');
  throw new ProtocolError(errorCodes.refused, `there is no virtual router ${name}; there are: ${names || 'none'}`);
}
