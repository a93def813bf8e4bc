import {setTimeout as delay} from 'node:timers/promises';
import {chance} from '../parity/seed.js';
import type {Outage} from './judge-traffic.js';
import type {TableWatch} from './table-watch.js';
import {addressOf, servers} from './traffic-conf.js';
import type {TrafficSite} from './traffic-site.js';

/** So many are down at once at most. */
const mostDown = 3;

/** Real servers fail and return by chance, several at once. @returns what happened; `toldAt` is not known */
export async function failAndReturn(
  site: Pick<TrafficSite, 'tell'>,
  watch: TableWatch,
  failures: number,
  seed: number,
): Promise<readonly Outage[]> {
  const random = chance(seed);
  const outages: Outage[] = [];
  let [begun, down] = [0, 0];
  const live = async (server: string) => {
    while (begun < failures) {
      await delay(200 + random.below(800));
      if (begun >= failures || down >= mostDown) continue;
      begun++;
      down++;
      const kind = random.pick(['die', 'die', 'sicken'] as const);
      const {at: failedAt} = await site.tell({do: kind, server});
      const goneAt = await watch.until(addressOf(server), weight => weight === 0);
      await delay(random.below(600));
      const returnedAt = (await site.tell({do: 'return', server})).at;
      await watch.until(addressOf(server), weight => weight > 0);
      outages.push({server, kind, failedAt, toldAt: goneAt, goneAt, returnedAt});
      down--;
    }
  };
  await Promise.all(servers.map(live));
  return outages;
}
