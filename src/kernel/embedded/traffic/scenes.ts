import {type Address, formatAddress, parseAddress} from '../../../net/address.js';
import type {Field} from '../store/field.js';
import type {Source} from './workload.js';

/** What happens over and over to a service of a made-up site: what the state file keeps as "scenes" of its traffic. */
export interface Scene {
  /**
   * `failure`: a checker finds a real server dead, quiesces it while its clients give up, and brings it back.
   * `drain`: an operator quiesces a real server, which empties, and restores it.
   * `surge`: its clients come more often, rising and falling.
   */
  readonly kind: SceneKind;
  readonly protocol: number;
  readonly virtual: Address;
  readonly port: number;
  /** 0 for none. */
  readonly fwmark: number;
  /** From one beginning to the next, and how long it lasts. */
  readonly everySeconds: number;
  readonly lastsSeconds: number;
  /** Of a surge: how many times as often, at its height. */
  readonly factor: number;
  /** When the next step comes, milliseconds; of a surge, when its first one began. */
  nextAt: number;
  /** How many began: the servers take turns. */
  round: number;
  /** The real server that is quiesced now, with the weight it had. */
  server: {readonly address: Address; readonly port: number; readonly weight: number} | undefined;
}

export const sceneKinds = ['failure', 'drain', 'surge'] as const;
export type SceneKind = (typeof sceneKinds)[number];

/** How many times as often the clients of a source come now. */
export function surgeFactor(scenes: readonly Scene[], source: Source, now: number): number {
  let factor = 1;
  for (const scene of scenes) {
    if (scene.kind !== 'surge' || !isOf(scene, source) || now < scene.nextAt) continue;
    const phase = ((now - scene.nextAt) / 1000) % scene.everySeconds;
    if (phase < scene.lastsSeconds) factor *= 1 + (scene.factor - 1) * Math.sin((Math.PI * phase) / scene.lastsSeconds);
  }
  return factor;
}

function isOf({protocol, virtual, port, fwmark}: Scene, source: Source): boolean {
  return (
    protocol === source.protocol &&
    port === source.port &&
    fwmark === source.fwmark &&
    formatAddress(virtual) === formatAddress(source.virtual)
  );
}

/** The scene whose next step comes first; surges have none. */
export function nextScene(scenes: readonly Scene[]): Scene | undefined {
  let first: Scene | undefined;
  for (const scene of scenes) if (scene.kind !== 'surge' && (!first || scene.nextAt < first.nextAt)) first = scene;
  return first;
}

export function encodeScene(scene: Scene): unknown {
  const {kind, protocol, virtual, port, fwmark, everySeconds, lastsSeconds, factor, nextAt, round, server} = scene;
  return {
    kind,
    protocol,
    virtual: formatAddress(virtual),
    port,
    fwmark,
    everySeconds,
    lastsSeconds,
    factor,
    nextAt,
    round,
    ...(server && {server: {...server, address: formatAddress(server.address)}}),
  };
}

export function decodeScene(field: Field): Scene {
  const address = (of: Field) => of.get('address').parsed(parseAddress, 'an address');
  const seconds = (name: string) => field.get(name).integer(1, 86_400);
  const server = field.get('server');
  return {
    kind: field.get('kind').oneOf(sceneKinds),
    protocol: field.get('protocol').integer(0, 255),
    virtual: field.get('virtual').parsed(parseAddress, 'an address'),
    port: field.get('port').integer(0, 65535),
    fwmark: field.get('fwmark').integer(),
    everySeconds: seconds('everySeconds'),
    lastsSeconds: seconds('lastsSeconds'),
    factor: field.get('factor').number(1, 100),
    nextAt: field.get('nextAt').time(),
    round: field.get('round').integer(0, Number.MAX_SAFE_INTEGER),
    server: server.isAbsent
      ? undefined
      : {
          address: address(server),
          port: server.get('port').integer(0, 65535),
          weight: server.get('weight').integer(0, 0x7fffffff),
        },
  };
}
