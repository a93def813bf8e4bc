import {once} from 'node:events';
import {type AddressInfo, createServer, type Socket} from 'node:net';
import {ipv4} from '../../../src/net/address.js';
import type {HttpProbe, HttpRequest, ProbeLimits, ProbeTarget} from '../../../src/checks/probe/probe.js';

export interface Responder {
  readonly target: ProbeTarget;
  /** What was sent to it. */
  readonly asked: string[];
  close(): void;
}

/** A server that behaves as it is told, on a port of its own. @param onConnection what it does with each connection */
export async function respond(onConnection: (socket: Socket) => void): Promise<Responder> {
  const sockets = new Set<Socket>();
  const asked: string[] = [];
  const server = createServer({allowHalfOpen: true}, socket => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    socket.on('data', bytes => asked.push(bytes.toString('latin1')));
    onConnection(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    target: {address: ipv4(0x7f000001), port: (server.address() as AddressInfo).port},
    asked,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** Answers each request with these bytes, and closes. */
export function answer(text: string | Buffer): (socket: Socket) => void {
  return socket => socket.once('data', () => socket.end(text, 'latin1'));
}

export const limits: ProbeLimits = {connect: 500, silence: 500, whole: 2000};

export function httpProbe(
  target: ProbeTarget,
  request: Partial<HttpRequest> = {},
  more: Partial<HttpProbe> = {},
): HttpProbe {
  return {
    type: 'http',
    target,
    limits,
    version: '1.0',
    method: 'GET',
    tls: undefined,
    virtualHost: undefined,
    isProxy: false,
    requests: [
      {path: '/', virtualHost: undefined, statusCodes: [[200, 299]], digest: undefined, pattern: undefined, ...request},
    ],
    ...more,
  };
}

export function pattern(source: string, more = {}) {
  return {source, options: [], mustNotMatch: false, leastOffset: undefined, mostOffset: undefined, ...more};
}

export const anyCertificate = {
  serverName: undefined,
  verifies: false,
  authority: undefined,
  certificate: undefined,
  key: undefined,
};
