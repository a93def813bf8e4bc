import assert from 'node:assert/strict';
import {describe} from 'node:test';
import {setTimeout as sleep} from 'node:timers/promises';
import {type Address, parseAddress} from '../../../src/net/address.js';
import type {Director} from '../../directors/director.js';
import {eventually} from '../../directors/eventually.js';
import {story} from '../../directors/story.js';
import {SpeakerProcess} from './speaker-process.js';
import type {PlainRouter} from './speaker-program.js';

const rules = {version: 3, interval: 250} as const;
const address = (text: string) => parseAddress(text) as Address;

/** A speaker on each, which are killed in the end. */
async function withSpeakers(
  directors: readonly Director[],
  tell: (...speakers: SpeakerProcess[]) => Promise<void>,
): Promise<void> {
  const speakers = directors.map(({namespace}) => new SpeakerProcess(namespace));
  try {
    await tell(...speakers);
  } finally {
    await Promise.all(speakers.map(speaker => speaker.kill()));
  }
}

async function held(director: Director, isHeld = true, text = '10.0.0.100'): Promise<void> {
  await eventually(
    () => director.has(text) === isHeld,
    () => `${director.name} ${isHeld ? 'does not have' : 'has'} ${text}`,
  );
}

describe('two speakers on this kernel', {concurrency: 2}, () => {
  story('what happens to their hosts', {directors: 2}, (network, chapter, a, b) =>
    withSpeakers([a, b], async (one, two) => {
      const configure = (speaker: SpeakerProcess, priority: number, choice: PlainRouter = {}) =>
        speaker.configure({routers: [{priority, rules, ...choice}]});
      await configure(one!, 150);
      await configure(two!, 100);
      await held(a);
      await chapter('somebody removes the address of the master: it is there again, and told', async () => {
        const {counters} = await one!.status();
        a.namespace.ip('address', 'del', '10.0.0.100/32', 'dev', 'eth0');
        await held(a);
        await one!.reported(report => report.type === 'problem' && report.words.includes('somebody removed'));
        assert.ok((await one!.status()).counters.announced >= counters.announced + 5);
        assert.equal((await one!.status()).router, 'master');
      });
      await chapter('the link of the master goes down, and comes back', async () => {
        network.switches.unplug(1, 0);
        await Promise.all([held(a, false), held(b)]);
        assert.deepEqual((await one!.status()).faults, ['link eth0 is down']);
        network.switches.plug(1, 0);
        await Promise.all([held(a), held(b, false)]);
      });
      await chapter('the segment is cut: both are master until it heals', async () => {
        network.switches.cut(1, 0);
        await held(b);
        const {counters} = await one!.status();
        network.switches.heal(1, 0);
        await held(b, false);
        await eventually(
          () => one!.reports.some(({type}) => type === 'rival'),
          () => 'no rival was heard',
        );
        await eventually(
          () => a.has('10.0.0.100'),
          () => 'nobody is master',
        );
        assert.ok((await one!.status()).counters.announced >= counters.announced + 5);
      });
      await chapter('the backup does nothing for a while, as does the master: nobody takes over', async () => {
        const {becameMaster} = (await two!.status()).counters;
        await two!.stall(3000);
        two!.signal('SIGSTOP');
        await sleep(3000);
        two!.signal('SIGCONT');
        await one!.stall(400);
        await sleep(1000);
        assert.equal((await two!.status()).counters.becameMaster, becameMaster);
      });
      await chapter('addresses come and go while it is master, and another number is another router', async () => {
        await configure(one!, 150, {addresses: ['10.0.0.100', '10.0.0.101'], excluded: ['2001:db8::5']});
        await Promise.all([held(a, true, '10.0.0.101'), held(a, true, '2001:db8::5')]);
        await configure(one!, 150, {addresses: ['10.0.0.101']});
        await Promise.all([held(a, false), held(a, false, '2001:db8::5')]);
        await configure(one!, 150, {virtualRouter: 77, addresses: ['10.0.0.101']});
        await held(b);
        await configure(one!, 150);
        await Promise.all([held(a), held(b, false), held(a, false, '10.0.0.101')]);
      });
      await chapter('it changes its mind again and again: in the end all is as it was', async () => {
        one!.reports.length = 0;
        for (let i = 0; i < 40; i++) await one!.hold(i % 2 === 0 ? {VI_1: 'backup'} : {VI_1: 'master'});
        await Promise.all([held(a), held(b, false)]);
        await sleep(300);
        assert.ok(a.has('10.0.0.100'));
        await one!.hold({});
        assert.deepEqual(
          one!.reports.filter(({type}) => type === 'problem'),
          [],
        );
      });
      await chapter('a planned handover', async () => {
        await one!.handOver({id: 1, router: 'VI_1', to: address('10.0.0.2'), isOnlyAsked: false});
        await one!.reported(report => report.type === 'handover' && report.stage === 'done');
        assert.ok(b.has('10.0.0.100') && !a.has('10.0.0.100'));
        await held(a); // it preempts
      });
      await chapter('and shut down, nothing is left', async () => {
        await Promise.all([one!.shutdown(), two!.shutdown()]);
        assert.ok(!a.has('10.0.0.100') && !b.has('10.0.0.100'));
      });
    }),
  );

  story('a link that is not there yet, and one that is made anew', {directors: 1}, (_, chapter, a) =>
    withSpeakers([a], async one => {
      const make = () =>
        a.namespace.batch([
          'link add new0 type veth peer name new1',
          'link set new0 up',
          'link set new1 up',
          'address add 10.9.0.1/24 dev new0',
        ]);
      await one!.configure({routers: [{interface: 'new0', rules, addresses: ['10.9.0.100']}]});
      assert.deepEqual((await one!.status()).faults, ['link new0 is missing']);
      for (const time of ['made', 'made anew'])
        await chapter(`it works when it is ${time}`, async () => {
          make();
          await held(a, true, '10.9.0.100');
          a.namespace.ip('link', 'del', 'new0');
          await one!.reported(report => report.type === 'entered' && report.state === 'fault');
          one!.reports.length = 0;
        });
    }),
  );

  story('addresses on their host', {directors: 1}, (_, chapter, a) =>
    withSpeakers([a], async one => {
      const details = (text: string) => {
        const links: {addr_info?: readonly Record<string, unknown>[]}[] = JSON.parse(
          a.namespace.ip('-json', 'address', 'show', 'to', text),
        );
        return links.flatMap(({addr_info: list = []}) => list).filter(({local}) => local !== undefined);
      };
      const problems = () =>
        one!.reports.splice(0).flatMap(report => (report.type === 'problem' ? [report.words] : []));
      const other = {name: 'VI_2', virtualRouter: 52, rules, addresses: ['10.1.0.2/24'], priority: 150};
      await chapter('have another label or prefix length after a reload', async () => {
        const texts = [
          ['10.1.0.1/24', '2001:db8::100/64'],
          ['10.1.0.1/24 eth0:one', '2001:db8::100/128'],
        ] as const;
        for (const [ipv4 = '', ipv6 = ''] of [...texts, ...texts]) {
          const label = ipv4.split(' ')[1] ?? 'eth0';
          const length = Number(ipv6.split('/')[1]);
          await one!.configure({routers: [{priority: 150, rules, addresses: [ipv4], excluded: [ipv6]}]});
          await eventually(
            () => details('10.1.0.1').some(found => found.label === label),
            () => JSON.stringify(details('10.1.0.1')),
          );
          await eventually(
            () => details('2001:db8::100').some(found => found.prefixlen === length),
            () => JSON.stringify(details('2001:db8::100')),
          );
          await sleep(100);
          assert.deepEqual([details('10.1.0.1').length, details('2001:db8::100').length], [1, 1]);
          assert.equal((await one!.status()).present, 2);
        }
        assert.deepEqual(problems(), []);
      });
      await chapter('are there again at once when they go with the first of their subnet', async () => {
        a.namespace.run('sysctl', '-qw', 'net.ipv4.conf.all.promote_secondaries=0');
        a.namespace.run('sysctl', '-qw', 'net.ipv4.conf.eth0.promote_secondaries=0');
        await one!.configure({routers: [{priority: 150, rules, addresses: ['10.1.0.1/24']}, other]});
        await held(a, true, '10.1.0.2');
        for (let i = 0; i < 6; i++) {
          await one!.hold({VI_1: 'backup'});
          await held(a, false, '10.1.0.1');
          await held(a, true, '10.1.0.2');
          await one!.hold({VI_1: 'master'}); // which is the second of the subnet then
          await held(a, true, '10.1.0.1');
          await one!.hold({VI_1: 'master', VI_2: 'backup'});
          await held(a, false, '10.1.0.2');
          await one!.hold({VI_1: 'master'});
          await held(a, true, '10.1.0.2');
        }
        assert.deepEqual(problems(), []);
      });
      await chapter('are added as soon as the kernel takes them', async () => {
        const excluded = ['2001:db8::100'];
        await one!.hold({});
        await one!.configure({routers: [{priority: 150, rules, addresses: ['10.1.0.1/24'], excluded}]});
        await held(a, true, '2001:db8::100');
        a.namespace.run('sysctl', '-qw', 'net.ipv6.conf.eth0.disable_ipv6=1');
        await held(a, false, '2001:db8::100');
        await sleep(1500);
        a.namespace.run('sysctl', '-qw', 'net.ipv6.conf.eth0.disable_ipv6=0');
        await held(a, true, '2001:db8::100');
      });
      await chapter('are told where others left them', async () => {
        await one!.shutdown();
        a.namespace.ip('address', 'add', '10.1.0.1/24', 'dev', 'eth0');
        await withSpeakers([a], async two => {
          await two!.hold({VI_1: 'backup'});
          await two!.configure({routers: [{rules, addresses: ['10.1.0.1/24']}]});
          await two!.reported(({type}) => type === 'problem');
          assert.equal((await two!.status()).strays.length, 1);
          a.namespace.ip('address', 'del', '10.1.0.1/24', 'dev', 'eth0');
          const end = Date.now() + 5000;
          while ((await two!.status()).strays.length > 0) assert.ok(Date.now() < end, 'it is still told');
        });
      });
    }),
  );

  story('1,008 addresses, of four routers of both families', {directors: 2}, (_, chapter, a, b) =>
    withSpeakers([a, b], async (one, two) => {
      const routers = (priority: number) =>
        Array.from({length: 4}, (_, i): PlainRouter => {
          const isIpv6 = i === 3;
          const name = (j: number) => (isIpv6 ? `2001:db8::${(j + 1).toString(16)}` : `10.${i + 1}.0.${j}`);
          const addresses = Array.from({length: isIpv6 ? 80 : 252}, (_, j) => name(j));
          const excluded = isIpv6 ? Array.from({length: 172}, (_, j) => name(80 + j)) : [];
          const family = isIpv6 ? 'ipv6' : 'ipv4';
          return {name: `VI_${i + 1}`, virtualRouter: i + 1, family, priority, rules, addresses, excluded};
        });
      const present = async (speaker: SpeakerProcess) =>
        (await speaker.statuses()).reduce((sum, status) => sum + status.present, 0);
      const all = async (speaker: SpeakerProcess) => {
        for (let i = 0; i < 200 && (await present(speaker)) < 1008; i++) await sleep(50);
        assert.equal(await present(speaker), 1008);
      };
      await one!.configure({routers: routers(150)});
      await all(one!);
      await two!.configure({routers: routers(100)});
      await chapter('go from one to the other in time', async () => {
        await sleep(1500);
        await one!.shutdown();
        await all(two!);
        const left = JSON.parse(a.namespace.ip('-json', 'address')) as {addr_info: unknown[]}[];
        assert.ok(left.every(({addr_info: addresses}) => addresses.length <= 2));
        for (const {counters} of await two!.statuses()) assert.equal(counters.becameMaster, 1);
      });
    }),
  );
});
