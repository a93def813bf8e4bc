import type {Change} from '../ipvs/change.js';
import type {DaemonConfiguration} from '../ipvs/daemon.js';
import {formatAddress} from '../net/address.js';
import {formatEndpoint} from '../net/endpoint.js';
import {numericDisplay} from './display-names.js';
import {destinationRule, serviceArguments, serviceRule} from './format-rules.js';

/** The command that makes a change, as one would type it: `ipvsadm -e -t 10.0.0.1:80 -r 10.1.0.11:80 -m -w 3`. */
export function formatChange(change: Change): string {
  return `ipvsadm ${words(change)}`;
}

function words(change: Change): string {
  switch (change.type) {
    case 'add-service':
      return serviceRule(change.service, numericDisplay, 'lvsctl').trimEnd();
    case 'edit-service':
      return serviceRule(change.service, numericDisplay, 'lvsctl').trimEnd().replace(/^-A/, '-E');
    case 'delete-service':
      return `-D ${serviceArguments(change.id, numericDisplay, 'lvsctl')}`;
    case 'add-server':
      return destinationRule(change.id, change.destination, numericDisplay, 'lvsctl').trimEnd();
    case 'edit-server':
      return destinationRule(change.id, change.destination, numericDisplay, 'lvsctl').trimEnd().replace(/^-a/, '-e');
    case 'delete-server':
      return `-d ${serviceArguments(change.id, numericDisplay, 'lvsctl')} -r ${formatEndpoint(change.destination)}`;
    case 'flush':
      return '-C';
    case 'zero':
      return change.id ? `-Z ${serviceArguments(change.id, numericDisplay, 'lvsctl')}` : '-Z';
    case 'set':
      return `--set ${change.timeouts.tcp} ${change.timeouts.tcpFin} ${change.timeouts.udp}`;
    case 'start-daemon':
      return daemonWords(change.daemon);
    case 'stop-daemon':
      return `--stop-daemon ${change.state} --syncid ${change.syncId}`;
  }
}

function daemonWords({state, interface: name, syncId, maximumLength, group, port, ttl}: DaemonConfiguration): string {
  const words = [`--start-daemon ${state} --mcast-interface ${name} --syncid ${syncId}`];
  if (maximumLength !== 0) words.push(`--sync-maxlen ${maximumLength}`);
  if (group) words.push(`--mcast-group ${formatAddress(group)}`);
  if (port !== 0) words.push(`--mcast-port ${port}`);
  if (ttl !== 0) words.push(`--mcast-ttl ${ttl}`);
  return words.join(' ');
}
