import type {DoctorRow} from '../../doctor-row.js';
import {good, none, unknown, wrong} from '../../outcomes.js';
import {quietAddresses} from '../../quiet-addresses.js';

/** Whether the kernel has IPVS. */
export const ipvsModule: DoctorRow = {
  code: 'ipvs-module',
  group: 'kernel',
  title: 'IP Virtual Server',
  explanation:
    'The kernel balances with its module ip_vs, loaded or built in. ipvsadm, keepalived and lvsctl load it when they first need it, which fails where the module is not installed or where modules cannot be loaded, as in most containers. The doctor itself never loads it.',
  diagnose(facts) {
    const {ipvs, modules, role, isEmbedded, sysctls, managers} = facts;
    if (ipvs.known) {
      const {version, connectionTableSize} = ipvs.value;
      const parts = [version >>> 16, (version >>> 8) & 255, version & 255].join('.');
      return [good(`${parts}${isEmbedded ? ' (embedded)' : ''}, ${connectionTableSize} hash buckets`)];
    }
    if (role === 'real-server') return [none('a real server needs none')];
    const isThere = sysctls.known && sysctls.value.has('net.ipv4.vs.conntrack');
    if (isThere || !modules.known || modules.value.loaded.has('ip_vs')) return [unknown(ipvs.words)];
    const isWanted = role === 'director' || (managers.known && managers.value.length > 0);
    if (!isWanted && quietAddresses(facts).length > 0)
      return [none('this host looks like a real server, which needs none')];
    const isLoadable = modules.value.loadable.has('ip_vs');
    return [
      wrong({
        subject: 'ip_vs',
        is: isLoadable ? 'not loaded' : 'not loaded, and not installed for this kernel',
        shouldBe: 'loaded, or built into the kernel',
        why: 'Without it nothing is balanced, and there is no table.',
        advice: isLoadable
          ? 'modprobe ip_vs'
          : 'install the package with the modules of this kernel; in a container the host has to load ip_vs',
        remedy: isLoadable
          ? {
              change: {type: 'module', name: 'ip_vs'},
              safe: 'it forwards nothing while its table is empty',
              lasting: {file: '/etc/modules-load.d/lvsctl.conf', line: 'ip_vs'},
            }
          : undefined,
      }),
    ];
  },
};
