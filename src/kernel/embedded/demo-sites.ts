import {directRouting, masquerading, tunneling} from '../../ipvs/forwarding.js';
import {tcp, udp} from '../../ipvs/protocol.js';
import {serviceFlag} from '../../ipvs/service.js';
import type {Scene} from './traffic/scenes.js';
import type {Source} from './traffic/workload.js';

/** A real server of the demo: address, port, weight, and thresholds where it has some. */
type Server = readonly [address: string, port: number, weight: number, upper?: number, lower?: number];

/** One virtual service of the demo, with those who use it. */
export interface DemoSite {
  readonly protocol: number;
  readonly virtual: string;
  readonly port: number;
  readonly fwmark?: number;
  readonly scheduler: string;
  readonly flags?: number;
  /** Seconds of persistence, and the bits of an address that are one client. */
  readonly persistence?: {readonly seconds: number; readonly bits: number};
  readonly forwarding: number;
  readonly servers: readonly Server[];
  /** Nobody uses a service without them. */
  readonly clients?: Partial<Source> & Pick<Source, 'ratePerSecond'> & {readonly first: string};
  /** What happens to it, over and over; `first` in seconds from when the demo is opened. */
  readonly scenes?: readonly DemoScene[];
}

export type DemoScene = Pick<Scene, 'kind' | 'everySeconds' | 'lastsSeconds'> & {
  readonly first: number;
  readonly factor?: number;
};

const web: readonly Server[] = [
  ['10.1.0.11', 8080, 4],
  ['10.1.0.12', 8080, 4],
  ['10.1.0.13', 8080, 3],
  ['10.1.0.14', 8080, 2],
  ['10.1.0.15', 8080, 0], // quiesced
];

/** A site as one may have it: addresses of RFC 5737 and RFC 3849. */
export const demoSites: readonly DemoSite[] = [
  {
    protocol: tcp,
    virtual: '203.0.113.10',
    port: 80,
    scheduler: 'wlc',
    forwarding: masquerading,
    servers: web,
    clients: {first: '198.51.100.1', clients: 200, ratePerSecond: 9, requests: 2, replyBytes: 24_000, abandoned: 0.01},
    scenes: [{kind: 'surge', first: 25, everySeconds: 150, lastsSeconds: 45, factor: 5}],
  },
  {
    protocol: tcp,
    virtual: '203.0.113.10',
    port: 443,
    scheduler: 'wrr',
    forwarding: masquerading,
    servers: web.map(([address, , weight]) => [address, 8443, weight]),
    clients: {
      first: '198.51.100.1',
      clients: 240,
      ratePerSecond: 14,
      requests: 4,
      pauseSeconds: 6,
      replyBytes: 48_000,
      resets: 0.02,
      silent: 0.02,
    },
    scenes: [{kind: 'failure', first: 12, everySeconds: 180, lastsSeconds: 35}],
  },
  {
    protocol: tcp,
    virtual: '203.0.113.20',
    port: 443,
    scheduler: 'wlc',
    persistence: {seconds: 600, bits: 32},
    forwarding: directRouting,
    servers: [
      ['10.2.0.21', 443, 10],
      ['10.2.0.22', 443, 10],
      ['10.2.0.23', 443, 5],
    ],
    clients: {first: '192.0.2.1', clients: 120, ratePerSecond: 4, requests: 6, pauseSeconds: 9, silent: 0.03},
  },
  {
    protocol: udp,
    virtual: '203.0.113.53',
    port: 53,
    scheduler: 'rr',
    forwarding: masquerading,
    servers: [
      ['10.3.0.53', 53, 1],
      ['10.3.0.54', 53, 1],
      ['10.3.0.55', 53, 1],
    ],
    clients: {
      first: '192.0.2.200',
      clients: 24,
      ports: 16,
      ratePerSecond: 22,
      requests: 1,
      requestBytes: 48,
      replyBytes: 180,
    },
    scenes: [{kind: 'surge', first: 100, everySeconds: 210, lastsSeconds: 40, factor: 4}],
  },
  {
    protocol: tcp,
    virtual: '203.0.113.53',
    port: 53,
    scheduler: 'rr',
    forwarding: masquerading,
    servers: [
      ['10.3.0.53', 53, 1],
      ['10.3.0.54', 53, 1],
      ['10.3.0.55', 53, 1],
    ],
    clients: {first: '192.0.2.200', clients: 24, ratePerSecond: 0.5, requests: 1, requestBytes: 60, replyBytes: 1800},
  },
  {
    protocol: tcp,
    virtual: '203.0.113.30',
    port: 443,
    fwmark: 1,
    scheduler: 'sh',
    flags: serviceFlag.scheduler1, // sh-fallback
    persistence: {seconds: 300, bits: 32},
    forwarding: tunneling,
    servers: [
      ['10.4.0.31', 0, 2],
      ['10.4.0.32', 0, 1],
    ],
    clients: {first: '198.51.100.60', clients: 60, ratePerSecond: 2, requests: 3, pauseSeconds: 5},
  },
  {
    protocol: tcp,
    virtual: '2001:db8:10::80',
    port: 443,
    scheduler: 'mh',
    flags: serviceFlag.scheduler2, // mh-port
    forwarding: masquerading,
    servers: [
      ['2001:db8:1::11', 8443, 4],
      ['2001:db8:1::12', 8443, 4],
      ['2001:db8:1::13', 8443, 2],
    ],
    clients: {
      first: '2001:db8:cafe::1',
      clients: 500,
      ratePerSecond: 6,
      requests: 3,
      pauseSeconds: 4,
      replyBytes: 30_000,
    },
    scenes: [{kind: 'drain', first: 60, everySeconds: 260, lastsSeconds: 100}],
  },
  {
    protocol: tcp,
    virtual: '203.0.113.25',
    port: 993,
    scheduler: 'lc',
    persistence: {seconds: 900, bits: 28},
    forwarding: masquerading,
    servers: [
      ['10.5.0.41', 993, 1, 300, 250],
      ['10.5.0.42', 993, 1, 300, 250],
    ],
    clients: {
      first: '198.51.100.1',
      clients: 80,
      ratePerSecond: 0.6,
      requests: 20,
      pauseSeconds: 25,
      requestBytes: 120,
      replyBytes: 900,
      silent: 0.1,
    },
    scenes: [{kind: 'failure', first: 130, everySeconds: 400, lastsSeconds: 45}],
  },
  {
    protocol: tcp,
    virtual: '203.0.113.25',
    port: 25,
    scheduler: 'sed',
    forwarding: masquerading,
    servers: [
      ['10.5.0.43', 25, 2],
      ['10.5.0.44', 25, 1],
    ],
    clients: {
      first: '192.0.2.220',
      clients: 30,
      ratePerSecond: 1.2,
      requests: 5,
      pauseSeconds: 2,
      requestBytes: 9000,
      replyBytes: 300,
    },
  },
  {
    protocol: tcp,
    virtual: '203.0.113.40',
    port: 8443,
    scheduler: 'rr',
    forwarding: masquerading,
    servers: [
      ['10.6.0.51', 8443, 1],
      ['10.6.0.52', 8443, 1],
    ], // a service that nobody uses yet
  },
];
