import {type Address, addressKey} from '../../net/address.js';
import type {LocalRouter} from './local-router.js';
import type {AddressFirewall} from './speaker-world.js';

/** Accept_Mode (RFC 9568 §6.1): virtual routers that do not accept packets for their addresses, unless they own them. */
export class ClosedAddresses {
  readonly #wanted = new Map<LocalRouter, readonly Address[]>();
  /** What the firewall has, by addressKey. */
  readonly #closed = new Map<string, Address>();

  constructor(
    private readonly firewall: AddressFirewall | undefined,
    private readonly onError: (router: LocalRouter, error: Error) => void,
  ) {}

  /** As the router is now. What fails is tried again the next time. */
  arrange(router: LocalRouter): void {
    if (isClosed(router))
      this.#wanted.set(
        router,
        router.addresses.map(({address}) => address),
      );
    else this.#wanted.delete(router);
    const wanted = new Map([...this.#wanted.values()].flat().map(address => [addressKey(address), address]));
    this.#change(
      router,
      'close',
      [...wanted].filter(([key]) => !this.#closed.has(key)),
    );
    this.#change(
      router,
      'open',
      [...this.#closed].filter(([key]) => !wanted.has(key)),
    );
  }

  #change(router: LocalRouter, change: 'close' | 'open', entries: readonly (readonly [string, Address])[]): void {
    if (entries.length === 0) return;
    this.#note(change, entries);
    this.firewall?.[change](entries.map(([, address]) => address)).catch((error: Error) => {
      this.#note(change === 'close' ? 'open' : 'close', entries);
      this.onError(router, error);
    });
  }

  #note(change: 'close' | 'open', entries: readonly (readonly [string, Address])[]): void {
    for (const [key, address] of entries)
      if (change === 'close') this.#closed.set(key, address);
      else this.#closed.delete(key);
  }
}

/** From its start on, so that nothing has to be closed when it becomes master; until its addresses are gone. */
function isClosed({state, isWithdrawing, settings: {accepts, priority}}: LocalRouter): boolean {
  return (state !== 'initialize' || isWithdrawing) && !accepts && priority !== 255;
}
