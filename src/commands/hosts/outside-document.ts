import {isObject} from '../../director/protocol/json-line.js';

/** A document of another host, of whatever version: what is not there is empty. Texts are from outside. */
export type OutsideDocument = Readonly<Record<string, unknown>>;

export function objectAt(value: unknown, ...path: readonly string[]): OutsideDocument {
  const found = path.reduce<unknown>(
    (inner, name) => (isObject(inner) && Object.hasOwn(inner, name) ? inner[name] : undefined),
    value,
  );
  return isObject(found) ? found : {};
}

export function listAt(value: OutsideDocument, name: string): readonly OutsideDocument[] {
  const list = value[name];
  return Array.isArray(list) ? list.filter(isObject) : [];
}

export function textsAt(value: OutsideDocument, name: string): readonly string[] {
  const list = value[name];
  return Array.isArray(list) ? list.filter(one => typeof one === 'string') : [];
}

/** As a text, whatever scalar it is; empty where it is none. */
export function textAt(value: OutsideDocument, name: string): string {
  const found = value[name];
  return ['string', 'number', 'bigint', 'boolean'].includes(typeof found) ? String(found) : '';
}

export function numberAt(value: OutsideDocument, name: string): number {
  const found = value[name];
  return typeof found === 'number' ? found : 0;
}
