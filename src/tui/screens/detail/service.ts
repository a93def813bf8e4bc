import {formatIpv4} from '../../../net/address.js';
import {formatSchedulerFlags} from '../../../ipvsadm/scheduler-flags.js';
import {familyOfService, isOnePacket, isPersistent, schedulerFlags, type Service} from '../../../ipvs/service.js';
import type {SeenService} from '../../data/snapshot.js';
import type {Glyphs} from '../../text/glyphs.js';
import {exact} from '../../text/quantity.js';
import type {Line} from '../../theme/role.js';
import {entry, type Panel, panel} from '../../components/panel.js';

/** How a service is set up, and what its real servers hold together. */
export function servicePanel({service, sums, destinations}: SeenService, {ellipsis, dash}: Glyphs): Panel {
  const held = (value: number | undefined) => (destinations && value !== undefined ? exact(value) : dash).padStart(11);
  const lines: readonly Line[] = [
    entry('scheduler', service.scheduler),
    entry('flags', flagsText(service) || dash),
    entry('persistence', persistenceText(service) || dash),
    ...(isPersistent(service) ? [entry('mask', maskText(service))] : []),
    entry('active', held(sums.active)),
    entry('inactive', held(sums.inactive)),
    entry('persistent', held(sums.persistent)),
    entry('servers', held(sums.servers)),
    entry('quiesced', held(sums.quiesced), undefined, sums.quiesced > 0 ? 'warn' : 'plain'),
  ];
  return panel('SERVICE', () => lines, ellipsis);
}

function flagsText(service: Service): string {
  const words =
    (service.flags & schedulerFlags) !== 0 ? [formatSchedulerFlags(service.flags, service.scheduler, 'lvsctl')] : [];
  return [...words, ...(isOnePacket(service) ? ['ops'] : [])].join(', ');
}

/** `600 s, sip`. */
function persistenceText(service: Service): string {
  if (!isPersistent(service)) return '';
  const {timeout, persistenceEngine: engine} = service;
  return engine === '' ? `${timeout} s` : `${timeout} s, ${engine}`;
}

/** Which clients are one. */
function maskText({id, netmask}: Service): string {
  return familyOfService(id) === 'ipv4' ? formatIpv4(netmask) : `/${netmask}`;
}
