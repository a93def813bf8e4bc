import type {Address} from '../../net/address.js';
import {errnoCode, errnoText} from '../../ipvs/errno.js';
import type {Kernel, NetlinkSocket} from '../kernel.js';
import {messageType, readErrno, readMessages} from '../netlink/message.js';
import {elementMessages, emptyRuleset, encodeTransaction, type RulesetMessage, withoutRuleset} from './ruleset.js';

/** NETLINK_NETFILTER of <linux/netlink.h>. */
const netlinkNetfilter = 12;
const receiveBuffer = 8192;
/** EOPNOTSUPP, EINVAL: a kernel before 5.12 does not know owners of tables. */
const unknownFlag: readonly number[] = [95, 22];

/**
 * Keeps this host from answering to addresses, by a table `lvsctl` of nf_tables: Accept_Mode of RFC 9568 §6.1. What
 * IPVS forwards is not touched, nor ARP and neighbour discovery.
 * NB: the table is owned by the socket, and goes with this process (Linux 5.12; before, `end` removes it).
 */
export class NftablesAddressFirewall {
  #socket: NetlinkSocket | undefined;
  #sequence = 1;
  /** One transaction after the other. */
  #last: Promise<void> = Promise.resolve();
  #waiting: {readonly first: number; readonly last: number; end(errno: number | Error): void} | undefined;

  constructor(private readonly kernel: Kernel) {}

  /** From now on nothing on this host answers to them. Rejects with words: nf_tables is not there, or not permitted. */
  close(addresses: readonly Address[]): Promise<void> {
    return this.#next(async () => {
      if (!this.#socket) await this.#begin();
      await this.#commit(elementMessages('newElement', addresses));
    });
  }

  /** Takes it back; nothing for what is not closed. */
  open(addresses: readonly Address[]): Promise<void> {
    return this.#next(async () => {
      if (this.#socket) await this.#commit(elementMessages('deleteElement', addresses));
    });
  }

  /** Opens all. */
  end(): Promise<void> {
    return this.#next(async () => {
      if (!this.#socket) return;
      await this.#commit(withoutRuleset()).finally(() => {
        this.#socket?.close();
        this.#socket = undefined;
      });
    });
  }

  #next(work: () => Promise<void>): Promise<void> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => {});
    return done;
  }

  async #begin(): Promise<void> {
    const socket = this.kernel.openNetlink(netlinkNetfilter, receiveBuffer);
    socket.onDatagram = datagram => this.#receive(datagram);
    socket.onError = error => this.#waiting?.end(error);
    this.#socket = socket;
    try {
      await this.#commit(withoutRuleset()).catch(() => {}); // of a director before us, on an older kernel
      await this.#commit(emptyRuleset(true)).catch(async (error: Error & {errno?: number}) => {
        if (!unknownFlag.includes(error.errno ?? 0)) throw error;
        await this.#commit(emptyRuleset(false));
      });
    } catch (error) {
      socket.close();
      this.#socket = undefined;
      throw error;
    }
  }

  #commit(messages: readonly RulesetMessage[]): Promise<void> {
    if (messages.length === 0) return Promise.resolve();
    const first = this.#sequence;
    this.#sequence += messages.length + 2;
    return new Promise((resolve, reject) => {
      this.#waiting = {
        first,
        last: first + messages.length,
        end: outcome => {
          this.#waiting = undefined;
          if (outcome === 0) resolve();
          else reject(outcome instanceof Error ? outcome : refusal(outcome));
        },
      };
      this.#socket?.send(encodeTransaction(messages, first));
    });
  }

  /** The first failure ends it; otherwise the last message is acknowledged. */
  #receive(datagram: Buffer): void {
    for (const message of readMessages(datagram)) {
      const waiting = this.#waiting;
      if (!waiting || message.type !== messageType.error) continue;
      if (message.sequence < waiting.first || message.sequence > waiting.last) continue;
      const errno = readErrno(datagram, message);
      if (errno !== 0 || message.sequence === waiting.last) waiting.end(errno);
    }
  }
}

function refusal(errno: number): Error {
  return Object.assign(new Error(`nf_tables refused it: ${errnoText(errno)} (${errnoCode(errno)})`), {
    errno,
    code: errnoCode(errno),
  });
}
