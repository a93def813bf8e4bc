import {type Dialog, down, hear, oneLine, type Subject, up} from './dialog.js';
import {quote} from './outside-words.js';

/** OPTIONS, answered with `SIP/2.0 200 OK` and the end of a header (RFC 3261): check_sip of ldirectord. */
export function* sipDialog(subject: Subject): Dialog {
  const text = optionsRequest(subject);
  yield {type: 'send', text, shown: text.slice(0, text.indexOf('\r\n'))};
  const status = yield* hear('an answer to OPTIONS');
  if (!status?.startsWith('SIP/2.0 200 OK')) return down(`SIP/2.0 200 OK expected: ${quote(status)}`);
  for (;;) {
    const line = yield* hear('the end of the header');
    // the end of the connection ends it as well, for ldirectord
    if (line === '' || line === undefined) return up(status);
  }
}

function optionsRequest({login, over, localAddress, localPort, nonce}: Subject): string {
  const host = localAddress.includes(':') ? `[${localAddress}]` : localAddress;
  const sender = localPort === 0 ? host : `${host}:${localPort}`;
  const user = oneLine(login);
  return [
    `OPTIONS sip:${user} SIP/2.0`,
    // the cookie of RFC 3261, section 8.1.1.7; rport (RFC 3581): the answer comes back to the port that it came from
    `Via: SIP/2.0/${over.toUpperCase()} ${sender};rport;branch=z9hG4bK${nonce}`,
    'Max-Forwards: 70',
    `To: <sip:${user}>`,
    `From: <sip:${user}>;tag=${nonce}`,
    `Call-ID: ${nonce}`,
    'CSeq: 63104 OPTIONS',
    `Contact: <sip:${user}>`,
    'Accept: application/sdp',
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');
}
