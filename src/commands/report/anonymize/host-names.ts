/**
 * Where texts name hosts: keepalived's router_id and `@host` lines, virtualhost and the like, heartbeat's node and
 * haresources, ldirectord's servers, lines of logs after their time (RFC 3164 §4.1.2, RFC 5424 §6.2.4).
 */
const places: readonly RegExp[] = [
  /^[ \t]*(?:virtualhost|smtp_server|smtp_helo_name|host|sni)[ \t]*[ \t:=][ \t]*["']?([A-Za-z][\w.-]+)/gm,
  /^[ \t]*(?:virtual6?|real6?|fallback6?)[ \t]*=[ \t]*([A-Za-z][\w.-]+)/gm,
  /^(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT[\d:.,]+(?:Z|[+-][\d:]+)) ([A-Za-z][\w.-]*) [\w./-]+(?:\[\d+\])?:/gm,
  /^[ \t]*(?:router_id|lvs_id|node|peer|hostname|ping)[ \t]+([^\n#!]+)/gm,
  /^[ \t]*@\^?([A-Za-z][\w-]+)/gm,
];
/** Of lvsctl's settings: `hosts:` and `directors:`, whose keys are names. */
const blocks = /^([ \t]*)(?:hosts|directors):[^\n]*(?:\n\1[ \t]+[^\n]*)*/gm;
/** Too common to be taken out wherever they stand. */
const common = new Set([
  'localhost',
  'main',
  'backup',
  'master',
  'lvs',
  'director',
  'node',
  'host',
  'vrrp',
  'default',
  'test',
]);

const settingsKeys = new Set(['hosts', 'directors', 'ssh', 'write']);

/** Names of hosts that texts tell, and this host's own. At least three characters. */
export function hostNames(own: string, texts: readonly string[]): readonly string[] {
  const told = texts.flatMap(text =>
    places.flatMap(place => [...text.matchAll(place)].flatMap(([, names = '']) => names.split(/\s+/))),
  );
  const named = texts.flatMap(text => [...text.matchAll(blocks)].flatMap(([block]) => keysOf(block)));
  const names = [own, own.split('.')[0] ?? '', ...named, ...told.map(name => name.replace(/^["']|["']$/g, ''))];
  return [...new Set(names)].filter(
    name => /^[A-Za-z][\w-]{2,62}(?:\.[\w-]{1,63})*$/.test(name) && !common.has(name.toLowerCase()),
  );
}

function keysOf(block: string): readonly string[] {
  const keys = [...block.matchAll(/([A-Za-z][\w.-]*)["']?[ \t]*:(?=[ \t\n]|$)/g)].map(([, key = '']) => key);
  return keys.filter(key => !settingsKeys.has(key));
}
