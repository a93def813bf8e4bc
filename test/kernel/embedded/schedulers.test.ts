import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {halfSipHash, hash32} from '../../../src/kernel/embedded/schedulers/hash.js';
import {receivePacket} from '../../../src/kernel/embedded/traffic/receive-packet.js';
import {connect, destinationNamed, establish, newSite, onlyService, packet, serverOf, type Site} from './directors.js';

const virtual = '10.0.0.1:80';

/** Letters stand for servers, the first added last: the order in which the kernel lists them. */
function servers(weights: Readonly<Record<string, number>>): string[] {
  return Object.entries(weights)
    .reverse()
    .map(([letter, weight]) => `-a -t ${virtual} -r ${addressOf(letter)} -m -w ${weight}`);
}

function addressOf(letter: string): string {
  return `10.1.0.${letter.charCodeAt(0)}:80`;
}

async function siteWith(scheduler: string, weights: Readonly<Record<string, number>>, flags = ''): Promise<Site> {
  return newSite(`-A -t ${virtual} -s ${scheduler}${flags}`, ...servers(weights));
}

/** Which servers so many new clients get, a letter each; `-` for none. */
function letters({director}: Site, count: number, client = (i: number) => `172.16.0.1:${1024 + i}`): string {
  return Array.from({length: count}, (_, i) => {
    const verdict = receivePacket(director, packet(client(i), virtual));
    if (verdict.type !== 'forwarded' || !verdict.connection) return '-';
    return String.fromCharCode(Number(/\.(\d+):/.exec(serverOf(verdict.connection))?.[1]));
  }).join('');
}

const sequences = [
  {scheduler: 'rr', weights: {A: 1, B: 1, C: 1}, expected: 'ABCABCA'},
  {scheduler: 'rr', weights: {A: 5, B: 0, C: 1}, expected: 'ACACACA'},
  {scheduler: 'rr', weights: {A: 0}, expected: '---'},
  {scheduler: 'wrr', weights: {A: 4, B: 3, C: 2}, expected: 'ABCAABABCABCAABABC'}, // begins where the first server put it: the kernel does not start anew when weights grow,
  {scheduler: 'wrr', weights: {A: 20, B: 10}, expected: 'ABAABAABA'},
  {scheduler: 'wrr', weights: {A: 1, B: 0, C: 1}, expected: 'ACAC'},
  {scheduler: 'wrr', weights: {A: 0, B: 0}, expected: '--'},
  {scheduler: 'lc', weights: {A: 9, B: 1, C: 0}, expected: 'ABABAB'},
  {scheduler: 'wlc', weights: {A: 2, B: 1}, expected: 'ABA'},
  {scheduler: 'sed', weights: {A: 3, B: 1}, expected: 'AAAB'},
  {scheduler: 'nq', weights: {A: 9, B: 1, C: 1}, expected: 'ABCA'},
  {scheduler: 'fo', weights: {A: 1, B: 3, C: 2}, expected: 'BBBB'},
  {scheduler: 'ovf', weights: {A: 2, B: 1}, expected: 'AAABB-'},
  {scheduler: 'none', weights: {A: 1}, expected: '--'},
];

for (const {scheduler, weights, expected} of sequences) {
  test(`${scheduler} over ${JSON.stringify(weights)} gives ${expected}`, async () => {
    const site = await siteWith(scheduler, weights);
    assert.equal(letters(site, expected.length), expected);
    site.close();
  });
}

test('rr goes on from where it was when the last choice is removed', async () => {
  const site = await siteWith('rr', {A: 1, B: 1, C: 1});
  assert.equal(letters(site, 2), 'AB');
  await site.ipvsadm(`-d -t ${virtual} -r ${addressOf('B')}`);
  assert.equal(
    letters(site, 3, i => `172.16.0.2:${1024 + i}`),
    'CAC',
  );
  site.close();
});

test('wrr gives everyone as many as its weight says, whatever the weights', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({min: 0, max: 12}), {minLength: 1, maxLength: 6}), async weights => {
      const named = Object.fromEntries(weights.map((weight, i) => [String.fromCharCode(65 + i), weight]));
      const site = await siteWith('wrr', named);
      const sum = weights.reduce((total, weight) => total + weight, 0);
      const given = letters(site, sum);
      for (const [letter, weight] of Object.entries(named))
        assert.equal([...given].filter(found => found === letter).length, weight);
      site.close();
    }),
    {numRuns: 60},
  );
});

test('lc, wlc and sed never choose a server that has more load than another would have', async () => {
  const load: Readonly<Record<string, (active: number, inactive: number, weight: number) => number>> = {
    lc: (active, inactive) => active * 256 + inactive,
    wlc: (active, inactive, weight) => (active * 256 + inactive) / weight,
    sed: (active, _inactive, weight) => (active + 1) / weight,
  };
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...Object.keys(load)),
      fc.array(fc.record({weight: fc.integer({min: 0, max: 9}), active: fc.nat(20), inactive: fc.nat(600)}), {
        minLength: 1,
        maxLength: 6,
      }),
      async (scheduler, states) => {
        const named = Object.fromEntries(states.map(({weight}, i) => [String.fromCharCode(65 + i), weight]));
        const site = await siteWith(scheduler, named);
        for (const [i, {active, inactive}] of states.entries()) {
          Object.assign(destinationNamed(site.director, addressOf(String.fromCharCode(65 + i))), {active, inactive});
        }
        const loads = states.map(({weight, active, inactive}) =>
          weight > 0 ? (load[scheduler]?.(active, inactive, weight) ?? 0) : Number.POSITIVE_INFINITY,
        );
        const chosen = letters(site, 1);
        const least = Math.min(...loads);
        if (least === Number.POSITIVE_INFINITY) assert.equal(chosen, '-');
        else assert.equal(chosen.charCodeAt(0) - 65, loads.indexOf(least), 'the first of the least loaded');
        site.close();
      },
    ),
    {numRuns: 80},
  );
});

