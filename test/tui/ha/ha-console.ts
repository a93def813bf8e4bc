import {DemoRouters} from '../../../src/vrrp/demo/demo-routers.js';
import {DemoOwner} from '../../../src/vrrp/demo/demo-owner.js';
import {newSite} from '../../kernel/embedded/directors.js';
import {Console, type ConsoleOptions} from '../console.js';

export interface HaConsole {
  readonly console: Console;
  /** The made-up pair; undefined until somebody looked at the screen. */
  readonly pair: () => DemoRouters | undefined;
  /** How often virtual routers were opened, and closed. */
  readonly counts: {opened: number; closed: number};
}

/** A console at the screen HA of the made-up pair, on a clock that stands still. */
export async function openHa(options: ConsoleOptions = {}, keys: readonly string[] = ['4']): Promise<HaConsole> {
  const site = await newSite('-A -t 10.0.0.1:80 -s wlc', '-a -t 10.0.0.1:80 -r 10.1.0.1:8080 -m');
  const time = {
    get now() {
      return site.director.now;
    },
    pass: (milliseconds: number) => site.pass(milliseconds),
  };
  const counts = {opened: 0, closed: 0};
  let pair: DemoRouters | undefined;
  const console = new Console(site.kernel, time, {
    openRouters: async world => {
      counts.opened++;
      const source = new DemoRouters(world);
      pair = source;
      const close = async () => {
        counts.closed++;
        await source.close();
      };
      return {source, owners: [new DemoOwner(world, source)], close};
    },
    ...options,
  });
  await console.open();
  await console.press(...keys);
  return {console, pair: () => pair, counts};
}

/** The row of a virtual router in the list. */
export function rowOf(console: Console, name: string): string {
  return (
    console
      .rows()
      .slice(4)
      .find(row => row.slice(2).startsWith(`${name} `)) ?? ''
  );
}
