import {escapeControls} from '../../../ipvs/outside-text.js';
import type {DoctorRow} from '../../doctor-row.js';
import {ofKind} from '../../manager-words.js';
import {foundOr, good} from '../../outcomes.js';
import {configurationDiagnoses} from './configuration-diagnoses.js';

/** Whether heartbeat's files are in order. */
export const heartbeatConfiguration: DoctorRow = {
  code: 'heartbeat-configuration',
  group: 'managers',
  title: "heartbeat's configuration",
  explanation:
    'ha.cf, haresources and authkeys of heartbeat 3, as heartbeat reads them: the order of ports and media, nodes by their uname -n, authkeys for nobody but root. haresources has to be the same on all nodes: lvsctl lint compares two.',
  diagnose: facts =>
    ofKind(facts, 'heartbeat', own =>
      own.flatMap(one =>
        foundOr(
          configurationDiagnoses(one, {
            refused: 'heartbeat would not start again with it.',
            lost: 'heartbeat may not do what is meant.',
            advice: 'mend it on both nodes, then lvsctl lint',
          }),
          good(`${escapeControls(one.file ?? '')} is sound`),
        ),
      ),
    ),
};
