import {readLine} from '../../drain/read-line.js';
import type {CommandContext, CommandDefinition} from '../../../src/commands/command.js';
import {syncStart} from '../../../src/commands/sync/start.js';
import {syncStatus} from '../../../src/commands/sync/status.js';
import {syncStop} from '../../../src/commands/sync/stop.js';
import {syncSwap} from '../../../src/commands/sync/swap.js';
import type {Ipvs} from '../../../src/ipvs/ipvs.js';
import {ipv4} from '../../../src/net/address.js';
import {addressKey} from '../../../src/net/address.js';
import {createDemoDirector} from '../../../src/kernel/embedded/demo.js';
import {type Director, newDirector} from '../../../src/kernel/embedded/director.js';
import {createEmbeddedKernel} from '../../../src/kernel/embedded/embedded-kernel.js';
import {createMemoryStore} from '../../../src/kernel/embedded/store/memory-store.js';
import {openIpvs} from '../../../src/kernel/ipvs/open.js';

const start = 1_700_000_000_000;
const interfaces = ['eth0', 'eth1'].map((name, i) => ({
  name,
  mtu: 1500,
  addresses: [addressKey(ipv4(0x0a000001 + i))],
}));
const commands = [syncStatus, syncStart, syncStop, syncSwap] as unknown as readonly CommandDefinition[];

export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

/** A director in memory and `lvsctl sync` on it. */
export class SyncDirector {
  readonly #store;

  constructor(director: Director = newDirector(start, 0)) {
    this.#store = createMemoryStore(director);
  }

  /** With services and connections of its own. */
  static withTraffic(): SyncDirector {
    return new SyncDirector(createDemoDirector(start));
  }

  async ipvs(): Promise<Ipvs> {
    const kernel = createEmbeddedKernel({
      store: this.#store,
      clock: () => start + 30_000,
      interfaces: () => interfaces,
    });
    return (await openIpvs(kernel)).ipvs;
  }

  /** @param change what the port does otherwise: to fail where the kernel would not */
  async run(line: string, change: (ipvs: Ipvs) => Ipvs = ipvs => ipvs): Promise<Ran> {
    return runSync(line, {open: async () => change(await this.ipvs()), isEmbedded: true});
  }
}

/** `lvsctl sync LINE`. */
export async function runSync(
  line: string,
  {open, isEmbedded}: {open: () => Promise<Ipvs>; isEmbedded: boolean},
): Promise<Ran> {
  const [verb, ...rest] = line.split(' ');
  const command = commands.find(({name}) => name === `sync ${verb}`);
  if (!command) throw new Error(line);
  let stdout = '';
  let stderr = '';
  const context = {
    open: async () => {
      const ipvs = await open();
      return {ipvs, information: await ipvs.information()};
    },
    stdout: {write: (text: string) => (stdout += text)},
    stderr: {write: (text: string) => (stderr += text)},
    mark: '',
    isEmbedded,
    openJournal: async () => undefined,
  } as unknown as CommandContext;
  const {values, words} = readLine(command, rest);
  const code = await command.run(values as never, words, context);
  return {stdout, stderr, code};
}
