import {checkShape} from './checks/schedule-keys.js';
import {sharedKeys} from './server-keys.js';

type Keys = Readonly<Record<string, unknown>>;

/** A service as it is written: what is the same for all of its servers, and the servers without it. */
export interface SharedDocument {
  readonly shared: Keys;
  /** A list where there is nothing more to say of them. */
  readonly servers: readonly string[] | Readonly<Record<string, Keys | null>>;
}

/** @param servers each by its address, with keys of serverShape */
export function shareKeys(servers: ReadonlyMap<string, Keys>): SharedDocument {
  const check = sharedOf(checksOf([...servers.values()]), Object.keys(checkShape.keys));
  const lean = new Map([...servers].map(([address, keys]) => [address, withoutSchedule(keys, check)]));
  const shared = sharedOf([...lean.values()], Object.keys(sharedKeys));
  const rest = [...lean].map(([address, keys]) => [address, without(keys, shared)] as const);
  return {
    shared: {...(Object.keys(check).length > 0 ? {check} : {}), ...shared},
    servers: rest.every(([, keys]) => Object.keys(keys).length === 0)
      ? rest.map(([address]) => address)
      : Object.fromEntries(rest.map(([address, keys]) => [address, Object.keys(keys).length > 0 ? keys : null])),
  };
}

/** The keys of all checks, and of the agents. */
function checksOf(servers: readonly Keys[]): readonly Keys[] {
  return servers.flatMap(({checks = [], agent}) => [
    ...(checks as readonly unknown[]).map(keysOfCheck),
    ...(agent === undefined ? [] : [agent as Keys]),
  ]);
}

function keysOfCheck(check: unknown): Keys {
  return typeof check === 'string' ? {} : (Object.values(check as Record<string, Keys>)[0] ?? {});
}

/** Those of the keys that all have, with one value. */
function sharedOf(all: readonly Keys[], keys: readonly string[]): Keys {
  const [first, ...others] = all;
  if (!first) return {};
  const isShared = (key: string) =>
    key in first && others.every(one => JSON.stringify(one[key]) === JSON.stringify(first[key]));
  return Object.fromEntries(keys.filter(isShared).map(key => [key, first[key]]));
}

function without(keys: Keys, shared: Keys): Keys {
  return Object.fromEntries(Object.entries(keys).filter(([key]) => !(key in shared)));
}

function withoutSchedule(server: Keys, shared: Keys): Keys {
  const {checks, agent} = server;
  return {
    ...server,
    ...(checks === undefined ? {} : {checks: (checks as readonly unknown[]).map(one => leanCheck(one, shared))}),
    ...(agent === undefined ? {} : {agent: without(agent as Keys, shared)}),
  };
}

function leanCheck(check: unknown, shared: Keys): unknown {
  if (typeof check === 'string') return check;
  const [name = ''] = Object.keys(check as Keys);
  const keys = without(keysOfCheck(check), shared);
  return Object.keys(keys).length > 0 ? {[name]: keys} : name;
}
