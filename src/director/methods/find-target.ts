import type {RouterConfiguration} from '../../vrrp/router/configuration.js';
import {type Company, heldTogether} from '../holds/held-together.js';
import {errorCodes} from '../protocol/methods.js';
import {ProtocolError} from '../protocol/protocol-error.js';

/** What a name on a socket stands for. @throws ProtocolError with the names there are */
export function findTarget(configuration: RouterConfiguration, name: string): Company {
  const company = heldTogether(configuration, name);
  if (company) return company;
  const names = [...configuration.groups, ...configuration.routers].map(one => one.name).join(', ');
  throw new ProtocolError(errorCodes.refused, `there is no virtual router ${name}; there are: ${names || 'none'}`);
}
