import {masquerading} from '../../../ipvs/forwarding.js';
import {nearest} from '../../../ipvs/nearest-name.js';
import type {Diagnosis} from '../../diagnosis.js';
import type {DoctorRow} from '../../doctor-row.js';
import type {DirectorFacts} from '../../facts.js';
import {foundOr, good, risk, unknown} from '../../outcomes.js';
import {lastingSysctlFile, sysctlCommand, sysctlOf} from '../../sysctl-facts.js';
import {serversBy} from '../../table-facts.js';

/** Of these the next boot matters: a director does not work, or bites, without. */
const matters =
  /^net\.(ipv4\.(ip_forward|vs\..+|conf\..+\.(forwarding|rp_filter|send_redirects|arp_ignore|arp_announce))|ipv6\.conf\..+\.forwarding|netfilter\.nf_conntrack_(max|tcp_loose))$/;

/** Whether the next boot makes of this host what it is now. */
export const sysctlFiles: DoctorRow = {
  code: 'sysctl-files',
  group: 'kernel',
  title: 'sysctls after the next boot',
  explanation:
    'What sysctl -w sets is gone at the next boot; what lasts is in files: /etc/sysctl.d/*.conf, /run/sysctl.d, /usr/lib/sysctl.d and /etc/sysctl.conf (with systemd only where a link in sysctl.d names it), the last one that names a sysctl decides (sysctl.d(5)). This compares them with the values of now, and finds names that no kernel has: net.ipv4.ip_forwarding, which some instructions have, sets nothing at all. What a daemon sets itself is left to it: keepalived with use_vmac rp_filter, container engines forwarding; of network managers, which do so where they are told to, it is unknown. Sysctls of ip_vs that are in files need the module to be loaded before: list ip_vs in /etc/modules-load.d.',
  diagnose(facts) {
    const {lastingSysctls, sysctls} = facts;
    if (!lastingSysctls.known) return [unknown(lastingSysctls.words)];
    if (!sysctls.known) return [unknown(sysctls.words)];
    return foundOr(
      [...misspelt(facts), ...different(facts), ...fleeting(facts)],
      good('the files have what is set now'),
    );
  },
};

function different(facts: DirectorFacts): Diagnosis[] {
  const {lastingSysctls, sysctls} = facts;
  if (!lastingSysctls.known || !sysctls.known) return [];
  return [...lastingSysctls.value].flatMap(([name, {value, file}]) => {
    const now = sysctls.value.get(name);
    if (!matters.test(name) || now === undefined || sameValue(now, value)) return [];
    const setter = setterOf(facts, name, now);
    if (setter) return left(setter, name, `${now} now, and ${value} in ${file}`);
    return [
      risk({
        subject: name,
        is: `${now} now, and ${value} in ${file}`,
        shouldBe: 'the same',
        why: 'The next boot changes what works now, or what was meant in the file is not in force.',
        advice: `change ${file}, or ${sysctlCommand(name, value)}, whichever was meant`,
      }),
    ];
  });
}

/** What works now by something that no file says. */
function fleeting(facts: DirectorFacts): Diagnosis[] {
  const {lastingSysctls} = facts;
  const names = ['net.ipv4.ip_forward', 'net.ipv4.conf.all.forwarding'];
  const isSaid = lastingSysctls.known && names.some(name => lastingSysctls.value.has(name));
  if (isSaid || sysctlOf(facts, 'net.ipv4.ip_forward') !== 1 || serversBy(facts, masquerading, 'ipv4').length === 0)
    return [];
  const is = '1 now, and in no file';
  const setter = setterOf(facts, 'net.ipv4.ip_forward', '1');
  if (setter) return left(setter, 'net.ipv4.ip_forward', is);
  return [
    risk({
      subject: 'net.ipv4.ip_forward',
      is,
      shouldBe: 'in a file of sysctl.d',
      why: 'Masquerading needs it. Unless something else sets it again, it is 0 after the next boot.',
      advice: `echo 'net.ipv4.ip_forward = 1' >> ${lastingSysctlFile}`,
    }),
  ];
}

/**
 * Who sets a sysctl to what it is whenever it starts, whatever the files say. NB: it is not to be told to leave that alone.
 * @param now what the sysctl is
 */
function setterOf({managers, programs}: DirectorFacts, name: string, now: string): Setter | undefined {
  const hasVirtualMacs = managers.known && managers.value.some(({detail}) => detail?.keepalived?.hasVirtualMacs);
  if (name.endsWith('.rp_filter') && hasVirtualMacs) return {name: 'keepalived', isSure: true};
  const isForwarding = /^net\.(ipv4\.ip_forward|ipv[46]\.conf\..+\.forwarding)$/.test(name) && now === '1';
  if (!isForwarding || !programs.known) return undefined;
  const runs = (program: string) => programs.value.names.has(program);
  const sure = forwarders.find(runs);
  if (sure !== undefined) return {name: sure, isSure: true};
  const possible = possibleForwarders.find(runs);
  return possible === undefined ? undefined : {name: possible, isSure: false};
}

interface Setter {
  readonly name: string;
  /** Its configuration, which is not read, may say otherwise. */
  readonly isSure: boolean;
}

/** Those that make a host forward, by the names of their processes (15 characters of them). */
const forwarders = ['dockerd', 'libvirtd', 'virtnetworkd', 'lxd', 'incusd', 'kubelet', 'k3s-server', 'cilium-agent'];
/** Those that do where they are told to: IPForward= of systemd.network(5), ipv4.method shared, masquerade. */
const possibleForwarders = ['systemd-network', 'NetworkManager', 'firewalld'];

/** Of one that may set it, somebody has to look; of one that does, nothing is said. */
function left({name, isSure}: Setter, sysctl: string, is: string): Diagnosis[] {
  const see = `see whether ${name} is told to set it; else echo '${sysctl} = 1' >> ${lastingSysctlFile}`;
  return isSure ? [] : [unknown(`${is}; ${name} may set it when it starts`, see, sysctl)];
}

function sameValue(a: string, b: string): boolean {
  return a.trim().split(/\s+/).join(' ') === b.trim().split(/\s+/).join(' ');
}

function misspelt({lastingSysctls, sysctls, ipvs}: DirectorFacts): Diagnosis[] {
  if (!lastingSysctls.known || !sysctls.known) return [];
  const known = [...sysctls.value.keys()].filter(name => !name.startsWith('net.ipv4.conf.'));
  return [...lastingSysctls.value].flatMap(([name, {file}]) => {
    const isOurs = /^net\.ipv4\.(ip_forward|vs\.)/.test(name) && !(name.startsWith('net.ipv4.vs.') && !ipvs.known);
    if (!isOurs || sysctls.value.has(name)) return [];
    const meant = nearest(name, known);
    return [
      risk({
        subject: name,
        is: `in ${file}, and in no kernel`,
        shouldBe: meant ?? 'a name that this kernel has',
        why: 'The line sets nothing: what was meant is not in force.',
        advice: meant === undefined ? `correct ${file}` : `correct ${file}: ${meant}`,
      }),
    ];
  });
}
