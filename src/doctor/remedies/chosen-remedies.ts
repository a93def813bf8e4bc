import type {Remedy} from '../diagnosis.js';
import {type Examined, isFinding} from '../examine.js';
import {shellWord} from '../shell-word.js';
import {sysctlCommand} from '../sysctl-facts.js';

/** A remedy, and the rows that want it. */
export interface ChosenRemedy {
  readonly remedy: Remedy;
  readonly codes: readonly string[];
}

/** What --fix would do about what was found, each change once, in the order of the rows. Of two values for one sysctl the first counts. */
export function chosenRemedies(examined: readonly Examined[]): readonly ChosenRemedy[] {
  const chosen = new Map<string, ChosenRemedy>();
  for (const {row, diagnoses} of examined)
    for (const diagnosis of diagnoses) {
      const {remedy} = diagnosis;
      if (!remedy || !isFinding(diagnosis)) continue;
      const key = `${remedy.change.type} ${remedy.change.name}`;
      const known = chosen.get(key);
      if (!known) chosen.set(key, {remedy, codes: [row.code]});
      else if (!known.codes.includes(row.code)) chosen.set(key, {...known, codes: [...known.codes, row.code]});
    }
  return [...chosen.values()];
}

/** The command that does the same: `sysctl -w net.ipv4.ip_forward=1`, `modprobe ip_vs`. */
export function remedyCommand({change}: Remedy): string {
  return change.type === 'sysctl' ? sysctlCommand(change.name, change.value) : `modprobe ${shellWord(change.name)}`;
}

/** Whether it is a change of IPVS, which the journal can have. */
export function isOfIpvs({change}: Remedy): boolean {
  return change.type === 'sysctl' && change.name.startsWith('net.ipv4.vs.');
}
