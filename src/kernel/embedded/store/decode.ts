import {parseAddress} from '../../../net/address.js';
import {type DaemonEntry, type Director, newDirector} from '../director.js';
import {isAtRest} from '../table/statistics.js';
import {isSysctl} from '../texts/sysctls.js';
import {decodeConnections} from '../traffic/encode-connections.js';
import {decodeWorkload} from '../traffic/workload.js';
import {anAddress, decodeDeleted, decodeService, decodeStatistics} from './decode-services.js';
import {format, formatVersion} from './encode.js';
import {Field, WrongField} from './field.js';

/** The state a text tells. Throws WrongField naming what is not as it should be, or SyntaxError where it is no JSON. */
export function decodeDirector(text: string): Director {
  const root = new Field(JSON.parse(text));
  checkFormat(root);
  const director = newDirector(root.get('now').time(), root.get('salt').integer());
  director.estimateAt = root.get('estimateAt').time();
  if (!root.get('trashAt').isAbsent) director.trashAt = root.get('trashAt').time();
  const timeouts = root.get('timeouts');
  const seconds = (name: string) => timeouts.get(name).integer(1, 0x7fffffff);
  director.timeouts = {tcp: seconds('tcp'), tcpFin: seconds('tcpFin'), udp: seconds('udp')};
  decodeSysctls(director, root.get('sysctls'));
  director.master = decodeDaemon(root.get('master'), 'master');
  director.backup = decodeDaemon(root.get('backup'), 'backup');
  director.workload = decodeWorkload(root.get('traffic'));
  Object.assign(director.totals, decodeStatistics(root.get('statistics')));
  // NB: the newest stands first in a bucket, so it is added last
  for (const field of root.get('services').list().reverse()) director.services.add(decodeService(director, field));
  for (const field of root.get('deleted').list()) director.trash.push(decodeDeleted(director, field));
  decodeConnections(director, root.get('connections'));
  collectMoving(director);
  return director;
}

function checkFormat(root: Field): void {
  const name = root.get('format');
  if (name.value !== format) throw name.wrong(`"${format}"`);
  const version = root.get('version').integer();
  if (version !== formatVersion)
    throw new WrongField(
      `version is ${version}, this program reads ${formatVersion}: the file was written by a newer one`,
    );
}

function decodeSysctls(director: Director, field: Field): void {
  for (const name of Object.keys((field.value ?? {}) as object)) {
    const member = field.get(name);
    if (name === 'sync_threshold') {
      const [first, second] = member.list();
      if (!first || !second) throw member.wrong('two numbers');
      director.sysctls.sync_threshold = [first.integer(0, 0x7fffffff), second.integer(0, 0x7fffffff)];
    } else if (isSysctl(name)) director.sysctls[name] = member.integer(-0x80000000, Number.MAX_SAFE_INTEGER);
    else throw member.wrong('no such name: it is none of /proc/sys/net/ipv4/vs');
  }
}

function decodeDaemon(field: Field, state: DaemonEntry['state']): DaemonEntry | undefined {
  if (field.isAbsent) return undefined;
  return {
    state,
    interface: field.get('interface').text(),
    syncId: field.get('syncId').integer(),
    maximumLength: field.get('maximumLength').integer(0, 65535),
    group: field.get('group').parsed(parseAddress, anAddress),
    port: field.get('port').integer(0, 65535),
    ttl: field.get('ttl').integer(0, 255),
  };
}

function collectMoving(director: Director): void {
  if (!isAtRest(director.totals)) director.moving.add(director.totals);
  for (const service of director.services.inOrder()) {
    for (const {statistics} of [service, ...service.destinations])
      if (!isAtRest(statistics)) director.moving.add(statistics);
  }
}
