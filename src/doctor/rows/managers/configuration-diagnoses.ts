import {escapeControls} from '../../../ipvs/outside-text.js';
import type {Diagnosis} from '../../diagnosis.js';
import type {ManagerFacts} from '../../facts.js';
import {placeWords} from '../../manager-words.js';
import {risk, wrong} from '../../outcomes.js';

/** Told one by one; of more only the number. */
const most = 10;

/** What a manager's configuration has wrong: what it would refuse is worse than what it skips. */
export function configurationDiagnoses(
  {problems, detail}: ManagerFacts,
  {refused, lost, advice}: {readonly refused: string; readonly lost: string; readonly advice: string},
): readonly Diagnosis[] {
  const refusals = (detail?.refusals ?? []).map(one =>
    wrong({subject: placeWords(one), is: escapeControls(one.words), shouldBe: undefined, why: refused, advice}),
  );
  const others = problems.map(one =>
    risk({subject: placeWords(one), is: escapeControls(one.words), shouldBe: undefined, why: lost, advice}),
  );
  const all = [...refusals, ...others];
  if (all.length <= most) return all;
  const rest = risk({is: `${all.length - most} more like these`, why: lost, advice});
  return [...all.slice(0, most), rest];
}
