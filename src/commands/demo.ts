import {plainChanger} from '../maintenance/journal/changer.js';
import {defineCommand} from './command.js';
import {flag, seconds} from './kinds.js';
import {runDashboard} from './top.js';

export const demo = defineCommand({
  name: 'demo',
  summary: 'the dashboard on a made-up director, to try everything without a kernel',
  options: {
    interval: {kind: seconds, alias: 'd', describe: 'seconds between two refreshes (default 2)'},
    once: {kind: flag, describe: 'print one frame as plain text and end'},
    'read-only': {kind: flag, describe: 'no key changes anything'},
  },
  examples: [['lvsctl demo', 'servers fail and return, traffic comes in bursts; nothing of it is real']],
  async run(given, _words, context) {
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
      openChanger: async () => plainChanger, // nothing of it is left afterwards
    });
  },
});
