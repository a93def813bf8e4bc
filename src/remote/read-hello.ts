import {escapeControls} from '../ipvs/outside-text.js';
import {isObject} from '../director/protocol/json-line.js';
import type {Hello} from './rpc-methods.js';

/** What a host says of itself, from outside. @returns what is wrong with it, where it cannot be worked with */
export function readHello(value: unknown, mayWrite: boolean, ownVersion: string): Hello | {readonly problem: string} {
  if (!isObject(value)) return {problem: 'what answers there is no lvsctl rpc'};
  const {schema, version, host, clock} = value;
  if (schema !== 'lvsctl.rpc/1')
    return {
      problem: `its lvsctl speaks ${shown(schema)}, this one (${ownVersion}) lvsctl.rpc/1: install the same version on both`,
    };
  if (typeof version !== 'string' || typeof host !== 'string' || typeof clock !== 'number')
    return {problem: 'its first answer lacks its version, name or clock'};
  if (mayWrite && value.mayWrite !== true)
    return {problem: 'its lvsctl rpc was started without --write: nothing can be changed there'};
  return {
    schema,
    version: escapeControls(version.slice(0, 60)),
    host: escapeControls(host.slice(0, 255)),
    mayWrite: value.mayWrite === true,
    isEmbedded: value.isEmbedded === true,
    isRoot: value.isRoot === true,
    clock,
  };
}

function shown(value: unknown): string {
  return escapeControls((JSON.stringify(value) ?? 'nothing').slice(0, 40));
}
