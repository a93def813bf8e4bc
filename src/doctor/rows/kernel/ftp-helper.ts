import {masquerading} from '../../../ipvs/forwarding.js';
import {tcp} from '../../../ipvs/protocol.js';
import {formatServiceId} from '../../../ipvs/service-text.js';
import type {DoctorRow} from '../../doctor-row.js';
import {foundOr, good, none, unknown, risk} from '../../outcomes.js';
import {serversBy} from '../../table-facts.js';

/** Whether FTP through masquerading has its helper. */
export const ftpHelper: DoctorRow = {
  code: 'ftp-helper',
  group: 'kernel',
  title: 'FTP helper',
  explanation:
    'FTP names the address of its data connection within the control connection. With masquerading the module ip_vs_ftp has to translate it; without, the control connection works and transfers hang. Direct routing and tunnels need no helper, but persistence of port 0 or a firewall mark. A control connection that is inside TLS cannot be translated by anybody.',
  diagnose(facts) {
    const {modules} = facts;
    const ids = new Set(
      serversBy(facts, masquerading)
        .filter(({service: {id}}) => id.type === 'address' && id.protocol === tcp && id.port === 21)
        .map(({service}) => formatServiceId(service.id)),
    );
    if (ids.size === 0) return [none('no FTP service with masquerading')];
    if (!modules.known) return [unknown(modules.words)];
    if (modules.value.loaded.has('ip_vs_ftp')) return [good('ip_vs_ftp is loaded')];
    // without lists of modules: where ip_vs is one, so is its helper
    if (modules.value.loadable.size === 0 && !modules.value.loaded.has('ip_vs'))
      return [unknown('ip_vs_ftp is not loaded; whether it is built in is not known')];
    const isLoadable = modules.value.loadable.has('ip_vs_ftp');
    return foundOr(
      [...ids].map(subject =>
        risk({
          subject,
          is: `ip_vs_ftp is not loaded${isLoadable ? '' : ', and not installed for this kernel'}`,
          shouldBe: 'loaded',
          why: 'Data connections of FTP name addresses of the real servers, which clients cannot reach: transfers hang.',
          advice: isLoadable ? 'modprobe ip_vs_ftp' : "install the kernel's package that has ip_vs_ftp",
          remedy: isLoadable
            ? {
                change: {type: 'module', name: 'ip_vs_ftp'},
                safe: 'it looks at new connections of port 21 only',
                lasting: {file: '/etc/modules-load.d/lvsctl.conf', line: 'ip_vs_ftp'},
              }
            : undefined,
        }),
      ),
      none('no FTP service with masquerading'),
    );
  },
};
