import {readFileSync} from 'node:fs';

/**
 * How many packets the reverse path filters of this network namespace have dropped (IPReversePathFilter of nstat(8));
 * undefined where the kernel does not count them.
 */
export function readPathDrops(): number | undefined {
  const [names = [], values = []] = readFileSync('/proc/net/netstat', 'utf8')
    .split('\n')
    .filter(line => line.startsWith('TcpExt:'))
    .map(line => line.split(' '));
  const value = values[names.indexOf('IPReversePathFilter')];
  return value === undefined ? undefined : Number(value);
}
