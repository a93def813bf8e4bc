import type {NamesBehaviour} from './servers-behaviour.js';
import {hostName} from './servers-nginx.js';

/** exim.conf of a server that takes nothing. */
export function eximConf(addresses: readonly string[], folder: string): string {
  const settings = {
    primary_hostname: 'mail.example.org',
    spool_directory: `${folder}/spool`,
    log_file_path: `${folder}/%slog`,
    pid_file_path: `${folder}/pid`,
    local_interfaces: addresses.join(' : '),
    daemon_smtp_ports: 25,
    disable_ipv6: 'true',
    host_lookup: '',
    keep_environment: '',
    acl_smtp_connect: 'accept',
    smtp_enforce_sync: 'false',
  };
  return `${Object.entries(settings)
    .map(([name, value]) => `${name} = ${value}`)
    .join('\n')}\n`;
}

/** Words of dnsmasq: it has a name with records of all types, or not the name, or not the records, or no domain. */
export function namesWords(address: string, behaviour: NamesBehaviour): string[] {
  const words = [
    '--keep-in-foreground',
    '--conf-file=/dev/null',
    '--no-resolv',
    '--no-hosts',
    '--pid-file=',
    '--user=root',
  ];
  words.push('--port=53', '--bind-interfaces', `--listen-address=${address}`, '--log-facility=/run/beside/dnsmasq.log');
  if (behaviour !== 'names, REFUSED') words.push('--local=/example.org/');
  if (behaviour === 'names, no data') words.push(`--txt-record=${hostName},nothing else`);
  if (behaviour === 'names')
    words.push(
      `--host-record=${hostName},10.1.0.1,fd00::1`,
      `--mx-host=${hostName},mail.example.org,10`,
      `--txt-record=${hostName},text`,
    );
  return words;
}

/** The program of MISC_CHECK: what it is to do stands in a file. */
export const scriptOfChecks = `#!/bin/busybox sh
read -r what value < "$1"
case $what in
  exit) exit "$value" ;;
  killed) kill -KILL $$ ;;
  hangs) exec sleep 20 ;;
esac
`;
