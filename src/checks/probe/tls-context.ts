import {readFileSync, statSync} from 'node:fs';
import {createSecureContext, type SecureContext} from 'node:tls';
import type {TlsSettings} from './probe.js';
import type {ProbeWorld} from './probe-world.js';

/**
 * What all connections with the same certificates share: to make one takes longer than a handshake.
 * Files are read again when they are others.
 * @throws Error of a file that cannot be read, or of what OpenSSL thinks of it
 */
export function tlsContext(world: ProbeWorld, {authority, certificate, key}: TlsSettings): SecureContext {
  const made = contexts.get(world) ?? new Map<string, Made>();
  contexts.set(world, made);
  const paths = [authority, certificate, key];
  const name = JSON.stringify(paths);
  const version = paths.map(versionOf).join();
  const found = made.get(name);
  if (found?.version === version) return found.context;
  const [ca, cert, privateKey] = paths.map(path => (path === undefined ? undefined : readFileSync(path)));
  const context = createSecureContext({...(ca && {ca}), ...(cert && {cert}), ...(privateKey && {key: privateKey})});
  made.set(name, {version, context});
  return context;
}

interface Made {
  readonly version: string;
  readonly context: SecureContext;
}

/** They live as long as the world that they are for. */
const contexts = new WeakMap<ProbeWorld, Map<string, Made>>();

function versionOf(path: string | undefined): string {
  if (path === undefined) return '';
  const {ino, size, mtimeMs} = statSync(path);
  return `${ino} ${size} ${mtimeMs}`;
}
