import type {Ipvs} from '../../../src/ipvs/ipvs.js';
import {commandAttributes} from '../../../src/kernel/ipvs/attributes.js';
import {IpvsClient} from '../../../src/kernel/ipvs/client.js';
import type {Kernel} from '../../../src/kernel/kernel.js';
import {Conversation} from '../../../src/kernel/netlink/conversation.js';
import type {AnySet} from '../netlink/arbitraries.js';
import {ScriptedSocket, type SentRequest} from '../netlink/scripted-socket.js';

export const familyId = 28;

/** A kernel that answers as a test tells it to. */
export class ScriptedKernel implements Kernel {
  readonly name = 'linux';
  readonly sockets: ScriptedSocket[] = [];
  readonly written: (readonly [path: string, value: string])[] = [];

  constructor(
    private readonly answer: (requests: SentRequest[], socket: ScriptedSocket) => void = () => {},
    /** The texts of /proc; a file that is not there does not exist. */
    private readonly texts: Readonly<Record<string, string | (() => string)>> = {},
    /** Bytes of each piece of a text. */
    private readonly piece = 4096,
  ) {}

  openNetlink(): ScriptedSocket {
    const socket = new ScriptedSocket(this.answer);
    this.sockets.push(socket);
    return socket;
  }

  *readProc(path: string): Iterable<Uint8Array> {
    const text = this.texts[path];
    if (text === undefined)
      throw Object.assign(new Error(`ENOENT: no such file or directory, open '${path}'`), {
        code: 'ENOENT',
        syscall: 'open',
      });
    const bytes = Buffer.from(typeof text === 'function' ? text() : text, 'latin1');
    const page = Buffer.alloc(this.piece); // one buffer for all pieces, as the real one has
    for (let at = 0; at < bytes.length; at += this.piece) {
      const length = bytes.copy(page, 0, at, at + this.piece);
      yield page.subarray(0, length);
    }
  }

  writeProc(path: string, value: string): void {
    this.written.push([path, value]);
  }

  /** All that was asked, on whatever socket. */
  get datagrams(): Buffer[] {
    return this.sockets.flatMap(socket => socket.datagrams);
  }
}

export function clientOf(kernel: ScriptedKernel): Ipvs {
  return new IpvsClient(kernel, familyId, new Conversation(kernel.openNetlink()));
}

/** The attributes of an answer. */
export function attributesOf(values: unknown, set: AnySet = commandAttributes): Buffer {
  const buffer = Buffer.alloc(set.lengthOfReply(values as never));
  set.writeReply(values as never, buffer, 0);
  return buffer;
}
