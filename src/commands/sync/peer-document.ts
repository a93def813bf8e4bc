import {readFileSync} from 'node:fs';
import {Usage} from '../command.js';
import type {OriginCounts, ServiceOrigins} from './count-origins.js';
import {systemReason} from '../../ipvs/system-words.js';

/** Refuses to read more than this: a status of 100,000 services is smaller. */
const longest = 64 * 1024 * 1024;

/**
 * What the peer counted: the output of `lvsctl sync status -o json` there.
 * @throws Usage where it is something else
 */
export function readPeerDocument(path: string): readonly ServiceOrigins[] {
  let document: unknown;
  try {
    const text = readFileSync(path, 'utf8');
    if (text.length > longest) throw new Error('it is too long');
    document = JSON.parse(text);
  } catch (error) {
    const why =
      error instanceof SyntaxError ? 'it is no JSON: lvsctl sync status -o json there makes it' : systemReason(error);
    throw new Usage(`${path} cannot be read as the status of the peer: ${why}`);
  }
  const services = isRecord(document) && document.schema === 'lvsctl.sync/1' ? document.services : undefined;
  if (!Array.isArray(services) || !services.every(isServiceOrigins))
    throw new Usage(`${path} is not what lvsctl sync status -o json printed on the peer (lvsctl.sync/1 with services)`);
  return services;
}

function isServiceOrigins(value: unknown): value is ServiceOrigins {
  return (
    isRecord(value) && typeof value.service === 'string' && isCounts(value.connections) && isCounts(value.templates)
  );
}

function isCounts(value: unknown): value is OriginCounts {
  return isRecord(value) && isCount(value.local) && isCount(value.synced);
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
