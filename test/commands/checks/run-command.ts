import {Usage, type CommandContext} from '../../../src/commands/command.js';
import type {CheckSource} from '../../../src/managers/check-source.js';
import {openProbesHere} from '../../../src/open-probes.js';
import {now} from './made-up-source.js';
import {noSettings} from '../../../src/settings/settings.js';

export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

/** Runs what a command runs. @param source whoever checks; undefined: nobody */
export async function runCommand(
  run: (context: CommandContext) => Promise<number>,
  source: CheckSource | undefined,
): Promise<Ran> {
  let stdout = '';
  let stderr = '';
  const context = {
    openChecks: async () => ({source, problems: [], user: 'ann', close: () => source?.close()}),
    openProbes: async () => openProbesHere(),
    resolver: {addressOf: async () => null, portOf: () => null},
    now: () => now,
    settings: async () => noSettings,
    isTerminal: false,
    isInterrupted: () => false,
    sleep: async () => {},
    stdout: {write: (text: string) => (stdout += text)},
    stderr: {write: (text: string) => (stderr += text)},
  } as unknown as CommandContext;
  try {
    return {code: await run(context), stdout, stderr};
  } catch (error) {
    if (!(error instanceof Usage)) throw error;
    return {code: 2, stdout, stderr: `${stderr}${error.message}\n`};
  }
}
