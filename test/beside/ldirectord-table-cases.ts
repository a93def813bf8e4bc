import type {Case, Manner, Server} from './ldirectord-case.js';

const http = ['checktype=negotiate', 'service=http', 'request="alive"', 'receive="^yes"'];
const some = (many: number, ill: Manner = 'refused', whenIll: Server['whenIll'] = 'out'): Server[] =>
  Array.from({length: many}, () => ({ill, whenIll}));

/**
 * Other kinds of checks, and what a virtual service makes of them. Servers are told by their letters: of a, b, c, d the
 * scenes have ill first b and d, then a and c, then all, then none.
 */
export const tableCases: readonly Case[] = [
  {
    name: 'connect',
    lines: ['checktype=connect'],
    port: 80,
    backend: 'http',
    servers: [
      ...some(2),
      {ill: 'dropped', whenIll: 'out'},
      {ill: 'closes', whenIll: 'in'},
      {ill: 'silent', whenIll: 'in'},
    ],
  },
  {
    name: 'connect over IPv6',
    lines: ['checktype=connect'],
    port: 80,
    isIpv6: true,
    backend: 'http',
    servers: some(2),
  },
  {
    name: 'connect over udp, a ping',
    lines: ['checktype=connect', 'protocol=udp'],
    port: 53,
    isUdp: true,
    backend: 'dns',
    servers: [
      {ill: 'dropped', whenIll: 'out'},
      {ill: 'refused', whenIll: 'in'},
    ],
  },
  {
    name: 'ping',
    lines: ['checktype=ping', 'checkcount=2'],
    port: 80,
    backend: 'http',
    servers: [
      {ill: 'dropped', whenIll: 'out'},
      {ill: 'refused', whenIll: 'in'},
    ],
  },
  {
    name: 'external',
    lines: ['checktype=external', 'checkcommand=/run/beside/external'],
    port: 80,
    backend: 'external',
    servers: [...some(1, 'hangs'), ...some(1, 'exit 1')],
  },
  {
    name: 'combined',
    lines: ['checktype=2', ...http.slice(1)],
    port: 80,
    backend: 'http',
    servers: [...some(1, 'silent'), ...some(1, 'other answer'), ...some(2, 'refused')],
  },
  {name: 'on', lines: ['checktype=on'], port: 80, backend: 'http', servers: some(2, 'refused', 'in')},
  {
    name: 'off',
    lines: ['checktype=off'],
    port: 80,
    backend: 'http',
    servers: some(2).map(server => ({...server, whenWell: 'out'})),
  },
  {
    name: 'off, quiescent',
    lines: ['checktype=off', 'quiescent=yes'],
    port: 80,
    backend: 'http',
    servers: some(2).map(server => ({
      ...server,
      whenWell: 0,
      whenIll: 0,
      ours: {whenWell: 'out', whenIll: 'out', why: 'off'},
    })),
  },
  {
    name: 'service none',
    lines: ['checktype=negotiate', 'service=none'],
    port: 80,
    backend: 'http',
    servers: some(2, 'refused', 'in'),
  },
  {name: 'quiescent', lines: [...http, 'quiescent=yes'], port: 80, backend: 'http', servers: some(3, 'refuses', 0)},
  {
    name: 'fallback',
    lines: [...http, 'fallback=@fallback:80 masq'],
    port: 80,
    backend: 'http',
    servers: some(2),
    scenes: ['a', 'b', 'fallback', 'a b'],
  },
  {
    name: 'fallback, quiescent',
    lines: [...http, 'fallback=@fallback:80 masq', 'quiescent=yes'],
    port: 80,
    backend: 'http',
    servers: some(2, 'other answer', 0),
    scenes: ['a b=0', 'a=0 b', 'a=0 b=0 fallback', 'a b'],
  },
  {
    name: 'off, fallback',
    lines: ['checktype=off', 'fallback=@fallback:80 masq'],
    port: 80,
    backend: 'http',
    servers: some(2),
    scenes: ['fallback', 'fallback', 'fallback', 'fallback'],
    ours: {scenes: ['', '', '', ''], why: 'off'},
  },
  {
    name: 'failurecount 2',
    lines: [...http, 'failurecount=2'],
    port: 80,
    backend: 'http',
    servers: [...some(2, 'alternates', 'in'), ...some(2, 'refuses')],
  },
  {
    name: 'a firewall mark',
    lines: [...http, 'checkport=80'],
    mark: 7,
    port: 0,
    checkPort: 80,
    backend: 'http',
    servers: some(2),
  },
  {
    name: 'maintenance folder',
    lines: http,
    port: 80,
    backend: 'http',
    servers: [
      ...some(2, 'in maintenance'),
      ...some(2, 'in maintenance, by port'),
      ...some(1, 'in maintenance, by name'),
      ...some(1, 'in maintenance, by short name'),
    ],
  },
  {
    name: 'maintenance folder, failurecount 3, quiescent',
    lines: [...http, 'failurecount=3', 'quiescent=yes'],
    port: 80,
    backend: 'http',
    servers: some(2, 'in maintenance', 0),
  },
];
