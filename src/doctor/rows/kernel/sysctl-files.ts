import {masquerading} from '../../../ipvs/forwarding.js';
import {nearest} from '../../../ipvs/nearest-name.js';
import type {Diagnosis} from '../../diagnosis.js';
import type {DoctorRow} from '../../doctor-row.js';
import type {DirectorFacts} from '../../facts.js';
import {foundOr, good, risk, unknown} from '../../outcomes.js';
import {lastingSysctlFile, sysctlOf} from '../../sysctl-facts.js';
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
    'What sysctl -w sets is gone at the next boot; what lasts is in files: /etc/sysctl.d/*.conf, /run/sysctl.d, /usr/lib/sysctl.d and /etc/sysctl.conf (with systemd only where a link in sysctl.d names it), the last one that names a sysctl decides (sysctl.d(5)). This compares them with the values of now, and finds names that no kernel has: net.ipv4.ip_forwarding, which some instructions have, sets nothing at all. Sysctls of ip_vs that are in files need the module to be loaded before: list ip_vs in /etc/modules-load.d.',
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

function different({lastingSysctls, sysctls}: DirectorFacts): Diagnosis[] {
  if (!lastingSysctls.known || !sysctls.known) return [];
  return [...lastingSysctls.value].flatMap(([name, {value, file}]) => {
    const now = sysctls.value.get(name);
    if (!matters.test(name) || now === undefined || sameValue(now, value)) return [];
    return [
      risk({
        subject: name,
        is: `${now} now, and ${value} in ${file}`,
        shouldBe: 'the same',
        why: 'The next boot changes what works now, or what was meant in the file is not in force.',
        advice: `change ${file}, or sysctl -w ${name}=${value}, whichever was meant`,
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
  return [
    risk({
      subject: 'net.ipv4.ip_forward',
      is: '1 now, and in no file',
      shouldBe: 'in a file of sysctl.d',
      why: 'Masquerading needs it. Unless something else sets it again (a network manager, a container engine), it is 0 after the next boot.',
      advice: `echo 'net.ipv4.ip_forward = 1' >> ${lastingSysctlFile}`,
    }),
  ];
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
