import type {Real, Virtual} from '../../../config/ldirectord/ldirectord-config.js';
import {formatHost} from '../../../config/ldirectord/names.js';

/** How a monitor file names a check (get_real_id_str and service_set of ldirectord): its parts, with runs of colons as one blank. */
export function monitorId({check, protocol}: Pick<Virtual, 'check' | 'protocol'>, real: Real): string {
  const {type, service, command, port, virtualHost} = check;
  const kind =
    type === 'negotiate' || type === 'combined'
      ? `${type}:${service}`
      : type === 'external' || type === 'external-perl'
        ? `${type}:${command}`
        : type;
  const parts = [kind, protocol, formatHost(real.host), real.port, virtualHost ?? '', port ?? '', real.weight];
  return [...parts, real.forwarding, real.request, real.receive].join(':').replace(/:+/g, ' ').replaceAll('\\', '');
}
