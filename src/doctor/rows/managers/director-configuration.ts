import {escapeControls} from '../../../ipvs/outside-text.js';
import type {DoctorRow} from '../../doctor-row.js';
import {ofKind} from '../../manager-words.js';
import {foundOr, good} from '../../outcomes.js';
import {configurationDiagnoses} from './configuration-diagnoses.js';

/** What the director of lvsctl says of itself. */
export const directorConfiguration: DoctorRow = {
  code: 'director-configuration',
  group: 'managers',
  title: 'the director of lvsctl',
  explanation:
    'A director of lvsctl refuses a configuration that it cannot take, and goes on with the older one; what it wants and does not get, and who else works on the same services, it knows itself. It is asked on its socket.',
  diagnose: facts =>
    ofKind(facts, 'lvsctl', own =>
      own.flatMap(one =>
        foundOr(
          configurationDiagnoses(one, {
            refused: 'The older configuration is in force, and a restart would fail.',
            lost: 'The director goes on without it.',
            advice: 'lvsctl director reload --check, then without it',
          }),
          good(`${escapeControls(one.file ?? '')} is in force`),
        ),
      ),
    ),
};
