import type {
  AddressChange,
  AddressFailure,
  InterfaceAddress,
  Link,
  NetworkEvent,
  NetworkPort,
  NetworkState,
  NetworkWatch,
} from '../../vrrp/ports.js';
import type {Address} from '../../net/address.js';
import {type Kernel, netlinkRoute} from '../kernel.js';
import {type BatchResult, Conversation} from '../netlink/conversation.js';
import {KernelError} from '../netlink/kernel-error.js';
import {addAddress, addressDump, deleteAddress, identityKey, readInterfaceAddress} from './address.js';
import {AddressRefusal, refusalOf} from './address-refusal.js';
import {linkDump, readLink} from './link.js';
import {inputRouteQuestion, refusals} from './input-route.js';
import {type PolicyRule, readRule, ruleDump} from './policy-rule.js';
import {type Queue, queueDump, readQueue} from './queue.js';
import {type KernelRoute, readRoutes, routeDump} from './route.js';
import {Watch} from './network-watch.js';

/** Error replies beyond what the socket's queue holds are dropped, the acknowledgement with them: 256 at the default size. */
const longestBatch = 128;
/** The kernel fills dump datagrams up to this, and no further. */
const dumpBuffer = 32 * 1024;
/** Of an acknowledgement or an error reply, which repeats its request. */
const acknowledgementBuffer = 8192;
/** How often a list is asked for that changes while it is read. */
const mostReadings = 10;

/** Links and addresses of a kernel. */
export class RtnetlinkClient implements NetworkPort {
  #known: Conversation | undefined;
  /** For changes: a thousand addresses are added in the time that turns of the event loop would take besides. */
  #bulk: Promise<Conversation | undefined> | undefined;
  readonly #watches = new Set<Watch>();

  constructor(private readonly kernel: Kernel) {}

  async read(): Promise<NetworkState> {
    return {links: await this.#links(), addresses: await this.#addresses()};
  }

  /** Unicast routes of the main table. */
  async routes(): Promise<readonly KernelRoute[]> {
    return (await this.#list(routeDump(), readRoutes)).flat();
  }

  /** Whether a packet that comes in by an interface is taken, by the routes, rules and reverse path filters there are. Rejects with KernelError. */
  async takes(to: Address, from: Address, index: number): Promise<boolean> {
    try {
      await this.#conversation().ask(inputRouteQuestion(to, from, index));
      return true;
    } catch (error) {
      if (error instanceof KernelError && refusals.includes(error.errno)) return false;
      throw error;
    }
  }

  /** The rules of policy routing, of IPv4. */
  rules(): Promise<readonly PolicyRule[]> {
    return this.#list(ruleDump(), readRule);
  }

  queues(): Promise<readonly Queue[]> {
    return this.#list(queueDump(), readQueue);
  }

  async apply(changes: readonly AddressChange[]): Promise<readonly (AddressFailure | undefined)[]> {
    const outcomes: (AddressFailure | undefined)[] = [];
    for (let at = 0; at < changes.length; at += longestBatch) {
      const batch = changes.slice(at, at + longestBatch);
      const conversation = await this.#changing();
      const results = await conversation.batch(
        batch.map(({type, address}) => (type === 'add-address' ? addAddress(address) : deleteAddress(address))),
      );
      const found = results.includes('unknown') ? await this.#reread() : undefined;
      for (const [i, change] of batch.entries()) outcomes.push(outcomeOf(change, results[i] as BatchResult, found));
    }
    return outcomes;
  }

  watch(onEvents: (events: readonly NetworkEvent[]) => void, onError: (error: Error) => void): NetworkWatch {
    const watch = new Watch(this.kernel, () => this.read(), onEvents, onError);
    this.#watches.add(watch);
    void this.#changing(); // whoever follows addresses may have to add some at once
    return {
      get state() {
        return watch.state;
      },
      close: () => {
        watch.close();
        this.#watches.delete(watch);
      },
    };
  }

  close(): void {
    for (const watch of this.#watches) watch.close();
    this.#watches.clear();
    this.#known?.close();
    void this.#bulk?.then(conversation => conversation?.close());
    this.#bulk = undefined;
  }

  async #links(): Promise<Link[]> {
    return this.#list(linkDump(), readLink);
  }

  async #addresses(): Promise<InterfaceAddress[]> {
    return this.#list(addressDump(), readInterfaceAddress);
  }

  /** Repeats a dump that was interrupted. */
  async #list<T>(
    request: ReturnType<typeof linkDump>,
    read: (buffer: Buffer, start: number, end: number) => T | undefined,
  ): Promise<T[]> {
    for (let reading = 1; ; reading++) {
      const found: T[] = [];
      try {
        await this.#conversation().dump(request, (...message) => {
          const one = read(...message);
          if (one) found.push(one);
        });
        return found;
      } catch (error) {
        if ((error as Error).name !== 'InterruptedDump' || reading === mostReadings) throw error;
      }
    }
  }

  /** The keys of the addresses there are; undefined where they cannot be read. */
  async #reread(): Promise<ReadonlySet<string> | undefined> {
    return this.#addresses().then(
      addresses => new Set(addresses.map(identityKey)),
      () => undefined,
    );
  }

  async #changing(): Promise<Conversation> {
    this.#bulk ??= this.kernel
      .openBulkNetlink?.(netlinkRoute, acknowledgementBuffer)
      .then(socket => new Conversation(socket))
      .catch(() => undefined); // the other does it as well, only later
    const bulk = await this.#bulk;
    if (bulk?.isOver) this.#bulk = undefined;
    return bulk && !bulk.isOver ? bulk : this.#conversation();
  }

  /** The open conversation; a new one where there is none, or where the last one broke. */
  #conversation(): Conversation {
    if (!this.#known || this.#known.isOver)
      this.#known = new Conversation(this.kernel.openNetlink(netlinkRoute, dumpBuffer));
    return this.#known;
  }
}

/** @param found what there is after answers were lost */
function outcomeOf(
  change: AddressChange,
  result: BatchResult,
  found: ReadonlySet<string> | undefined,
): AddressFailure | undefined {
  if (result === 0) return undefined;
  if (result !== 'unknown') return refusalOf(change, result);
  const lost = "the kernel's answer was lost";
  if (!found) return new AddressRefusal('unknown', change, `${lost}, and the addresses cannot be read`);
  const isThere = found.has(identityKey(change.address));
  return new AddressRefusal(
    'unknown',
    change,
    `${lost}; read again, the interface ${isThere ? 'has' : 'does not have'} the address`,
  );
}
