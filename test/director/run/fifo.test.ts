import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {existsSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {readFifo} from '../../../src/kernel/process/read-fifo.js';
import type {DaemonKind} from '../../directors/daemon.js';
import {Director} from '../../directors/director.js';
import {eventually} from '../../directors/eventually.js';
import {Switches} from '../../directors/switches.js';
import {namespacesMissing} from '../../kernel/rtnetlink/namespace.js';

const skip = namespacesMissing() || (!existsSync('/usr/sbin/keepalived') && 'needs keepalived');

const instance = (number: number, ...more: readonly string[]) => `vrrp_instance VI_${number} {
  state BACKUP
  interface eth0
  version 3
  virtual_router_id ${50 + number}
  priority 100
  advert_int 0.25
  virtual_ipaddress {
    10.0.0.${100 + number}/24
  }
${more.map(line => `  ${line}\n`).join('')}}
`;

const lines: Readonly<Record<string, readonly string[]>> = {
  VI_1: [
    'INSTANCE "VI_1" BACKUP 100',
    'INSTANCE "VI_1" MASTER 100',
    'INSTANCE "VI_1" MASTER_PRIORITY 40',
    'INSTANCE "VI_1" MASTER_PRIORITY 100',
    'INSTANCE "VI_1" STOP 100',
  ],
  VI_2: ['INSTANCE "VI_2" BACKUP 100', 'INSTANCE "VI_2" MASTER 100', 'INSTANCE "VI_2" DELETED 100'],
  VI_3: ['INSTANCE "VI_3" BACKUP 100', 'INSTANCE "VI_3" MASTER 100', 'INSTANCE "VI_3" FAULT 100'],
  VI_4: ['INSTANCE "VI_4" BACKUP 100', 'INSTANCE "VI_4" MASTER 100', 'INSTANCE "VI_4" STOP 100'],
};

test('a FIFO is told the same by keepalived and by a director of ours', {skip, timeout: 60_000}, async t => {
  const told = await Promise.all([toldBy('keepalived', t.diagnostic.bind(t)), toldBy('ours', t.diagnostic.bind(t))]);
  for (const one of told) assert.deepEqual(one, lines);
});

/** What each router is told to be: another priority and back, two that a reload leaves out, one that it brings, and the end. */
async function toldBy(kind: DaemonKind, note: (words: string) => void): Promise<Record<string, readonly string[]>> {
  const folder = mkdtempSync(join(tmpdir(), 'lvsctl-fifo-'));
  const switches = new Switches(1);
  const host = new Director('a', 1, switches, join(folder, 'host'), kind);
  const {daemon} = host;
  let heard = '';
  execFileSync('mkfifo', [host.path('fifo')]);
  const close = readFifo(host.path('fifo'), text => {
    heard += text;
  });
  const hears = (...all: readonly string[]) =>
    eventually(
      () => all.every(line => heard.includes(`${line}\n`)),
      () => `${kind}: ${all.join()} not in ${heard}\n${daemon.log}`,
    );
  const file = host.path('value');
  writeFileSync(file, '0\n');
  const head = `global_defs {
  vrrp_notify_fifo ${host.path('fifo')}
  vrrp_notify_priority_changes true
}
track_file value {
  file ${file}
  weight 1
}
${instance(1, 'track_file {', 'value', '}')}`;
  try {
    daemon.configure(head + instance(2, 'notify_deleted') + instance(3));
    await daemon.start();
    await hears(...[1, 2, 3].map(i => `INSTANCE "VI_${i}" MASTER 100`));
    writeFileSync(file, '-60\n');
    await hears('INSTANCE "VI_1" MASTER_PRIORITY 40');
    writeFileSync(file, '0\n');
    await hears('INSTANCE "VI_1" MASTER_PRIORITY 100');
    daemon.configure(head + instance(4));
    daemon.reload();
    await hears('INSTANCE "VI_2" DELETED 100', 'INSTANCE "VI_3" FAULT 100', 'INSTANCE "VI_4" MASTER 100');
    daemon.stop();
    await hears('INSTANCE "VI_1" STOP 100', 'INSTANCE "VI_4" STOP 100');
    note(`${kind}:\n${heard}`);
    return Object.fromEntries(
      Object.keys(lines).map(name => [name, heard.split('\n').filter(line => line.includes(`"${name}"`))]),
    );
  } finally {
    close();
    await host.remove();
    switches.remove();
    rmSync(folder, {recursive: true, force: true});
  }
}
