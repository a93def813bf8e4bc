import type {ChosenRemedy} from '../../doctor/remedies/chosen-remedies.js';
import {systemReason} from '../../ipvs/system-words.js';
import {lastingText} from '../../doctor/remedies/lasting-text.js';
import type {DoctorWorld} from '../../doctor/world.js';
import type {LastingFile} from './fix-result.js';

/** The files and lines that make remedies last. */
export function planLasting(chosen: readonly ChosenRemedy[]): readonly LastingFile[] {
  const byFile = new Map<string, Set<string>>();
  const add = (file: string, line: string) => byFile.set(file, (byFile.get(file) ?? new Set()).add(line));
  for (const {remedy} of chosen) {
    add(remedy.lasting.file, remedy.lasting.line);
    const module = moduleBefore(remedy);
    if (module !== undefined) add(modulesFile, module);
  }
  return [...byFile].map(([file, lines]) => ({file, lines: [...lines], result: 'planned', words: undefined}));
}

const modulesFile = '/etc/modules-load.d/lvsctl.conf';

/** At the boot the files of sysctl.d are read once: sysctls of a module that is not loaded by then are passed over. */
export function moduleBefore({change}: ChosenRemedy['remedy']): string | undefined {
  if (change.type === 'module') return undefined;
  if (change.name.startsWith('net.ipv4.vs.')) return 'ip_vs';
  return change.name.startsWith('net.netfilter.nf_conntrack_') ? 'nf_conntrack' : undefined;
}

/** Writes them, each file whole or not at all; lines of others stay. */
export function writeLasting(
  chosen: readonly ChosenRemedy[],
  world: Pick<DoctorWorld, 'readFile' | 'writeFile'>,
): readonly LastingFile[] {
  return planLasting(chosen).map(planned => {
    try {
      world.writeFile(planned.file, lastingText(world.readFile(planned.file), planned.lines));
      return {...planned, result: 'written'};
    } catch (error) {
      return {...planned, result: 'failed', words: systemReason(error)};
    }
  });
}
