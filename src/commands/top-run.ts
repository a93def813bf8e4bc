import {Drains} from '../maintenance/drain/drains.js';
import {plainChanger} from '../maintenance/journal/changer.js';
import type {Ipvs} from '../ipvs/ipvs.js';
import type {OpenIpvs} from '../ipvs/unavailable.js';
import type {RouterOptions} from '../managers/router-world.js';
import type {DashboardChecks, DashboardDrains, DashboardRouters, DashboardWorld} from '../tui/world.js';
import {LocallyRunChecks} from './checks/locally-run-checks.js';
import {checksOptions} from './checks/options.js';
import {type CommandContext, Usage} from './command.js';
import type {TopOptions} from './top.js';
import {drainSurroundings} from './settings/drain-surroundings.js';
import {NameBook} from '../settings/name-book.js';
import {reasonRefusal} from './settings/policy-refusal.js';
import {routerOptions} from './vrrp/options.js';

/** The dashboard on this machine's kernel. Resolves to the exit status. */
export async function runTop(given: TopOptions, _words: readonly never[], context: CommandContext): Promise<number> {
  const open = await context.open();
  if (!open) return 2;
  return runDashboard(given, context, open, await partsHere(given, context));
}

/** Where the managers are, if they are not to be found. */
type GivenManagers = Parameters<typeof routerOptions>[0];

/** What the dashboard of this machine's kernel has, wherever it is shown. */
export async function partsHere(given: GivenManagers, context: CommandContext): Promise<DashboardParts> {
  const settings = await context.settings();
  return {
    settings: {
      names: new NameBook(settings.names),
      top: settings.top,
      refusal: await context.refusal('change'),
      needsReason: reasonRefusal(
        settings,
        undefined,
        'hold it, which asks why, or use lvsctl vrrp switch --reason TEXT',
      ),
    },
    connect: context.reconnect,
    openRouters: () => routersHere(context, routerOptions(given)),
    openChanger: async () => (await context.openJournal())?.changer ?? plainChanger,
    openDrains: () => drainsHere(context),
    openOwners: () => context.openOwners(),
    openChecks: () => checksHere(context, given),
  };
}

/** NB: an embedded kernel has no network, and nothing may be written while the dashboard has the terminal. */
async function routersHere(context: CommandContext, options: RouterOptions): Promise<DashboardRouters | undefined> {
  if (context.isEmbedded) return undefined;
  const routers = await context.openRouters(options);
  return routers && {source: routers.watch, owners: routers.owners, close: () => routers.close()};
}

/** NB: a table that ends with its process has no journal, and no drains. */
async function drainsHere(context: CommandContext): Promise<DashboardDrains | undefined> {
  if (!(await context.openJournal())) return undefined;
  const surroundings = await drainSurroundings(context);
  const world = {
    ...surroundings,
    pause: (time: number) => context.sleep(time / 1000),
    isInterrupted: () => context.isInterrupted(),
  };
  const of = (ipvs: Ipvs) => new Drains(ipvs, world);
  return {of, read: async ipvs => of(ipvs).stored()};
}

/** NB: nothing may be written while the dashboard has the terminal. */
async function checksHere(context: CommandContext, given: GivenManagers): Promise<DashboardChecks | undefined> {
  const opened = context.isEmbedded ? undefined : await context.openChecks(checksOptions({...given, log: undefined}));
  return opened?.source ? {...opened, source: new LocallyRunChecks(opened.source, context)} : opened;
}

interface Given {
  readonly interval: number | undefined;
  readonly once: true | undefined;
  readonly 'read-only': true | undefined;
}

/** What the dashboard of this machine's kernel and of the made-up one have otherwise. */
export interface DashboardParts extends Pick<DashboardWorld, 'openChanger' | 'openOwners' | 'settings'> {
  /** Opens the kernel again after it went away. */
  connect(): Promise<OpenIpvs>;
  openRouters(clock: Pick<DashboardWorld, 'clock' | 'after'>): Promise<DashboardRouters | undefined>;
  openDrains(clock: Pick<DashboardWorld, 'clock'>): Promise<DashboardDrains | undefined>;
  openChecks(table: () => Ipvs | undefined, clock: Pick<DashboardWorld, 'clock'>): Promise<DashboardChecks | undefined>;
}

/** The dashboard on a kernel that was opened. */
export async function runDashboard(
  given: Given,
  context: CommandContext,
  open: OpenIpvs,
  {connect, openRouters, openDrains, openChecks, ...others}: DashboardParts,
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
    openDrains: () => openDrains(terminal),
    openChecks: (table: () => Ipvs | undefined) => openChecks(table, terminal),
    ...others,
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
