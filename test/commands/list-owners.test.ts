import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {CommandContext} from '../../src/commands/command.js';
import {list} from '../../src/commands/list.js';
import type {ServiceId} from '../../src/ipvs/service.js';
import {formatServiceId} from '../../src/ipvs/service-text.js';
import {plainTunnel} from '../../src/ipvs/forwarding.js';
import type {Owner} from '../../src/maintenance/owner.js';
import {parseEndpoint} from '../../src/net/endpoint.js';
import {ModelIpvs} from './model-ipvs.js';
import {noSettings} from '../../src/settings/settings.js';

const endpoint = (text: string) => parseEndpoint(text) as NonNullable<ReturnType<typeof parseEndpoint>>;
const id: ServiceId = {type: 'address', protocol: 6, ...endpoint('10.0.0.1:80')};

async function listed(output: 'table' | 'wide' | 'json' | undefined) {
  const ipvs = new ModelIpvs();
  const service = {id, scheduler: 'rr', flags: 0, timeout: 0, netmask: 0xffffffff, persistenceEngine: ''};
  const server = (text: string, weight: number) => {
    const settings = {forwarding: 0, weight, upperThreshold: 0, lowerThreshold: 0, tunnel: plainTunnel};
    return {type: 'add-server', id, destination: {...endpoint(text), ...settings}} as const;
  };
  await ipvs.apply([{type: 'add-service', service}, server('10.1.0.1:80', 0), server('10.1.0.2:80', 2)]);
  let looks = 0;
  const owner: Owner = {
    name: 'keepalived',
    look: async () => void looks++,
    ownershipOf: (found, {port, address}) =>
      formatServiceId(found) === 'tcp/10.0.0.1:80' &&
      port === 80 &&
      address.family === 'ipv4' &&
      address.value % 2 === 1
        ? {owner: 'keepalived', configuredWeight: 3, isFallback: false, way: {type: 'watch'}, warnings: []}
        : undefined,
    quiesce: async () => {},
    restore: async () => {},
  };
  let stdout = '';
  const context = {
    open: async () => ({ipvs, information: await ipvs.information()}),
    openOwners: async () => [owner],
    stdout: {write: (text: string) => (stdout += text)},
    settings: async () => noSettings,
    isTerminal: false,
    mark: '',
    isEmbedded: false,
  } as Partial<CommandContext> as CommandContext;
  assert.equal(
    await list.run(
      {output, stats: undefined, rate: undefined, watch: undefined, columns: undefined, numeric: undefined},
      [],
      context,
    ),
    0,
  );
  return {stdout, looks};
}

test('a plain list looks for no owners', async () => {
  for (const output of [undefined, 'table'] as const) {
    const {stdout, looks} = await listed(output);
    assert.equal(looks, 0);
    assert.ok(!stdout.includes('OWNER'));
  }
});

test('a wide list shows the owner, and its weight where that is another', async () => {
  const {stdout} = await listed('wide');
  assert.match(stdout, /TUNNEL +OWNER +STATUS/);
  assert.match(stdout, / {2}10\.1\.0\.1:80 .* keepalived: 3 +quiesced/);
  assert.match(stdout, / {2}10\.1\.0\.2:80 .* -$/m);
});

test('a document has both, and null where nobody is', async () => {
  const {stdout} = await listed('json');
  const {services} = JSON.parse(stdout) as {
    services: {realServers: {owner: string | null; ownersWeight: number | null}[]}[];
  };
  const owners = services[0]?.realServers.map(({owner, ownersWeight}) => [owner, ownersWeight]);
  assert.deepEqual(owners, [
    ['keepalived', 3],
    [null, null],
  ]);
});
