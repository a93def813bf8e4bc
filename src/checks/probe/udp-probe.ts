import {Attempt} from './attempt.js';
import type {UdpProbe} from './probe.js';
import type {StartProbe} from './probe-world.js';
import {formatBytes, formatSpan} from './quantity.js';
import {Datagrams} from './udp/datagrams.js';
import {udpReplyFault} from './udp/udp-reply-fault.js';

/** Sent where nothing else is to be: many servers drop an empty datagram. keepalived: layer4.c, udp_bind_connect. */
const anything = Buffer.from('lvsctl asks whether this works', 'latin1');

/** One datagram, and what comes back for it: UDP_CHECK. */
export const startUdpProbe: StartProbe<UdpProbe> = (probe, world, onVerdict, onStep) => {
  const {target, limits, payload, requiresReply} = probe;
  const attempt = new Attempt(world, limits.whole, onVerdict, onStep);
  const bytes = payload.length > 0 ? Uint8Array.from(payload) : anything;
  const datagrams = new Datagrams(attempt, target, {
    onOpen: () => {
      if (attempt.isWatched) attempt.step('send', formatBytes(bytes.length));
      datagrams.send(bytes);
    },
    onDatagram: reply => {
      if (attempt.isWatched) attempt.step('first byte', formatBytes(reply.length));
      // keepalived: check_udp.c, udp_check_thread: the first one decides, and any will do unless one is required
      const fault = requiresReply ? udpReplyFault(reply, probe) : undefined;
      if (fault === undefined) attempt.up(`${formatBytes(reply.length)} came back`);
      else attempt.down('L7', fault);
    },
  });
  attempt.expect(limits.silence, () => {
    const time = formatSpan(Math.min(limits.silence, limits.whole));
    // keepalived: layer4.c, udp_socket_state: silence is success where no reply is required
    if (requiresReply) attempt.down('L4', `no reply within ${time}`, true);
    else attempt.up(`no ICMP error within ${time}; no reply is required`);
  });
  return attempt;
};
