import {escapeControls} from '../../../ipvs/outside-text.js';
import {findingCodes} from '../../../vrrp/findings/finding-codes.js';
import type {Finding} from '../../../vrrp/findings/finding.js';
import type {Diagnosis} from '../../diagnosis.js';
import type {DoctorRow} from '../../doctor-row.js';
import type {DirectorFacts} from '../../facts.js';
import {foundOr, good, none, risk, unknown, wrong} from '../../outcomes.js';

/** What `lvsctl vrrp` finds. */
export const vrrp: DoctorRow = {
  code: 'vrrp',
  group: 'high availability',
  title: 'virtual routers',
  explanation:
    'Who holds the addresses, and what is wrong with it: two masters, addresses without a daemon, a backup that hears nothing, priorities that no failure can turn round. It is what lvsctl vrrp says after one advertisement interval; lvsctl vrrp --wait 4s is sure of silence, and docs/findings.md says what each finding is known from.',
  diagnose(facts) {
    const {routers} = facts;
    if (!routers.known) return [unknown(routers.words)];
    const {instances, findings} = routers.value;
    const own = instances.filter(({isWanted}) => isWanted);
    if (own.length === 0 && findings.length === 0) return [none('no virtual router is configured here')];
    const states = own.map(({identity, state}) => `${escapeControls(identity.name ?? identity.interface)} ${state}`);
    const found = findings.filter(one => !isSaidElsewhere(one, facts)).map(diagnosisOf);
    return foundOr(found, good(states.join(', ')));
  },
};

/** By the rows answers-for-vip and uplink, which asked as well. */
function isSaidElsewhere({code}: Finding, {answers, gateways}: DirectorFacts): boolean {
  if (code === 'duplicate-address') return answers.known && answers.value.some(({macs}) => macs.length > 0);
  return code === 'lost-uplink' && gateways.known && gateways.value.some(one => !one.answers);
}

function diagnosisOf({code, instance, confidence, summary, proof, advice}: Finding): Diagnosis {
  const {severity, meaning} = findingCodes[code];
  const isSure = confidence === 'confirmed' || confidence === 'likely';
  const trouble = {
    subject:
      instance && escapeControls(instance.name ?? `virtual router ${instance.virtualRouter} on ${instance.interface}`),
    is: escapeControls(summary),
    why: `${code} (${confidence}): ${meaning}.${proof.length === 0 ? '' : ` Seen: ${escapeControls(proof.join('; '))}.`}`,
    advice: escapeControls(advice),
  };
  return severity === 'error' && isSure ? wrong(trouble) : risk(trouble);
}
