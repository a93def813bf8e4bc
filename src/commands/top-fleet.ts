import type {RemoteHost} from '../remote/remote-host.js';
import {openRemoteStage} from '../remote/remote-stage.js';
import type {StageSource} from '../tui/fleet/fleet.js';
import {type CommandContext, Usage} from './command.js';
import type {TopOptions} from './top.js';

/** The dashboards of several directors on one terminal. Resolves to the exit status. */
export async function runFleet(
  given: TopOptions,
  hosts: readonly RemoteHost[],
  context: CommandContext,
): Promise<number> {
  try {
    if (given.once === true) throw new Usage('--once prints one frame of this machine: it does not go with --host');
    if (!context.isTerminal) throw new Usage('standard output is not a terminal: use lvsctl list --host');
    const terminal = await context.openTerminal();
    const {openFleet} = await import('../tui/fleet/open-fleet.js');
    const options = {interval: given.interval, isReadOnly: given['read-only'] === true};
    const {top} = await context.settings();
    return await openFleet(terminal, hosts.map(sourceOf), options, top);
  } finally {
    for (const host of hosts) host.close();
  }
}

function sourceOf(host: RemoteHost): StageSource {
  return {
    name: host.name,
    get link() {
      return host.state;
    },
    onLink: call => host.onState(call),
    open: options => openRemoteStage(host, options),
    close: () => host.close(),
  };
}
