import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, describe, test} from 'node:test';
import type {Files} from '../../../../src/config/keepalived/text/sources.js';
import type {LocatedObjection} from '../../../../src/managers/keepalived/prepare/objection.js';
import {OverlayFiles} from '../../../../src/managers/keepalived/prepare/overlay-files.js';
import {planChanges} from '../../../../src/managers/keepalived/prepare/plan-changes.js';
import type {PlannedChanges} from '../../../../src/managers/keepalived/prepare/planned-changes.js';
import {Namespace} from '../../../kernel/rtnetlink/namespace.js';
import {keepalivedMissing} from './prepared.js';

const folder = 'test/managers/keepalived/prepare/golden';
const path = '/etc/keepalived/keepalived.conf';
const nothing: Files = {readFile: () => undefined, glob: () => []};

/** Each file: what it is about, the files before, a line of dashes, what is planned. LVSCTL_UPDATE=1 rewrites the latter. */
describe('what prepare would write', () => {
  for (const name of readdirSync(folder).sort()) {
    const whole = readFileSync(join(folder, name), 'utf8');
    const [input = '', expected = ''] = whole.split(/^----\n/m);
    test(name.replace('.txt', ''), () => {
      const files = filesOf(input);
      const plan = planOf(files, false, name.startsWith('events'));
      const output = outputOf(plan);
      if (process.env.LVSCTL_UPDATE === '1') writeFileSync(join(folder, name), `${input}----\n${output}`);
      else assert.equal(output, expected, `${name} differs (LVSCTL_UPDATE=1 rewrites it)`);
      if (plan.objections.length > 0) return;
      const after = applied(files, plan);
      assert.deepEqual(planOf(after, false).changes, [], 'prepared twice, it is the same');
      const undone = applied(after, planOf(after, true));
      assert.deepEqual([...undone].sort(), [...files].sort(), 'undone, it is what it was, byte for byte');
    });
  }
});

describe('keepalived -t takes what would be written', {skip: keepalivedMissing()}, () => {
  const host = mkdtempSync(join(tmpdir(), 'lvsctl-prepare-'));
  const namespace = keepalivedMissing() ? undefined : new Namespace();
  namespace?.ip('link', 'add', 'eth0', 'type', 'veth', 'peer', 'name', 'eth1');
  after(() => {
    namespace?.remove();
    rmSync(host, {recursive: true});
  });
  for (const name of readdirSync(folder).sort()) {
    const files = filesOf(readFileSync(join(folder, name), 'utf8').split(/^----\n/m)[0] as string);
    const plan = planOf(files, false, true);
    if (plan.objections.length > 0) continue;
    test(name.replace('.txt', ''), () => {
      const status = (texts: ReadonlyMap<string, string>) => {
        for (const [file, text] of texts) {
          mkdirSync(join(host, name, file, '..'), {recursive: true});
          writeFileSync(join(host, name, file), text.replaceAll('/etc/keepalived/', `${host}/${name}/etc/keepalived/`));
        }
        const words = ['netns', 'exec', (namespace as Namespace).name, 'keepalived', '-t', '-i', 'd1', '-f'];
        const {status, stderr} = spawnSync('ip', [...words, join(host, name, path)], {encoding: 'utf8'});
        return `${status} ${stderr.replace(/^.*only 1 virtual router.*\n/m, '')}`.replaceAll(/Line \d+/g, 'a line');
      };
      assert.match(status(files), /^0 /);
      assert.equal(status(applied(files, plan)), status(files));
    });
  }
});

function filesOf(input: string): Map<string, string> {
  const parts = input.split(/^== (.*)\n/m).slice(1);
  const files = new Map<string, string>();
  for (let i = 0; i < parts.length; i += 2)
    files.set(parts[i] as string, (parts[i + 1] as string).replaceAll('<CR>\n', '\r\n').replace(/<no newline>\n$/, ''));
  return files;
}

function planOf(files: ReadonlyMap<string, string>, isUndo: boolean, wantsEvents = false): PlannedChanges {
  const overlay = new OverlayFiles(nothing, files);
  return planChanges(
    {path, configId: 'd1', files: overlay, fileFolder: '/run/lvsctl/keepalived'},
    {isUndo, wantsEvents},
  );
}

function applied(files: ReadonlyMap<string, string>, {changes}: PlannedChanges): Map<string, string> {
  const after = new Map(files);
  for (const {path, after: text} of changes)
    if (text === undefined) after.delete(path);
    else after.set(path, text);
  return after;
}

function outputOf({units, fifo, otherFifo, objections, changes}: PlannedChanges): string {
  return [
    ...units.map(
      ({kind, name, trackedFile, ours, obstacle}) =>
        `${kind} ${name}: ${ours?.path ?? (obstacle ? textOf(obstacle) : `has ${trackedFile}`)}\n`,
    ),
    fifo === undefined ? '' : `events: ${fifo}\n`,
    otherFifo === undefined ? '' : `no events: ${otherFifo}\n`,
    ...objections.map(objection => `${textOf(objection)}\n`),
    ...changes.map(({path, after}) => `== ${path}\n${after?.replaceAll('\r\n', '<CR>\n')}`),
  ].join('');
}

function textOf({code, words, place}: LocatedObjection): string {
  return `${code}: ${place ? `${place.file}:${place.line}:${place.column}: ` : ''}${words}`;
}

test('a router keeps its file when another comes whose name would give the same', () => {
  const block = (name: string, number: number) =>
    `vrrp_instance ${name} {\n  interface eth0\n  virtual_router_id ${number}\n  virtual_ipaddress {\n    10.0.0.${number}\n  }\n}\n`;
  const first = applied(new Map([[path, block('a_b', 1)]]), planOf(new Map([[path, block('a_b', 1)]]), false));
  const {units} = planOf(new Map([...first, [path, block('a/b', 2) + first.get(path)]]), false);
  assert.deepEqual(
    units.map(({name, ours}) => [name, ours?.name]),
    [
      ['a/b', 'lvsctl_a_b_2'],
      ['a_b', 'lvsctl_a_b'],
    ],
  );
});
