import {destinationKey, type DestinationConfiguration} from '../../ipvs/destination.js';
import {destinationFingerprint, settingsFingerprint} from '../../ipvs/fingerprint.js';
import type {Ipvs} from '../../ipvs/ipvs.js';
import {isRefusal} from '../../ipvs/refusal.js';
import {formatServiceId} from '../../ipvs/service-text.js';
import {formatEndpoint} from '../../net/endpoint.js';
import type {Outcome} from '../../ipvs/change.js';
import {type Changer, type Decision, isNotRecorded, plainChanger} from '../../maintenance/journal/changer.js';
import type {Plan, Premise} from './plan.js';

/** What became of a plan: not begun, because something is no longer as it was, or the outcome of each change. */
export type Execution =
  | {readonly type: 'refused'; readonly words: string}
  | {
      readonly type: 'done';
      readonly outcomes: readonly Outcome[];
      /** Why it is not in the journal, where it should be. */
      readonly unrecorded: string | undefined;
    };

/** Looks once more at what the plan is about, and makes its changes if that is as it was when the plan was shown. */
export async function carryOut(ipvs: Ipvs, plan: Plan, changer: Changer): Promise<Execution> {
  const attempt = async (through: Changer, unrecorded: string | undefined): Promise<Execution> => {
    const note = {command: `lvsctl top: ${plan.title}`, unrecorded: 'refuse'} as const;
    const {outcomes} = await through.decide(ipvs, () => decide(ipvs, plan), note);
    return {type: 'done', outcomes, unrecorded};
  };
  try {
    return await attempt(changer, undefined).catch(error => {
      if (isNotRecorded(error)) return attempt(plainChanger, error.message); // a full disk does not bind the hands
      throw error;
    });
  } catch (error) {
    if (error instanceof Differs) return {type: 'refused', words: `${error.message}: nothing was done, look again`};
    throw error;
  }
}

/** Something is no longer as it was. */
class Differs extends Error {}

async function decide(ipvs: Ipvs, {premises, changes}: Plan): Promise<Decision> {
  for (const premise of premises) {
    const words = await difference(ipvs, premise);
    if (words !== undefined) throw new Differs(words);
  }
  return {changes};
}

async function difference(ipvs: Ipvs, premise: Premise): Promise<string | undefined> {
  if (premise.type === 'service') {
    const {service} = premise;
    try {
      const now = await ipvs.service(service.id);
      return settingsFingerprint(now) === settingsFingerprint(service)
        ? undefined
        : `${formatServiceId(service.id)} was changed meanwhile by somebody else`;
    } catch (error) {
      if (isRefusal(error)) return `${formatServiceId(service.id)} is gone`;
      throw error;
    }
  }
  const {id, destination} = premise;
  const key = destinationKey(destination);
  const now = (await ipvs.destinationConfigurations(id)).find(each => destinationKey(each) === key);
  const name = formatEndpoint(destination);
  if (!now) return `${name} is no longer there`;
  return destinationFingerprint(now) === destinationFingerprint(destination)
    ? undefined
    : `${name} was changed meanwhile by somebody else${weightWords(now, destination)}`;
}

function weightWords(now: DestinationConfiguration, before: DestinationConfiguration): string {
  return now.weight === before.weight ? '' : ` (weight ${before.weight} → ${now.weight})`;
}
