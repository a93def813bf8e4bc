import assert from 'node:assert/strict';
import {globSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, test} from 'node:test';
import {routersOf} from '../../../src/config/keepalived/to-routers.js';
import {formatAddress} from '../../../src/net/address.js';
import type {RouterSettings} from '../../../src/vrrp/router/configuration.js';
import {readText} from './corpus.js';

/** What `keepalived -n -l -d` of 2.2.7 says of its instances, recorded. */
const folder = 'test/config/keepalived/to-routers/dump';

describe('routers are set as keepalived says that its instances are', () => {
  for (const name of globSync('*.conf', {cwd: folder}).sort())
    test(name, () => {
      const {configuration} = routersOf(readText(readFileSync(join(folder, name), 'utf8')));
      const dump = readFileSync(join(folder, name.replace(/conf$/, 'txt')), 'utf8');
      const [, ...instances] = dump.split(/^ VRRP Instance = /m);
      assert.equal(configuration.routers.length, instances.length);
      for (const [i, text] of instances.entries()) {
        const router = configuration.routers[i] as RouterSettings;
        const [first, ...lines] = text.split('\n').map(line => line.trim());
        assert.equal(router.name, first);
        const said = new Map(lines.map(line => line.split(' = ') as [string, string]));
        const ours = wordsOf(router);
        for (const [key, value] of Object.entries(ours)) assert.equal(value, said.get(key), `${name} ${first}: ${key}`);
        for (const words of addressesOf(router)) assert.ok(lines.includes(words), `${name} ${first}: ${words}`);
      }
    });
});

/** What can be said of a router in keepalived's words. */
function wordsOf(router: RouterSettings): Readonly<Record<string, string>> {
  const {rules, copies} = router;
  const {again, refresh, rival} = rules.announcing;
  const isSilent = refresh === 0; // how many are sent then is nobody's business
  return {
    'VRRP Version': String(rules.version),
    'Virtual Router ID': String(router.virtualRouter),
    Interface: router.interface,
    Priority: String(router.priority),
    'Advert interval': rules.version === 2 ? `${rules.interval / 1000} sec` : `${rules.interval} milli-sec`,
    'Down timer adverts': String(rules.silentIntervals),
    Accept: router.accepts ? 'enabled' : 'disabled',
    Preempt: rules.preempts ? 'enabled' : 'disabled',
    ...(rules.preemptDelay > 0 && {'Preempt delay': `${rules.preemptDelay / 1000} secs`}),
    'Send advert after receive lower priority advert': String(rules.answersLower),
    'Gratuitous ARP delay': String(again / 1000),
    'Gratuitous ARP repeat': String(copies.master),
    'Gratuitous ARP refresh': String(refresh / 1000),
    ...(!isSilent && {'Gratuitous ARP refresh repeat': String(copies.refresh)}),
    'Gratuitous ARP lower priority delay': String(rival / 1000),
    'Gratuitous ARP lower priority repeat': String(copies.rival),
    ...(router.unicast && {'Unicast TTL': String(router.unicast.hopLimit)}),
  };
}

function addressesOf({addresses, unicast, interface: link, family}: RouterSettings): readonly string[] {
  if (family === 'ipv6') return [];
  const names: Readonly<Record<number, string>> = {0: 'global', 200: 'site', 253: 'link', 254: 'host'};
  return [
    ...addresses.map(({address, prefixLength, broadcast, scope = 0, peer}) =>
      [
        formatAddress(address) + (prefixLength < 32 ? `/${prefixLength}` : ''),
        ...(broadcast ? [`brd ${formatAddress(broadcast)}`] : []),
        `dev ${link} scope ${names[scope] ?? scope}`,
        ...(peer ? [`peer ${formatAddress(peer)}/32`] : []),
      ].join(' '),
    ),
    ...(unicast?.peers ?? []).map(
      ({address, minimumHopLimit, maximumHopLimit}) =>
        `${formatAddress(address)} min_ttl ${minimumHopLimit} max_ttl ${maximumHopLimit}`,
    ),
  ];
}
