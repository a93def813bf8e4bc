/** Where files name hosts without a domain: keepalived's router_id and `@host` lines, heartbeat's node and haresources. */
const places: readonly RegExp[] = [
  /^[ \t]*(?:router_id|lvs_id|node|peer|hostname|ping)[ \t]+([^\n#!]+)/gm,
  /^[ \t]*@\^?([A-Za-z][\w-]+)/gm,
];
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

/** Names of hosts that texts tell, and this host's own. At least three characters. */
export function hostNames(own: string, texts: readonly string[]): readonly string[] {
  const told = texts.flatMap(text =>
    places.flatMap(place => [...text.matchAll(place)].flatMap(([, names = '']) => names.split(/\s+/))),
  );
  const names = [own, own.split('.')[0] ?? '', ...told.map(name => name.replace(/^["']|["']$/g, ''))];
  return [...new Set(names)].filter(name => /^[A-Za-z][\w-]{2,62}$/.test(name) && !common.has(name.toLowerCase()));
}
