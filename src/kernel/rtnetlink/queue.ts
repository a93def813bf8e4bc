import {attributeSet, reported} from '../netlink/attribute-set.js';
import {readU32} from '../netlink/bytes.js';
import {nulString} from '../netlink/codec.js';
import {MalformedReply} from '../netlink/malformed-reply.js';
import type {StructRequest} from '../netlink/request.js';
import {routeMessage} from './attributes.js';

/** A queueing discipline of an interface, as tc qdisc shows it. */
export interface Queue {
  /** Index. */
  readonly interface: number;
  /** `fq_codel`, `clsact`. */
  readonly kind: string;
}

/** Those whose filters see packets on their way in. */
export const incomingQueues: readonly string[] = ['ingress', 'clsact'];

/** struct tcmsg: family, padding, index, handle, parent, information. */
const headerLength = 20;

/** TCA_* of <linux/rtnetlink.h>. */
const queueAttributes = attributeSet({kind: reported(1, nulString(15))});

/** Asks for those of all interfaces. */
export function queueDump(): StructRequest {
  return {
    type: routeMessage.getQueue,
    flags: 0,
    replyType: routeMessage.newQueue,
    payload: {
      lengthOf: () => headerLength,
      write: (buffer, offset) => {
        buffer.fill(0, offset, offset + headerLength);
        return offset + headerLength;
      },
    },
  };
}

export function readQueue(buffer: Buffer, start: number, end: number): Queue {
  if (end - start < headerLength) throw new MalformedReply('', 'is too short for a queueing discipline');
  const {kind = ''} = queueAttributes.read(buffer, start + headerLength, end, 'queueing discipline');
  return {interface: readU32(buffer, start + 4), kind};
}
