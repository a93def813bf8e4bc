import {readFileSync} from 'node:fs';
import {dataMessage, doneMessage, message} from './scripted-socket.js';

/** One row of the recorded netlink traffic of a kernel 6.1. */
export interface Exchange {
  readonly name: string;
  readonly cmd?: number;
  readonly request_hex?: string;
  /** ['msg', type, flags, generic header, attributes], ['ack' | 'error', errno, text, flags, extended ack], ['done', errno, '', flags] */
  readonly replies?: readonly (readonly [string, ...(string | number | null)[]])[];
  readonly reply?: Readonly<Record<string, string>>;
}

export const exchanges: readonly Exchange[] = readFileSync('fixtures/ipvsadm/netlink.jsonl', 'utf8')
  .trimEnd()
  .split('\n')
  .map(line => JSON.parse(line) as Exchange);

/** The attributes of every recorded answer, with the command that the answer says it is. */
export function recordedAnswers(): {readonly name: string; readonly command: number; readonly attributes: Buffer}[] {
  return exchanges.flatMap(({name, replies = []}) =>
    replies.flatMap(([kind, , , header, attributes]) =>
      kind === 'msg'
        ? [
            {
              name,
              command: Number.parseInt((header as string).slice(0, 2), 16),
              attributes: Buffer.from(attributes as string, 'hex'),
            },
          ]
        : [],
    ),
  );
}

/** Every recorded reply as the bytes the kernel sent, one buffer a message. */
export function recordedMessages(sequence = 1): Buffer[] {
  return exchanges.flatMap(({replies = [], request_hex: request = ''}) =>
    replies.map(([kind, value, , flagsOrHeader, rest]) => {
      if (kind === 'msg') {
        const command = Number.parseInt((flagsOrHeader as string).slice(0, 2), 16);
        return dataMessage(value as number, sequence, command, Buffer.from(rest as string, 'hex'));
      }
      if (kind === 'done') return doneMessage(sequence, 0 - (value as number));
      const errno = Buffer.alloc(4);
      errno.writeInt32LE(value as number);
      const echoed = Buffer.from(request, 'hex').subarray(0, value === 0 ? 16 : undefined);
      return message(
        2,
        flagsOrHeader as number,
        sequence,
        Buffer.concat([errno, echoed, Buffer.from((rest as string | null) ?? '', 'hex')]),
      );
    }),
  );
}
