import {parseHex} from '../../keepalived/lvs/read-checker.js';
import {type Kind, wordKind} from '../kind.js';
import {choice, truth, whole} from '../kinds.js';
import {optional, required, usually} from '../shape.js';
import {checkRow} from './check-row.js';
import {line, pattern, said, writePattern} from './text-kinds.js';

const recordType: Kind<string> = wordKind('a type of records such as A or SOA', word =>
  /^[A-Z][A-Z0-9]{0,15}$/i.test(word) ? word.toUpperCase() : undefined,
);

export const smtpRow = checkRow({
  name: 'smtp',
  connects: true,
  keys: {helo: usually(line, 'localhost', 'localhost', 'the name that it greets with')},
  probe: ({helo}, connecting) => ({type: 'smtp', ...connecting, helo}),
  write: probe => (probe.type === 'smtp' ? said('helo', probe.helo, 'localhost') : undefined),
});

export const dnsRow = checkRow({
  name: 'dns',
  connects: true,
  main: 'name',
  keys: {
    name: required(line, 'the name that is asked for; . is the root'),
    type: usually(recordType, 'SOA', 'SOA', 'the type of records that is asked for'),
    over: usually(choice('udp', 'tcp'), 'udp', 'udp', 'how it is asked for'),
    match: optional(pattern, 'any answer without an error', 'what the data of one answer have to say'),
  },
  probe: ({name, type, over, match}, connecting) => ({
    type: 'dns',
    ...connecting,
    over,
    recordType: type,
    name,
    pattern: match,
  }),
  write: probe =>
    probe.type === 'dns'
      ? {
          name: probe.name,
          ...said('type', probe.recordType, 'SOA'),
          ...said('over', probe.over, 'udp'),
          ...(probe.pattern ? {match: writePattern(probe.pattern)} : {}),
        }
      : undefined,
});

const payload: Kind<readonly number[]> = wordKind('bytes in hexadecimal', word =>
  parseHex(word, false)?.map(({value}) => value),
);
const reply = wordKind('bytes in hexadecimal, x for any digit', word => parseHex(word, true));

export const udpRow = checkRow({
  name: 'udp',
  connects: true,
  keys: {
    send: usually(payload, [], 'an empty packet', 'what is sent'),
    'needs-reply': usually(truth, false, 'false', 'something has to come back; without, only an ICMP error is bad'),
    reply: usually(reply, [], 'anything', 'what the reply begins with'),
    'least-length': usually(whole(0, 65_535), 0, '0', 'bytes of a reply'),
    'most-length': usually(whole(0, 65_535), 65_535, '65535', 'bytes of a reply'),
  },
  probe: (draft, connecting) => ({
    type: 'udp',
    ...connecting,
    payload: draft.send,
    requiresReply: draft['needs-reply'],
    reply: draft.reply,
    leastLength: draft['least-length'],
    mostLength: draft['most-length'],
  }),
  write: probe =>
    probe.type === 'udp'
      ? {
          ...(probe.payload.length > 0 ? {send: probe.payload.map(byte => hex(byte, 0xff)).join('')} : {}),
          ...said('needs-reply', probe.requiresReply, false),
          ...(probe.reply.length > 0 ? {reply: probe.reply.map(({value, mask}) => hex(value, mask)).join('')} : {}),
          ...said('least-length', probe.leastLength, 0),
          ...said('most-length', probe.mostLength, 65_535),
        }
      : undefined,
});

/** Two digits, with x where the mask lets any digit be. */
function hex(value: number, mask: number): string {
  const digit = (shift: number) => (((mask >> shift) & 15) === 0 ? 'x' : ((value >> shift) & 15).toString(16));
  return digit(4) + digit(0);
}
