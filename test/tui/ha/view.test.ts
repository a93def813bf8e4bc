import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {parseAddress} from '../../../src/net/address.js';
import {receiveRouters} from '../../../src/tui/screens/ha/receive.js';
import {viewHa} from '../../../src/tui/screens/ha/view.js';
import type {Model} from '../../../src/tui/model.js';
import {asciiGlyphs} from '../../../src/tui/text/glyphs.js';
import {plainText} from '../../../src/tui/theme/theme.js';
import {update} from '../../../src/tui/update.js';
import {frame} from '../../../src/tui/view/frame.js';
import {DemoRouters} from '../../../src/vrrp/demo/demo-routers.js';
import type {InstanceView} from '../../../src/vrrp/findings/instance-view.js';
import type {RouterTruth} from '../../../src/vrrp/truth/router-truth.js';
import {fixedModel, noon, textOf} from '../director/fixed-model.js';

const truth = new DemoRouters({clock: () => noon, after: () => () => {}}).read();
const [web, inside, ...others] = truth.instances as [InstanceView, InstanceView, ...InstanceView[]];

function haAt(columns: number, rows: number, change: Partial<RouterTruth> = {}): Model {
  const model: Model = {...fixedModel(columns, rows), screen: 'ha'};
  return receiveRouters(model, {type: 'truth', truth: {...truth, ...change}})[0];
}

const press = (model: Model, ...keys: readonly string[]): Model =>
  keys.reduce((before, key) => update(before, {type: 'key', key}, noon)[0], model);
const shown = (model: Model) => textOf(viewHa(model), model.columns);
const withWeb = (change: Partial<InstanceView>) => ({instances: [{...web, ...change}, inside, ...others]});

test('no line is wider than the terminal, and none is too many, whatever its size', () => {
  for (let columns = 40; columns <= 240; columns += 7)
    for (const rows of [10, 12, 16, 24, 60])
      for (const keys of [[], ['enter'], ['t']]) {
        const model = press(haAt(columns, rows), ...keys);
        assert.ok(viewHa(model).length <= rows - 5, `${columns}x${rows} ${keys}`);
        shown(model);
      }
});

test('a finding that comes and goes moves nothing else', () => {
  for (const [columns, rows] of [
    [80, 24],
    [160, 50],
  ] as const) {
    const place = (model: Model) =>
      shown(model)
        .split('\n')
        .flatMap((line, i) => (/ROUTER|PEERS|TIMELINE|FINDINGS/.test(line) ? [i] : []));
    assert.deepEqual(place(haAt(columns, rows)), place(haAt(columns, rows, {findings: []})));
  }
});

describe('the state', () => {
  for (const [change, words] of [
    [{state: 'master', confidence: 'likely'}, 'MASTER likely'],
    [{state: 'backup', confidence: 'suspected'}, 'BACKUP susp.'],
    [{state: 'master', confidence: 'unconfirmed'}, 'MASTER unconf'],
    [{state: 'unknown', isStale: true, confidence: 'confirmed'}, 'STALE'],
    [{state: 'unknown', confidence: 'unconfirmed'}, 'UNKNOWN'],
    [{state: 'fault'}, 'FAULT'],
    [{state: 'init'}, 'INIT'],
    [{isWanted: false, state: 'unknown'}, 'heard'],
  ] as const)
    test(`is said in words: ${words}`, () => {
      const row = shown(haAt(80, 24, withWeb(change))).split('\n')[1] ?? '';
      assert.ok(row.includes(` ${words} `), row);
    });

  test('has room for all of its words where there is some', () => {
    assert.match(shown(haAt(160, 50, withWeb({confidence: 'suspected'}))), /MASTER suspected/);
  });
});

test('what is missing of a master stands out: addresses, a priority that something changed', () => {
  const [address] = web.addresses;
  const addresses = web.addresses.map(each => (each === address ? {...each, isPresent: false} : each));
  const priority = {base: 150, effective: 90, adjustments: [{by: 'interface eth2', amount: -60}]};
  const model = haAt(80, 24, withWeb({addresses, priority}));
  assert.match(shown(model), /web .* 90 \(150\) this host +1\/2/);
  assert.match(shown({...press(model, 'enter'), rows: 60}), /priority +90 \(150\)\n +-60 by interface eth2\n/);
});

test('a peer that was never heard is unknown', () => {
  const address = parseAddress('192.0.2.99') as NonNullable<ReturnType<typeof parseAddress>>;
  const unheard = {
    address,
    state: 'unknown',
    priority: undefined,
    version: undefined,
    interval: undefined,
    addresses: undefined,
    firstSeen: undefined,
    lastSeen: undefined,
    missed: 0,
    transitions: 0,
    isUnicast: true,
  } as const;
  assert.match(shown(haAt(80, 24, withWeb({peers: [unheard]}))), /192\.0\.2\.99 +unknown +– never +0 +0 {2}unicast/);
});

test('nothing configured and nothing heard says what was looked at', () => {
  const sources = [{kind: 'daemon', name: 'keepalived', state: 'absent', words: 'does not run'}] as const;
  const text = shown(haAt(80, 24, {instances: [], findings: [], sources}));
  assert.match(text, /No virtual router is configured here, and none was heard\.[\s\S]*keepalived +does not run/);
});

test('a source that failed is told beside the findings, with what to do', () => {
  const words = 'EPERM: run this with sudo (CAP_NET_RAW)';
  const sources = [{kind: 'wire', name: 'vrrp on eth0', state: 'failed', words}] as const;
  assert.match(shown(haAt(80, 24, {sources})), /vrrp on eth0: EPERM: run this with sudo/);
});

test('text from outside is shown without its control characters', () => {
  const name = 'evil\u001b[2Jname';
  const timeline = [{at: noon, instance: {...web.identity, name}, words: 'x\u0007y', severity: 'notice'}] as const;
  const model = haAt(160, 50, {...withWeb({identity: {...web.identity, name}}), timeline});
  for (const each of [model, press(model, 'enter'), press(model, 's')])
    for (const {line} of frame(each)) assert.doesNotMatch(plainText(line), /[\u0000-\u001f]/);
});

test('in ASCII nothing is lost', () => {
  const model = haAt(80, 24);
  const ascii = {...model, settings: {...model.settings, glyphs: asciiGlyphs}};
  const text = frame(ascii)
    .map(({line}) => plainText(line))
    .join('\n');
  assert.match(text, /^[\u0020-\u007e\n]*$/);
  assert.match(text, /web +eth0\/51 +MASTER/);
});
