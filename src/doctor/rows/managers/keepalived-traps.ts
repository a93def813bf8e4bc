import type {Diagnosis} from '../../diagnosis.js';
import {escapeControls} from '../../../ipvs/outside-text.js';
import type {DoctorRow} from '../../doctor-row.js';
import type {ManagerFacts} from '../../facts.js';
import {managerName, ofKind} from '../../manager-words.js';
import {foundOr, good, risk} from '../../outcomes.js';

/** What keepalived does on a day that nobody expects it. */
export const keepalivedTraps: DoctorRow = {
  code: 'keepalived-traps',
  group: 'managers',
  title: "keepalived's traps",
  explanation:
    'Configurations that are sound, and bite later: a script or FIFO in front of enable_script_security without a user keepalived_script is dropped at the first reload, with its checks (2.2.7, measured); a reload gives servers of a misc_dynamic check that last ended with 0 the weight 0 (2.2.7, measured; acassen/keepalived#2720 is of the same code); with -V the addresses stay after an orderly end.',
  diagnose: facts =>
    ofKind(facts, 'keepalived', own =>
      own.flatMap(one => foundOr(trapsOf(one), good('none of those that are known', managerName(one)))),
    ),
};

function trapsOf(one: ManagerFacts): readonly Diagnosis[] {
  const detail = one.detail?.keepalived;
  if (!detail) return [];
  const subject = managerName(one);
  const found: Diagnosis[] = [];
  if (detail.orderTrap !== undefined)
    found.push(
      risk({
        subject,
        is: escapeControls(detail.orderTrap),
        why: 'It works until the first reload. A real server whose check was dropped counts as up, and gets clients.',
        advice: 'move script_user and enable_script_security to the beginning of global_defs',
      }),
    );
  if (detail.dynamicChecks > 0)
    found.push(
      risk({
        subject,
        is: `${detail.dynamicChecks} ${detail.dynamicChecks === 1 ? 'check' : 'checks'} with misc_dynamic`,
        why: 'A reload gives their real servers the weight 0 until a check ends with another status than before: they get no clients.',
        advice:
          'have the script print its weight by a status other than 0 (2 to 255), or use a track_file with a weight; after a reload look at lvsctl list',
      }),
    );
  if (detail.keepsAddresses)
    found.push(
      risk({
        subject,
        is: 'it was started with -V (--dont-release-vrrp)',
        shouldBe: 'without',
        why: 'Its addresses stay here when it ends, while the other director takes them: both have them.',
        advice: 'take -V out of its options',
      }),
    );
  return found;
}