test('the hashes are those of the kernel', () => {
  assert.equal(halfSipHash(0x03020100, [0x0706050403020100n, 0x0f0e0d0c0b0a0908n]), 0x88d38328); // lib/test_siphash.c, four bytes
  assert.equal(hash32(1, 8), 0x61);
});

test('dh looks at where packets go, sh at where they come from', async () => {
  const marked = ['-A -f 1 -s dh', '-a -f 1 -r 10.1.0.1:0 -g', '-a -f 1 -r 10.1.0.2:0 -g', '-a -f 1 -r 10.1.0.3:0 -g'];
  const site = await newSite(...marked);
  const servers = new Set<string>();
  for (let i = 1; i < 40; i++) {
    const found = [1, 2].map(client =>
      serverOf(connect(site.director, `172.16.0.${client}:1024`, `203.0.113.${i}:80`, 'syn', {fwmark: 1})),
    );
    assert.equal(found[0], found[1]);
    servers.add(found[0] as string);
  }
  assert.equal(servers.size, 3);
  site.close();
});

for (const scheduler of ['sh', 'mh']) {
  test(`${scheduler} keeps a client on its server, by port too where it is told so`, async () => {
    const plain = await siteWith(scheduler, {A: 1, B: 1, C: 1});
    assert.equal(new Set(letters(plain, 50)).size, 1);
    assert.equal(new Set(letters(plain, 200, i => `172.17.0.${i}:1024`)).size, 3);
    plain.close();
    const byPort = await siteWith(scheduler, {A: 1, B: 1, C: 1}, ` -b ${scheduler}-port`);
    assert.equal(new Set(letters(byPort, 50)).size, 3);
    byPort.close();
  });

  test(`${scheduler} sends a client nowhere when its server is quiesced, and elsewhere with the fallback flag`, async () => {
    for (const flags of ['', ` -b ${scheduler}-fallback`]) {
      const site = await siteWith(scheduler, {A: 1, B: 1}, flags);
      const before = letters(site, 100, i => `172.17.0.${i}:1024`);
      await site.ipvsadm(`-e -t ${virtual} -r ${addressOf('A')} -m -w 0`);
      const after = letters(site, 100, i => `172.17.0.${i}:1025`);
      // NB: sh fills its table anew, a server of weight 0 keeps one slot in a row
      if (scheduler === 'mh') assert.equal(after, flags === '' ? before.replaceAll('A', '-') : 'B'.repeat(100));
      else assert.equal(new Set(after).has('-'), flags === '');
      site.close();
    }
  });
}

test('mh shares its table by weight, and moves few clients when a server goes', async () => {
  const site = await siteWith('mh', {A: 4, B: 2, C: 1, D: 1});
  const clients = (i: number) => `172.${16 + (i >> 8)}.${i & 255}.9:1024`;
  const before = letters(site, 4000, clients);
  const share = (letter: string) => [...before].filter(found => found === letter).length / 4000;
  for (const [letter, part] of Object.entries({A: 0.5, B: 0.25, C: 0.125, D: 0.125}))
    assert.ok(Math.abs(share(letter) - part) < 0.03, `${letter} ${share(letter)}`);
  await site.ipvsadm(`-d -t ${virtual} -r ${addressOf('D')}`);
  const after = letters(site, 4000, i => clients(i).replace(':1024', ':1025'));
  const moved = [...before].filter((letter, i) => letter !== 'D' && letter !== after[i]).length;
  assert.ok(moved < 4000 * 0.2, `${moved} of 4000 moved`);
  site.close();
});

test('lblc keeps an address with its server until that one is busier than its weight and another is idle', async () => {
  const site = await siteWith('lblc', {A: 2, B: 2});
  const first = letters(site, 1);
  assert.equal(
    letters(site, 2, i => `172.16.0.9:${1024 + i}`),
    first.repeat(2),
  );
  assert.equal(destinationNamed(site.director, addressOf(first)).active, 3);
  assert.notEqual(
    letters(site, 1, () => '172.16.0.9:2000'),
    first,
  );
  site.close();
});

test('lblcr gives a busy address a second server, and uses both', async () => {
  const site = await siteWith('lblcr', {A: 2, B: 2});
  const given = letters(site, 8);
  assert.equal(given.slice(0, 3), 'AAA');
  assert.equal(given.slice(3, 4), 'B');
  const {memory} = onlyService(site.director);
  assert.ok(memory.type === 'cache');
  assert.equal([...memory.entries.values()][0]?.members.length, 2);
  site.close();
});

test('a server at its upper threshold gets nothing until it is below the lower one', async () => {
  const site = await newSite(`-A -t ${virtual} -s rr`, `-a -t ${virtual} -r ${addressOf('A')} -m -x 3 -y 2`);
  assert.equal(letters(site, 5), 'AAA--');
  const [first, second] = [...site.director.connections.inCreation()];
  assert.ok(first && second);
  establish(site.director, first);
  site.pass(61_000); // two in SYN_RECV expire
  assert.equal(
    letters(site, 3, i => `172.16.0.3:${1024 + i}`),
    'AA-',
  );
  site.close();
});
