import {protocolName, tcp} from '../../../ipvs/protocol.js';
import type {ServiceConfiguration} from '../../../ipvs/service.js';
import {poolNameOf} from '../../pools/pool-name.js';
import type {VirtualServer} from '../lvs/lvs-configuration.js';

/**
 * The names of the pools: that of the service or of the group, and of a group in another protocol than TCP with it: `G UDP`.
 * They do not depend on what else is in the file.
 */
export function poolNameOfServer(
  {subject, protocol}: VirtualServer,
  services: readonly ServiceConfiguration[],
): string {
  if (subject.type === 'group') {
    const isPlain = protocol === tcp || protocol === 0;
    return isPlain ? subject.name : `${subject.name} ${protocolName(protocol).toUpperCase()}`;
  }
  const [first] = services;
  return first ? poolNameOf(first.id) : 'nothing';
}
