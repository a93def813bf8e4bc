import {plainChanger} from '../maintenance/journal/changer.js';
import type {CommandContext} from './command.js';
import type {DemoOptions} from './demo.js';
import {runDashboard} from './top-run.js';

/** The dashboard on the made-up director. Resolves to the exit status. */
export async function runDemo(given: DemoOptions, _words: readonly never[], context: CommandContext): Promise<number> {
  const openTerminal = async () => ({...(await context.openTerminal()), host: 'demo'});
  const demonstration = {...context, isEmbedded: true, openTerminal};
  return runDashboard(given, demonstration, await context.openDemo(), {
    connect: context.openDemo,
    openRouters: async clock => {
      const {openDemoRouters} = await import('../vrrp/demo/open-demo-routers.js');
      return openDemoRouters(clock);
    },
    openDrains: async clock => {
      const {openDemoDrains} = await import('../tui/drains/demo-drains.js');
      return openDemoDrains(clock);
    },
    openChecks: async (table, clock) => {
      const {openDemoChecks} = await import('../tui/screens/checks/demo-checks.js');
      return openDemoChecks(clock, table);
    },
    openChanger: async () => plainChanger, // nothing of it is left afterwards
  });
}
