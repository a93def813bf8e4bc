import type {Stage, StageOptions} from '../remote/stage.js';
import type {CommandContext} from './command.js';
import {partsHere} from './top-run.js';

/** The dashboard of this machine's kernel for somebody who shows it elsewhere. Rejects where IPVS cannot be had. */
export async function openStageHere(options: StageOptions, context: CommandContext): Promise<Stage> {
  const terminal = await context.openTerminal();
  const parts = await partsHere(foundByThemselves, context);
  const {clock, after, pause, environment, host} = terminal;
  const {openStage} = await import('../tui/stage/open-stage.js');
  return openStage(
    {
      ...parts,
      openRouters: () => parts.openRouters(terminal),
      openDrains: () => parts.openDrains(terminal),
      openChecks: table => parts.openChecks(table, terminal),
      isEmbedded: context.isEmbedded,
      clock,
      after,
      pause,
      timeOffset: terminal.timeOffset,
      environment,
      host,
    },
    options,
  );
}

const foundByThemselves = {'keepalived-config': undefined, 'keepalived-pid': undefined, fifo: undefined} as const;
