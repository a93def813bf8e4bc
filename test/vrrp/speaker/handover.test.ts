import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {type Address, parseAddress} from '../../../src/net/address.js';
import type {Datagram} from '../../../src/vrrp/datagram.js';
import {decodeAdvertisement} from '../../../src/vrrp/decode-advertisement.js';
import {
  decodeHandoverMessage,
  encodeHandoverMessage,
  type HandoverMessage,
  type RefusalReason,
  refusalReasons,
} from '../../../src/vrrp/speaker/handover-message.js';
import {configuration, router, type RouterChoice} from './settings.js';
import {type VirtualHost, VirtualSegment} from './virtual-hosts.js';

const address = (text: string) => parseAddress(text) as Address;
const route = {source: address('10.0.0.1'), destination: address('10.0.0.2')};
const datagram = (payload: Uint8Array): Datagram => ({...route, protocol: 112, hopLimit: 255, payload});

const ask: HandoverMessage = {
  version: 3,
  virtualRouter: 51,
  kind: 'ask',
  isOnlyAsked: false,
  nonce: 0x0123456789abcdefn,
  sync: 'none',
  reason: undefined,
};

describe('a handover message', () => {
  test('is what was encoded', () => {
    const reasons = Object.keys(refusalReasons) as RefusalReason[];
    const messages: HandoverMessage[] = [
      ask,
      {...ask, version: 2, isOnlyAsked: true, kind: 'ready', sync: 'ready'},
      {...ask, kind: 'cancel', sync: 'behind'},
      ...reasons.map(reason => ({...ask, kind: 'refuse' as const, reason})),
    ];
    for (const message of messages)
      assert.deepEqual(decodeHandoverMessage(datagram(encodeHandoverMessage(message, route))), message);
  });

  test('is nothing when any byte of it is another, or it is cut, or longer', () => {
    const bytes = encodeHandoverMessage(ask, route);
    for (let i = 0; i < bytes.length; i++)
      for (let bit = 0; bit < 8; bit++) {
        const changed = bytes.slice();
        changed[i] = (changed[i] as number) ^ (1 << bit);
        assert.equal(decodeHandoverMessage(datagram(changed)), undefined);
      }
    for (let length = 0; length < bytes.length; length++)
      assert.equal(decodeHandoverMessage(datagram(bytes.subarray(0, length))), undefined);
    assert.equal(decodeHandoverMessage(datagram(new Uint8Array([...bytes, 0, 0]))), undefined);
  });

  test('comes from the link, and for one host', () => {
    const bytes = encodeHandoverMessage(ask, route);
    assert.equal(decodeHandoverMessage({...datagram(bytes), hopLimit: 254}), undefined);
    const destination = address('224.0.0.18');
    const forMany = encodeHandoverMessage(ask, {...route, destination});
    assert.equal(decodeHandoverMessage({...datagram(forMany), destination}), undefined);
  });

  test('is a type that other routers discard', () => {
    const decoded = decodeAdvertisement(datagram(encodeHandoverMessage(ask, route)));
    assert.equal(decoded.ok ? 'taken' : decoded.rejection.code, 'type');
  });
});

/** Two hosts at rest: a is master. */
async function pair(choice: RouterChoice = {}) {
  const street = new VirtualSegment();
  const [a, b] = [street.join('10.0.0.1', 'fe80::1'), street.join('10.0.0.2', 'fe80::2')];
  for (const [host, priority] of [
    [a, 150],
    [b, 100],
  ] as const)
    await street.settle(host.speaker.configure(configuration([router({...choice, priority})])));
  await street.pass(10_000);
  for (const host of [a, b]) host.reports.length = 0;
  return {street, a, b};
}

function handOver(host: VirtualHost, to = '10.0.0.2', isOnlyAsked = false): void {
  host.speaker.handOver({id: 7, router: 'VI_1', to: address(to), isOnlyAsked});
}

const stages = ({reports}: VirtualHost) =>
  reports.flatMap(report => (report.type === 'handover' ? [report.stage] : []));
const words = ({reports}: VirtualHost) => reports.flatMap(report => (report.type === 'handover' ? report.words : []));
const states = (...hosts: readonly VirtualHost[]) => hosts.map(host => host.status().router);

