import {escapeControls} from '../../../ipvs/outside-text.js';
import type {Diagnosis} from '../../diagnosis.js';
import type {DoctorRow} from '../../doctor-row.js';
import type {ManagerFacts} from '../../facts.js';
import {managerName, ofKind} from '../../manager-words.js';
import {foundOr, good, risk} from '../../outcomes.js';
import {configurationDiagnoses} from './configuration-diagnoses.js';

/** Whether ldirectord does what its file says, and its traps. */
export const ldirectordConfiguration: DoctorRow = {
  code: 'ldirectord-configuration',
  group: 'managers',
  title: "ldirectord's configuration and traps",
  explanation:
    'Lines that ldirectord 4.12 takes without a word and loses: a request of its own that begins with / loses the thresholds of the real server; a global fallback is none for a service by firewall mark (both seen in what it runs). With readdquiescent=no it adds each server with its full weight before the first check, dead ones too. What it refuses it says only when it is started again.',
  diagnose: facts =>
    ofKind(facts, 'ldirectord', own =>
      own.flatMap(one =>
        foundOr(
          [
            ...configurationDiagnoses(one, {
              refused: 'ldirectord does not start with it; one that runs goes on with what it had.',
              lost: 'ldirectord goes on without what was meant here.',
              advice: 'lvsctl lint says more; ldirectord reads its file again by SIGHUP or autoreload=yes',
            }),
            ...trapsOf(one),
          ],
          good(`${escapeControls(one.file ?? '')} is sound`),
        ),
      ),
    ),
};

function trapsOf(one: ManagerFacts): readonly Diagnosis[] {
  if (one.detail?.ldirectord?.readdsQuiescent !== false) return [];
  return [
    risk({
      subject: managerName(one),
      is: 'readdquiescent=no',
      shouldBe: 'yes, as it is by default',
      why: 'At each start every real server gets clients at its full weight until its first check has failed.',
      advice: 'take the line out of its configuration',
    }),
  ];
}
