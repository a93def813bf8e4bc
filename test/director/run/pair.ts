import {mkdirSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import type {RouterState} from '../../../src/director/protocol/director-state.js';
import {namespacesMissing} from '../../kernel/rtnetlink/namespace.js';
import {Director} from '../../directors/director.js';
import {eventually} from '../../directors/eventually.js';
import type {OwnDirector} from '../../directors/own-director.js';
import {Switches} from '../../directors/switches.js';

/** A host with a director of ours. */
export interface Host {
  readonly host: Director;
  readonly director: OwnDirector;
}

/** Two hosts on a segment, each with a director that is not started. */
export class Pair {
  readonly #folder = mkdtempSync(join(tmpdir(), 'lvsctl-pair-'));
  readonly #switches = new Switches(1);
  readonly a = this.#host('a', 1);
  readonly b = this.#host('b', 2);

  /** Both with the address, a with the higher priority; settles when a is master. */
  async run(more: string = ''): Promise<void> {
    this.a.director.configure(routerConf({priority: 100}) + more);
    this.b.director.configure(routerConf({priority: 50}));
    await Promise.all([this.a.director.start(), this.b.director.start()]);
    await this.are('master', 'backup');
  }

  async are(a: RouterState['state'], b: RouterState['state']): Promise<void> {
    const wanted = [a, b];
    let seen: readonly (string | undefined)[] = [];
    const look = async () => {
      const states = [this.a, this.b].map(({director}) => director.state().catch(() => undefined));
      seen = (await Promise.all(states)).map(state => state?.routers[0]?.state);
    };
    let isLooking = false;
    await eventually(
      () => {
        if (!isLooking) {
          isLooking = true;
          void look().finally(() => (isLooking = false));
        }
        return seen.join() === wanted.join();
      },
      () => `they are ${seen.join(' and ')}\na: ${this.a.director.log}\nb: ${this.b.director.log}`,
    );
  }

  /** Who has the address. */
  holders(address = '10.0.0.100'): string {
    return [this.a, this.b].flatMap(({host}) => (host.has(address) ? [host.name] : [])).join();
  }

  async remove(): Promise<void> {
    try {
      await Promise.allSettled([this.a.host.remove(), this.b.host.remove()]);
    } finally {
      this.#switches.remove();
      rmSync(this.#folder, {recursive: true, force: true});
    }
  }

  #host(name: string, place: number): Host {
    const folder = join(this.#folder, name);
    mkdirSync(folder, {recursive: true});
    const host = new Director(name, place, this.#switches, join(folder, 'host'), 'ours');
    return {host, director: host.daemon as OwnDirector};
  }
}

/** A virtual router of version 3 with an interval of 250 ms. */
export function routerConf({
  priority,
  addresses = ['10.0.0.100/24'],
  more = [],
}: {
  readonly priority: number;
  readonly addresses?: readonly string[];
  readonly more?: readonly string[];
}): string {
  return [
    'vrrp_instance VI_1 {',
    '  interface eth0',
    '  version 3',
    '  virtual_router_id 51',
    `  priority ${priority}`,
    '  advert_int 0.25',
    '  virtual_ipaddress {',
    ...addresses.map(address => `    ${address}`),
    '  }',
    ...more.map(line => `  ${line}`),
    '}',
    '',
  ].join('\n');
}

/** What happens to a pair of directors, in network namespaces of its own. */
export function pairTest(name: string, tell: (pair: Pair) => Promise<void>): void {
  test(name, {skip: namespacesMissing(), timeout: process.env.LVSCTL_SOAK === '1' ? 3_600_000 : 120_000}, async () => {
    const pair = new Pair();
    try {
      await tell(pair);
    } finally {
      await pair.remove();
    }
  });
}
