import assert from 'node:assert/strict';
import {chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {type TestContext, test} from 'node:test';
import * as fc from 'fast-check';
import type {ServiceDeeds} from '../../../src/director/table/by-hand.js';
import {ByHandFile} from '../../../src/director/table/by-hand-file.js';
import {anyDestination, anyService} from '../../ipvs/arbitraries.js';

function pathFor(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'lvsctl-by-hand-'));
  context.after(() => rmSync(folder, {recursive: true, force: true}));
  return join(folder, 'table', 'by-hand.json');
}

const anyDeeds: fc.Arbitrary<readonly ServiceDeeds[]> = fc.array(
  fc
    .tuple(
      anyService,
      fc.boolean(),
      fc.array(fc.tuple(fc.constantFrom('set', 'put-in', 'removed'), anyDestination)),
      fc.option(fc.array(anyDestination)),
    )
    .map(
      ([service, hasSettings, deeds, leaving]): ServiceDeeds => ({
        service: service.id,
        ...(hasSettings && {settings: service}),
        ...(leaving && {leaving: leaving.map(({address, port}) => ({address, port}))}),
        deeds: deeds.map(([type, destination]) => {
          const {address, port} = destination;
          return type === 'removed' ? {type, destination: {address, port}} : {type: type as 'set', destination};
        }),
      }),
    ),
  {maxLength: 5},
);

test('what was done by hand is read as it was written, by nobody else', context => {
  const path = pathFor(context);
  const file = new ByHandFile(path, 'boot', '1');
  assert.deepEqual(file.read(), {services: [], problem: undefined});
  fc.assert(
    fc.property(anyDeeds, services => {
      file.write(services);
      assert.deepEqual(file.read(), {services, problem: undefined});
    }),
    {numRuns: 30},
  );
  assert.equal(statSync(path).mode & 0o777, 0o600);
});

test('of another boot or network namespace nothing of it counts', context => {
  const path = pathFor(context);
  const [deed] = fc.sample(
    anyDeeds.filter(({length}) => length > 0),
    1,
  );
  new ByHandFile(path, 'boot', '1').write(deed ?? []);
  assert.deepEqual(new ByHandFile(path, 'another', '1').read(), {services: [], problem: undefined});
  assert.deepEqual(new ByHandFile(path, 'boot', '2').read(), {services: [], problem: undefined});
});

test('what is no such record, or others may write, is a problem that names it', context => {
  const path = pathFor(context);
  const file = new ByHandFile(path, 'boot', '1');
  file.write([]);
  const right = readFileSync(path, 'utf8');
  for (const text of [
    '{',
    '[]',
    right.replace('[]', '[{}]'),
    right.replace('[]', '[{"service":{"type":"fwmark"},"deeds":[]}]'),
  ]) {
    writeFileSync(path, text);
    assert.match(file.read().problem ?? '', /by-hand\.json: /);
  }
  writeFileSync(path, right);
  chmodSync(path, 0o666);
  assert.match(file.read().problem ?? '', /others may write it/);
});
