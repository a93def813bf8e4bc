import {escapeControls} from '../../../ipvs/outside-text.js';
import type {DoctorRow} from '../../doctor-row.js';
import {ofKind} from '../../manager-words.js';
import {foundOr, good} from '../../outcomes.js';
import {configurationDiagnoses} from './configuration-diagnoses.js';

/** Whether keepalived.conf is what keepalived takes it for. */
export const keepalivedConfiguration: DoctorRow = {
  code: 'keepalived-configuration',
  group: 'managers',
  title: "keepalived's configuration",
  explanation:
    'keepalived goes on with what it understands of its file, and says the rest in its log only: a lost brace swallows a virtual server. What it refuses is worse: told to reload such a file (SIGHUP), 2.2.7 ends at once, its addresses stay where they are, and the other director takes them too (measured). The file is read here as keepalived -t reads it; nothing that it names is run.',
  diagnose: facts =>
    ofKind(facts, 'keepalived', own =>
      own.flatMap(one =>
        foundOr(
          configurationDiagnoses(one, {
            refused: one.detail?.keepalived?.checksReload
              ? 'keepalived would not start with it; a reload is refused, as reload_check_config is set.'
              : 'keepalived would not start with it. A reload ends it, and its addresses stay here while the other director takes them.',
            lost: 'keepalived goes on without what was meant here.',
            advice: `mend it, then keepalived -t -f ${escapeControls(one.file ?? '')} before any reload; lvsctl lint says more`,
          }),
          good(`${escapeControls(one.file ?? '')} is sound`),
        ),
      ),
    ),
};
