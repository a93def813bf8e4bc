import {execFileSync} from 'node:child_process';
import {accessSync, closeSync, openSync} from 'node:fs';
import koffi from 'koffi';
import type {Kernel} from '../../../src/kernel/kernel.js';
import {withSubscriptions} from '../../../src/kernel/packet/netlink-subscription.js';
import {Receiver} from '../../../src/kernel/packet/receiver.js';
import {linuxKernel} from '../../../src/kernel/linux-kernel.js';

/** CLONE_NEWNET of <linux/sched.h>. */
const networkNamespace = 0x40000000;
let made = 0;

/** Why there can be no network namespaces here, or false. */
export function namespacesMissing(): string | false {
  if (process.getuid?.() !== 0) return 'network namespaces need root';
  try {
    accessSync('/usr/sbin/ip');
    new Namespace().remove();
    return false;
  } catch {
    return 'no network namespace can be made here';
  }
}

/** A network namespace with nothing but a loopback interface, on this kernel. */
export class Namespace {
  readonly receiver = new Receiver();
  readonly name = `lvsctl-${process.pid}-${++made}`;

  constructor() {
    execFileSync('ip', ['netns', 'add', this.name], {stdio: 'pipe'});
    this.ip('link', 'set', 'lo', 'up');
  }

  /** ip(8) in it. */
  ip(...words: readonly string[]): string {
    return execFileSync('ip', ['-n', this.name, ...words], {encoding: 'utf8', stdio: 'pipe'});
  }

  /** Many commands of ip(8) in it. */
  batch(lines: readonly string[]): void {
    execFileSync('ip', ['-n', this.name, '-force', '-batch', '-'], {input: `${lines.join('\n')}\n`, stdio: 'pipe'});
  }

  run(program: string, ...words: readonly string[]): string {
    return execFileSync('ip', ['netns', 'exec', this.name, program, ...words], {encoding: 'utf8', stdio: 'pipe'});
  }

  /** Sockets that are opened meanwhile belong to it. */
  within<T>(work: () => T): T {
    const own = openSync('/proc/thread-self/ns/net', 'r');
    const other = openSync(`/run/netns/${this.name}`, 'r');
    try {
      enter(other);
      return work();
    } finally {
      enter(own);
      closeSync(own);
      closeSync(other);
    }
  }

  /** This machine's kernel as a process in the namespace has it. */
  get kernel(): Kernel {
    return this.kernelWithQueue();
  }

  /** @param queue of events, in bytes */
  kernelWithQueue(queue?: number): Kernel {
    const kernel = withSubscriptions(linuxKernel, this.receiver, queue);
    return {
      ...kernel,
      openNetlink: (protocol, size) => this.within(() => kernel.openNetlink(protocol, size)),
      openBulkNetlink: async (protocol, size) => {
        const {openBulkSocket} = await import('../../../src/kernel/netlink/bulk-socket.js');
        return this.within(() => openBulkSocket(protocol, size));
      },
      subscribeNetlink: (protocol, size, groups) => this.within(() => kernel.subscribeNetlink!(protocol, size, groups)),
    };
  }

  /** Gives it an interface that ends in another one, both up. */
  connect(own: string, other: Namespace, theirs: string): void {
    this.ip('link', 'add', own, 'type', 'veth', 'peer', 'name', theirs, 'netns', other.name);
    this.ip('link', 'set', own, 'up');
    other.ip('link', 'set', theirs, 'up');
  }

  indexOf(link: string): number {
    return JSON.parse(this.ip('-json', 'link', 'show', link))[0].ifindex;
  }

  remove(): void {
    execFileSync('ip', ['netns', 'del', this.name], {stdio: 'pipe'});
  }
}

function enter(descriptor: number): void {
  if (koffi.load('libc.so.6').func('int setns(int fd, int type)')(descriptor, networkNamespace) !== 0)
    throw new Error(`setns(2) failed with errno ${koffi.errno()}`);
}
