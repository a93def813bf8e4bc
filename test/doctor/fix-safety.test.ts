import assert from 'node:assert/strict';
import {lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, describe, test} from 'node:test';
import type {CommandContext} from '../../src/commands/command.js';
import {applyRemedies} from '../../src/commands/doctor/apply-remedies.js';
import type {Examination} from '../../src/commands/doctor/examination.js';
import {fixFindings} from '../../src/commands/doctor/fix-findings.js';
import {wrong} from '../../src/doctor/outcomes.js';
import {sysctlRemedy} from '../../src/doctor/sysctl-facts.js';
import type {DoctorWorld} from '../../src/doctor/world.js';
import {openDoctorHere} from '../../src/open-doctor.js';
import {healthyFacts, untold} from './healthy-facts.js';

const name = 'net.netfilter.nf_conntrack_max';

/** A machine with one sysctl, and what is set on it. */
function machineOf(now: string, set: string[] = []): DoctorWorld {
  const unused = () => {
    throw new Error('not asked for');
  };
  return {
    gather: unused,
    sysctl: () => now,
    setSysctl: (each, value) => set.push(`${each}=${value}`),
    loadModule: unused,
    readFile: unused,
    writeFile: unused,
  };
}

function examination(world: DoctorWorld, sysctl = name): Examination {
  const facts = healthyFacts({set: {[name]: '65536'}, ipvs: untold});
  const remedy = sysctlRemedy(sysctl, 131_072, 'it is');
  const diagnoses = [wrong({is: '65536', why: 'so', remedy})];
  const row = {code: 'conntrack-room', group: 'kernel', title: '', explanation: '', diagnose: () => diagnoses} as const;
  return {world, ipvs: untold, facts, examined: [{row, outcome: 'wrong', diagnoses}], again: () => Promise.reject()};
}

const context = {openJournal: async () => undefined} as unknown as CommandContext;

describe('a sysctl that somebody else has changed while the administrator was asked', () => {
  const chosen = [{remedy: sysctlRemedy(name, 131_072, 'it is'), codes: ['conntrack-room']}];

  test('is left alone', async () => {
    const set: string[] = [];
    const {changes} = await applyRemedies(chosen, examination(machineOf('1048576', set)), undefined, context);
    assert.deepEqual(
      changes.map(({result, words}) => [result, words]),
      [['failed', 'it is 1048576 now, and was 65536 when it was looked at; see lvsctl doctor again']],
    );
    assert.deepEqual(set, []);
  });

  test('is set where it is as it was', async () => {
    const set: string[] = [];
    const {changes} = await applyRemedies(chosen, examination(machineOf('65536', set)), undefined, context);
    assert.deepEqual(
      changes.map(({result, inverse}) => [result, inverse]),
      [['made', `sysctl -w ${name}=65536`]],
    );
    assert.deepEqual(set, [`${name}=131072`]);
  });
});

test('a sysctl of IPVS is not said to be set where IPVS answers only root', async () => {
  const refused = {known: false, words: 'IPVS answers only root: sudo lvsctl doctor'} as const;
  const chosen = [{remedy: sysctlRemedy('net.ipv4.vs.expire_nodest_conn', 1, 'it is'), codes: ['expire-nodest']}];
  const asked = {...examination(machineOf('0')), ipvs: refused};
  const {changes, journal} = await applyRemedies(chosen, asked, undefined, context);
  assert.deepEqual(
    changes.map(({result, words}) => [result, words]),
    [['failed', refused.words]],
  );
  assert.equal(journal, undefined);
});

test('names of interfaces are shown without their control characters', async () => {
  let stdout = '';
  const shown = {
    ...context,
    mark: '',
    stdout: {write: (text: string) => (stdout += text)},
  } as unknown as CommandContext;
  const asked = examination(machineOf('0'), 'net.ipv4.conf.\u001b[2Jx.rp_filter');
  await fixFindings(asked, {fix: true, 'dry-run': true} as Parameters<typeof fixFindings>[1], shown);
  assert.match(stdout, /sysctl -w 'net\.ipv4\.conf\.\\x1b\[2Jx\.rp_filter=131072'/);
  assert.ok(!stdout.includes('\u001b'));
});

describe('a file for the next boot', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lvsctl-lasting-'));
  const world = openDoctorHere(false, {});
  const path = (file: string) => join(folder, file);
  after(() => rmSync(folder, {recursive: true}));

  test('is readable for all, whatever the umask is, and leaves nothing beside it', () => {
    const before = process.umask(0o077);
    world.writeFile(path('new.conf'), 'a = 1\n');
    process.umask(before);
    assert.equal(statSync(path('new.conf')).mode & 0o777, 0o644);
    assert.deepEqual(readdirSync(folder), ['new.conf']);
  });

  test('keeps its mode; a link to it stays a link', () => {
    writeFileSync(path('managed'), 'a = 1\n', {mode: 0o600});
    symlinkSync('managed', path('link.conf'));
    world.writeFile(path('link.conf'), 'a = 2\n');
    assert.ok(lstatSync(path('link.conf')).isSymbolicLink());
    assert.equal(readFileSync(path('managed'), 'utf8'), 'a = 2\n');
    assert.equal(statSync(path('managed')).mode & 0o777, 0o600);
  });

  test('is not written where a link to /dev/null says that there is to be none', () => {
    symlinkSync('/dev/null', path('masked.conf'));
    assert.throws(() => world.writeFile(path('masked.conf'), 'a = 2\n'), /\/dev\/null is no file/);
    assert.ok(lstatSync(path('masked.conf')).isSymbolicLink());
  });

  test('is left alone where its lines could not be written again as they were', () => {
    writeFileSync(path('latin.conf'), Buffer.from('# m\xfcde\na = 1\n', 'latin1'));
    assert.throws(() => world.readFile(path('latin.conf')), /not UTF-8/);
  });
});
