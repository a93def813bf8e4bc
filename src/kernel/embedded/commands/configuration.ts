import {commandAttributes} from '../../ipvs/attributes.js';
import type {Director} from '../director.js';
import {ticksPerSecond} from '../wire/fill.js';
import {Failure, type Outcome} from './outcome.js';
import type {Request} from './request.js';
import {read} from './service-request.js';

/** INT_MAX / HZ: what a timeout in ticks can hold. */
const longest = Math.floor(0x7fffffff / ticksPerSecond);

/** ip_vs_genl_set_config(): all of it or nothing; 0 and absent leave a timeout as it is. */
export function setConfiguration(director: Director, {buffer, attributes}: Request): Outcome {
  const value = (name: 'timeoutTcp' | 'timeoutTcpFin' | 'timeoutUdp') => {
    const span = attributes[name];
    return span ? read(commandAttributes.rows[name].codec, buffer, span) | 0 : 0;
  };
  const asked = {tcp: value('timeoutTcp'), tcpFin: value('timeoutTcpFin'), udp: value('timeoutUdp')};
  if (Object.values(asked).some(seconds => seconds < 0 || seconds > longest)) return new Failure('EINVAL');
  const {timeouts} = director;
  director.timeouts = {
    tcp: asked.tcp || timeouts.tcp,
    tcpFin: asked.tcpFin || timeouts.tcpFin,
    udp: asked.udp || timeouts.udp,
  };
  return undefined;
}
