import type {OpenIpvs} from '../ipvs/unavailable.js';
import type {RouterOptions} from '../managers/router-world.js';
import type {DashboardRouters, DashboardWorld} from '../tui/world.js';
import {type CommandContext, defineCommand, Usage} from './command.js';
import {flag, seconds} from './kinds.js';
import {managerOptions, routerOptions} from './vrrp/options.js';

const options = {
  interval: {
    kind: seconds,
    alias: 'd',
    describe: "seconds between two refreshes (default 2, the period of the kernel's estimator)",
  },
  once: {kind: flag, describe: 'print one frame as plain text and end; needs no terminal'},
  'read-only': {kind: flag, describe: 'no key changes anything'},
  ...managerOptions,
} as const;

export const top = defineCommand({
  name: 'top',
  summary: 'the live dashboard: services, connections, what changes; and to act on them',
  options,
  examples: [
    ['lvsctl top', 'every 2 seconds; ? shows the keys, q leaves'],
    ['lvsctl top --read-only', 'to look and not to touch'],
    ['lvsctl top --once', 'one frame, for a ticket or a log'],
  ],
  async run(given, _words, context) {
    const open = await context.open();
    return open
      ? runDashboard(given, context, open, context.reconnect, () => routersHere(context, routerOptions(given)))
      : 2;
  },
});

/** NB: an embedded kernel has no network, and nothing may be written while the dashboard has the terminal. */
async function routersHere(context: CommandContext, options: RouterOptions): Promise<DashboardRouters | undefined> {
  if (context.isEmbedded) return undefined;
  const routers = await context.openRouters(options);
  return routers && {source: routers.watch, owners: routers.owners, close: () => routers.close()};
}

interface Given {
  readonly interval: number | undefined;
  readonly once: true | undefined;
  readonly 'read-only': true | undefined;
}

/** The dashboard on a kernel that was opened; `connect` opens it again after it went away. */
export async function runDashboard(
  given: Given,
  context: CommandContext,
  open: OpenIpvs,
  connect: () => Promise<OpenIpvs>,
  openRouters: (clock: Pick<DashboardWorld, 'clock' | 'after'>) => Promise<DashboardRouters | undefined>,
): Promise<number> {
  const isPlain = given.once === true;
  if (!isPlain && !context.isTerminal) {
    open.ipvs.close();
    throw new Usage('standard output is not a terminal: print one frame with --once, or use lvsctl list');
  }
  const terminal = await context.openTerminal();
  let first: OpenIpvs | undefined = open;
  const world = {
    ...terminal,
    isEmbedded: context.isEmbedded,
    openRouters: () => openRouters(terminal),
    connect: async () => {
      const opened = first ?? (await connect());
      first = undefined;
      return opened;
    },
  };
  const settings = {interval: given.interval, isReadOnly: given['read-only'] === true};
  if (isPlain) {
    const {printFrame} = await import('../tui/print-frame.js');
    return printFrame(world, settings, context.stdout);
  }
  const {openDashboard} = await import('../tui/open-dashboard.js');
  return openDashboard(world, settings);
}
