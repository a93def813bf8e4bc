import assert from 'node:assert/strict';
import {before, describe, test} from 'node:test';
import type {CommandContext} from '../../src/commands/command.js';
import type {DoctorOptions} from '../../src/commands/doctor/doctor.js';
import {runDoctor} from '../../src/commands/doctor/doctor-run.js';
import {IpvsUnavailable, type OpenIpvs} from '../../src/ipvs/unavailable.js';
import {newDirector} from '../../src/kernel/embedded/director.js';
import {createEmbeddedKernel} from '../../src/kernel/embedded/embedded-kernel.js';
import {createMemoryStore} from '../../src/kernel/embedded/store/memory-store.js';
import {openIpvs} from '../../src/kernel/ipvs/open.js';
import {plainChanger} from '../../src/maintenance/journal/changer.js';
import type {DoctorQuestion} from '../../src/doctor/world.js';
import {openDoctorHere} from '../../src/open-doctor.js';
import {tableOf} from './table-of.js';

const start = 1_700_000_000_000;

describe('lvsctl doctor on the embedded kernel', () => {
  const store = createMemoryStore(newDirector(start, 0));
  const open = async () => openIpvs(createEmbeddedKernel({store, clock: () => start, interfaces: () => []}));
  const run = (given: Partial<DoctorOptions>, context: Partial<CommandContext> = {}) =>
    runOn(open, given as DoctorOptions, context);

  before(async () => {
    const {ipvs} = await open();
    await ipvs.setSysctl('drop_packet', '3');
    const {entries} = tableOf(['tcp/10.0.0.100:80 masq 10.1.0.11:80', 'tcp/10.0.0.101:80 masq']).table;
    for (const {service, destinations} of entries) {
      const changes = destinations.map(destination => ({type: 'add-server', id: service.id, destination}) as const);
      const outcomes = await ipvs.apply([{type: 'add-service', service}, ...changes]);
      assert.ok(outcomes.every(outcome => outcome === undefined));
    }
  });

  test('tells of the table what is, what should be, why, and what to do', async () => {
    const {code, stdout} = await run({});
    assert.equal(code, 1);
    assert.match(
      stdout,
      /WRONG tcp\/10\.0\.0\.101:80 \(empty-service, table\)\n {2}is +no real server\n {2}should be +at least one\n {2}why +Every client is refused\.\n {2}do +lvsctl checks/,
    );
    assert.match(stdout, /unknown \d+ questions: the embedded kernel has no machine around it/);
    assert.match(stdout, /1 change can be made safely now: lvsctl doctor --fix/);
  });

  test('asks only what is wanted', async () => {
    const {stdout} = await run({only: 'all-quiesced,empty-service', ignore: 'empty-service', output: 'json'});
    const document = JSON.parse(stdout);
    assert.equal(document.schema, 'lvsctl.doctor/1');
    assert.deepEqual(
      document.rows.map(({code, outcome}: {code: string; outcome: string}) => [code, outcome]),
      [['all-quiesced', 'good']],
    );
  });

  test('names the code that was probably meant', async () => {
    await assert.rejects(
      run({only: 'empty-servce'}),
      /there is no question empty-servce; did you mean empty-service\?/,
    );
    await assert.rejects(run({explain: 'ip-forwrd'}), /did you mean ip-forward\?/);
    await assert.rejects(run({explain: 'arp'}), /^Usage: there is no question arp; near to it: arp-[a-z]+, .*arp-/);
    await assert.rejects(
      run({only: 'nonsense'}),
      /question nonsense; lvsctl doctor --explain all tells of each there is$/,
    );
    await assert.rejects(run({yes: true}), /--yes means something only with --fix/);
  });

  test('explains a question without looking', async () => {
    const {code, stdout} = await run({explain: 'rp-filter'});
    assert.equal(code, 0);
    assert.match(stdout, /^rp-filter: reverse path filter \(kernel\)\n/);
  });

  test('asks before it mends, and changes nothing unless told to', async () => {
    const answer = (text: string) => ({isTerminal: true, stdin: [Buffer.from(text)]});
    const refused = await run({fix: true, only: 'permanent-defence'}, answer('n\n'));
    assert.equal(refused.code, 1);
    assert.match(refused.stdout, /sysctl -w net\.ipv4\.vs\.drop_packet=1[\s\S]*Nothing was changed\.$/m);
    const {code, stdout} = await run({fix: true, only: 'permanent-defence'}, answer('yes\n'));
    assert.equal(code, 0);
    assert.match(stdout, /\[y\/N\] done +sysctl -w net\.ipv4\.vs\.drop_packet=1\n/);
    assert.match((await run({fix: true, only: 'permanent-defence'})).stdout, /There is nothing to mend/);
  });

  test('passes on which files of keepalived are meant', async () => {
    let asked: DoctorQuestion['given'];
    const here = openDoctorHere(true, {});
    const gather = (question: DoctorQuestion) => {
      asked = question.given;
      return here.gather(question);
    };
    const given = {'keepalived-config': '/k.conf', 'keepalived-pid': '/k.pid', fifo: '/k.fifo'};
    await run({only: 'all-quiesced', ...given}, {openDoctor: async () => ({...here, gather})});
    assert.deepEqual(asked, {keepalivedConfig: '/k.conf', keepalivedPid: '/k.pid', fifo: '/k.fifo'});
  });

  test('says 2 where nothing was found and there is no access to the table', async () => {
    const refused = () => Promise.reject(new IpvsUnavailable({type: 'refused', errno: 1}));
    const {code, stdout} = await runOn(refused, {only: 'empty-service'} as DoctorOptions, {});
    assert.equal(code, 2);
    assert.match(stdout, /IPVS answers only root: sudo lvsctl doctor/);
  });
});

async function runOn(reconnect: () => Promise<OpenIpvs>, given: DoctorOptions, others: Partial<CommandContext>) {
  let stdout = '';
  const context: Partial<CommandContext> = {
    reconnect,
    openDoctor: async () => openDoctorHere(true, {}),
    openJournal: async () => ({changer: plainChanger}) as never,
    stdout: {write: text => (stdout += text)},
    isTerminal: false,
    mark: '',
    ...others,
  };
  return {code: await runDoctor(given, [], context as CommandContext), stdout};
}
