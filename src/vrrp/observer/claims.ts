import {type Address, addressKey} from '../../net/address.js';
import type {Mac} from '../../net/mac.js';
import type {Milliseconds} from '../intervals.js';
import {limits} from './limits.js';

/** Which other stations said that they have an address, by addressKey and then by the Ethernet address. */
export type Claims = Map<string, Map<number, Claim>>;

export interface Claim {
  readonly mac: Mac;
  /** Of its own accord (RFC 5227 §3, RFC 4861 §7.2.6). */
  announcedAt: Milliseconds | undefined;
  /** When it was asked. */
  answeredAt: Milliseconds | undefined;
}

export function noteClaim(claims: Claims, address: Address, mac: Mac, isAnswer: boolean, now: Milliseconds): void {
  const stations = renew(claims, addressKey(address), limits.claims, () => new Map<number, Claim>());
  const claim = renew(stations, mac.value, limits.stationsPerClaim, () => ({
    mac,
    announcedAt: undefined as Milliseconds | undefined,
    answeredAt: undefined as Milliseconds | undefined,
  }));
  if (isAnswer) claim.answeredAt = now;
  else claim.announcedAt = now;
}

/** The entry, moved to the end; the first one, which was not renewed for longest, makes room. */
function renew<Key, Value>(map: Map<Key, Value>, key: Key, most: number, make: () => Value): Value {
  const value = map.get(key) ?? make();
  map.delete(key);
  map.set(key, value);
  if (map.size > most) map.delete(map.keys().next().value as Key);
  return value;
}
