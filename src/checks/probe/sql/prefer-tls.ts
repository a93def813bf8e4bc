import type {Socket} from 'node:net';
import {connect, type TLSSocket} from 'node:tls';

export type TlsOffer =
  | {readonly type: 'TLS'; readonly socket: TLSSocket}
  /** The server has none: the socket is as it was. */
  | {readonly type: 'none'}
  /** It has, and it cannot be had. The socket is used up. */
  | {readonly type: 'failed'};

/** Asks a PostgreSQL server for TLS, unverified: SSLRequest of its protocol, section "SSL Session Encryption". */
export function preferTls(raw: Socket, onOffer: (offer: TlsOffer) => void): void {
  raw.once('data', (answer: Buffer) => {
    if (answer.equals(Buffer.from('N'))) return onOffer({type: 'none'});
    // more than the one byte would have been sent by somebody before there is TLS
    if (!answer.equals(Buffer.from('S'))) return onOffer({type: 'failed'});
    const secure = connect({socket: raw, rejectUnauthorized: false});
    let isOffered = false;
    const offer = (found: TlsOffer) => {
      if (!isOffered) onOffer(found);
      isOffered = true;
    };
    secure.on('error', () => offer({type: 'failed'}));
    secure.once('secureConnect', () => offer({type: 'TLS', socket: secure}));
  });
  raw.write(sslRequest);
}

/** Its length, and the number that stands where a version would. */
const sslRequest = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);
