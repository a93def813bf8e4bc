import {escapeControls} from '../../../ipvs/outside-text.js';
import type {DoctorRow} from '../../doctor-row.js';
import {managerName, ofKind} from '../../manager-words.js';
import {good, risk, unknown} from '../../outcomes.js';

/** Whether keepalived runs with what its file says. */
export const keepalivedReload: DoctorRow = {
  code: 'keepalived-reload',
  group: 'managers',
  title: 'changes that keepalived has not read',
  explanation:
    'An edited keepalived.conf does nothing until a reload, and then all of it at once, perhaps in the middle of a failover or a boot. keepalived 2.2 keeps the text it has read last in a memory file; what that comes to is compared with what the files come to now. Changed comments are no difference.',
  diagnose: facts =>
    ofKind(facts, 'keepalived', own =>
      own.map(one => {
        const subject = managerName(one);
        const file = escapeControls(one.file ?? '');
        if (one.detail?.isReloadPending === undefined)
          return unknown('what it runs with cannot be read', undefined, subject);
        if (!one.detail.isReloadPending) return good(`it runs with ${file} as it is`, subject);
        return risk({
          subject,
          is: `${file} was changed since it was read`,
          shouldBe: 'read, or put back',
          why: 'The change comes into force at the next reload or start, whoever is there then.',
          advice: `keepalived -t -f ${file}, then systemctl reload keepalived; change both directors' virtual_ipaddress within one interval, or they are masters both until then`,
        });
      }),
    ),
};