describe('a planned handover', () => {
  for (const choice of [
    {},
    {rules: {version: 2}},
    {family: 'ipv6', addresses: ['fe80::100', '2001:db8::100']},
  ] satisfies RouterChoice[])
    test(`takes no longer than packets do: ${JSON.stringify(choice)}`, async () => {
      const {street, a, b} = await pair({...choice, ...('rules' in choice ? {} : {rules: {preempts: false}})});
      handOver(a, 'family' in choice ? 'fe80::2' : '10.0.0.2');
      await street.pass(5);
      assert.deepEqual(stages(a), ['ready', 'left', 'done']);
      assert.deepEqual(states(a, b), ['backup', 'master']);
      assert.equal(b.status().cause.type, 'taken-over');
      assert.equal((await b.addresses()).length - (await a.addresses()).length, b.status().present);
    });

  test('says that it will come back where it preempts', async () => {
    const {street, a, b} = await pair();
    handOver(a);
    await street.pass(5);
    assert.match(
      words(a).at(-1) ?? '',
      /its priority is 100, so this host will take over again: lvsctl vrrp hold VI_1/,
    );
    await street.pass(5000);
    assert.deepEqual(states(a, b), ['master', 'backup']);
  });

  test('that is only asked for changes nothing', async () => {
    const {street, a, b} = await pair();
    handOver(a, '10.0.0.2', true);
    await street.pass(5000);
    assert.deepEqual(stages(a), ['ready']);
    assert.deepEqual(states(a, b), ['master', 'backup']);
  });

  test('is refused for a reason', async () => {
    for (const [prepare, expected] of [
      [(b: VirtualHost) => b.speaker.hold({VI_1: 'backup'}), /an operator holds it as backup/],
      [(b: VirtualHost) => b.speaker.noteSync({state: 'behind'}), /does not have all connections yet/],
    ] as const) {
      const {street, a, b} = await pair();
      prepare(b);
      handOver(a);
      await street.pass(50);
      assert.deepEqual(stages(a), ['refused']);
      assert.match(words(a)[0] ?? '', expected);
    }
  });

  test('is refused by who is no master, and of what is not there', async () => {
    const {street, a, b} = await pair();
    handOver(b, '10.0.0.1');
    a.speaker.handOver({id: 8, router: 'VI_9', to: address('10.0.0.2'), isOnlyAsked: false});
    handOver(a, '10.0.0.1');
    handOver(a, 'fe80::2');
    await street.pass(500);
    assert.deepEqual([...stages(a), ...stages(b)], ['refused', 'refused', 'refused', 'refused']);
    assert.deepEqual(states(a, b), ['master', 'backup']);
  });

  test('with whoever does not answer ends without a change, after three questions', async () => {
    const {street, a, b} = await pair();
    handOver(a, '10.0.0.77');
    await street.pass(299);
    assert.deepEqual(stages(a), []);
    await street.pass(2);
    assert.deepEqual(stages(a), ['no-answer']);
    assert.deepEqual(states(a, b), ['master', 'backup']);
  });

  test('gets through when a question and an answer are lost', async () => {
    const {street, a, b} = await pair({rules: {preempts: false}});
    const {path} = street.segment;
    let lost = 0;
    street.segment.path = (...hop) => {
      const [, , transmission] = hop;
      const isTalk = transmission.type === 'packet' && ((transmission.bytes[20] ?? 0) & 15) === 15;
      return isTalk && lost++ < 2 ? 'lost' : path(...hop);
    };
    handOver(a);
    await street.pass(300);
    assert.deepEqual(stages(a), ['ready', 'left', 'done']);
    assert.deepEqual(states(a, b), ['backup', 'master']);
  });

  test('to a peer that ends meanwhile fails, and this host is master again', async () => {
    const {street, a, b} = await pair();
    const {path} = street.segment;
    street.segment.path = (from, to, transmission) => {
      const isGoodbye = transmission.type === 'packet' && transmission.bytes[22] === 0;
      return isGoodbye ? 'lost' : path(from, to, transmission);
    };
    handOver(a);
    await street.pass(1);
    b.isStopped = true;
    await street.pass(5000);
    assert.deepEqual(stages(a), ['ready', 'left', 'failed']);
    assert.deepEqual(states(a), ['master']);
  });

  test('takes a sync group along', async () => {
    const street = new VirtualSegment();
    const [a, b] = [street.join('10.0.0.1', 'fe80::1'), street.join('10.0.0.2', 'fe80::2')];
    const {tracking, notify} = router();
    const groups = [{name: 'G', members: ['VI_1', 'VI_2'], tracking, notify}];
    for (const [host, priority] of [
      [a, 150],
      [b, 100],
    ] as const) {
      const one = router({priority, rules: {preempts: false}});
      const two = router({name: 'VI_2', family: 'ipv6', priority, rules: {preempts: false}, addresses: ['fe80::100']});
      await street.settle(host.speaker.configure(configuration([one, two], {groups})));
    }
    await street.pass(10_000);
    handOver(a);
    await street.pass(10);
    assert.deepEqual(stages(a), ['ready', 'left', 'done']);
    assert.deepEqual([b.status('VI_1').router, b.status('VI_2').router], ['master', 'master']);
    assert.deepEqual([a.status('VI_1').router, a.status('VI_2').router], ['backup', 'backup']);
    await street.pass(10_000);
    assert.deepEqual([b.status('VI_1').router, b.status('VI_2').router], ['master', 'master']);
  });
});
