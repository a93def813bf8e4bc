import {execFileSync} from 'node:child_process';
import {runDoctor} from '../../src/commands/doctor/doctor-run.js';
import type {DoctorOptions} from '../../src/commands/doctor/doctor.js';
import type {CommandContext} from '../../src/commands/command.js';
import {openIpvs} from '../../src/kernel/ipvs/open.js';
import {linuxKernel} from '../../src/kernel/linux-kernel.js';
import {openJournal} from '../../src/maintenance/journal/open-journal.js';
import {openDoctorHere} from '../../src/open-doctor.js';

export interface DoctorRan {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** `lvsctl doctor` in this process, on the machine's own kernel. */
export async function runDoctorHere(given: Partial<DoctorOptions>): Promise<DoctorRan> {
  let stdout = '';
  let stderr = '';
  const say = (text: string) => {
    stderr += text;
  };
  const context: Partial<CommandContext> = {
    reconnect: () => openIpvs(linuxKernel, {mayLoad: false}),
    openDoctor: async () => openDoctorHere(false, process.env),
    openJournal: async () =>
      openJournal({
        environment: process.env,
        embeddedFile: undefined,
        words: ['lvsctl', 'doctor', '--fix'],
        clock: Date.now,
        say,
        pause: milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds)),
      }),
    stdout: {write: text => (stdout += text)},
    stderr: {write: say},
    isTerminal: false,
    mark: '',
    isEmbedded: false,
  };
  // the clock of the lab is nobody's
  const asked = {ignore: 'clock', 'no-wait': true, ...given} as DoctorOptions;
  const code = await runDoctor(asked, [], context as CommandContext);
  return {code, stdout, stderr};
}

/** The codes of what is wrong or at risk, in order. */
export async function foundCodes(given: Partial<DoctorOptions> = {}): Promise<readonly string[]> {
  const {stdout} = await runDoctorHere({output: 'json', ...given});
  return codesOf(JSON.parse(stdout).rows);
}

export function codesOf(rows: readonly {readonly code: string; readonly outcome: string}[]): readonly string[] {
  return rows
    .filter(({outcome}) => outcome === 'wrong' || outcome === 'risk')
    .map(({code}) => code)
    .sort();
}

export function shell(script: string): string {
  return execFileSync('/bin/sh', ['-ec', script], {encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit']});
}
