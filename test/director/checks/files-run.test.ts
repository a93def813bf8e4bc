import assert from 'node:assert/strict';
import {existsSync, mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe} from 'node:test';
import {eventually} from '../../directors/eventually.js';
import {pairTest} from '../run/pair.js';
import {CheckedHost} from './checked-host.js';

const address = '10.9.0.1';
const service = `-A -t ${address}:80 -s rr`;
const real = (port: number, weight = 1) => `-a -t ${address}:80 -r 127.0.0.1:${port} -m -w ${weight}`;

describe('a director that follows files', () => {
  filesTest('takes the weight of a tracked file at once, and runs programs at its end', async director => {
    const [file, told] = [join(director.folder, 'weight'), join(director.folder, 'told')];
    const program = join(director.folder, 'tell');
    writeFileSync(program, `#!/bin/sh\necho "$*" >> ${told}\n`, {mode: 0o755});
    writeFileSync(file, '0\n', {mode: 0o600});
    director.configure(
      [
        `track_file load {\n  file ${file}\n  weight 1\n}`,
        `virtual_server ${address} 80 {\n  delay_loop 60\n  lb_algo rr\n  lb_kind NAT\n  protocol TCP\n  omega`,
        `  quorum_down "${program} quorum"`,
        `  real_server 127.0.0.1 8081 {\n    weight 1\n    notify_down "${program} server"`,
        '    FILE_CHECK {\n      track_file load\n    }\n  }\n}\n',
      ].join('\n'),
    );
    await director.start();
    await director.has(service, real(8081));
    for (const weight of [5, 0, 20]) {
      writeFileSync(file, `${weight}\n`);
      const begin = performance.now();
      await director.has(service, real(8081, 1 + weight));
      assert.ok(performance.now() - begin < 5000, 'not at its interval of a minute');
    }
    director.stop();
    await eventually(
      () => !director.isRunning,
      () => director.log,
    );
    assert.deepEqual(await director.table(), []);
    assert.ok(existsSync(told), director.log);
    assert.deepEqual(readFileSync(told, 'utf8').trim().split('\n').toSorted(), ['quorum', 'server']);
  });

  filesTest('keeps a server out that a file in the maintenance folder is named for', async director => {
    const folder = join(director.folder, 'maintenance');
    mkdirSync(folder);
    director.file = 'ldirectord.cf';
    director.configure(
      [
        `maintenancedir=${folder}`,
        'checkinterval=60',
        'quiescent=no',
        'cleanstop=yes',
        `virtual=${address}:80`,
        '\treal=127.0.0.1:8081 masq',
        '\treal=127.0.0.1:8082 masq',
        '\tchecktype=connect',
        '\tscheduler=rr',
        '\tprotocol=tcp',
        '',
      ].join('\n'),
    );
    await director.serve(8081);
    await director.serve(8082);
    await director.start();
    await director.has(service, real(8081), real(8082));
    writeFileSync(join(folder, '127.0.0.1:8082'), 'new disk\n');
    await director.has(service, real(8081));
    const servers = (await director.report()).pools[0]?.servers ?? [];
    assert.deepEqual(
      servers.map(({state, reason, operator}) => [state, state === 'down' ? reason : '', operator]),
      [
        ['up', '', undefined],
        ['down', 'Server in maintenance: new disk', 'server in maintenance: new disk'],
      ],
    );
    assert.equal((await director.state()).checks?.checks, 2, 'what nobody configured is not counted');
    rmSync(join(folder, '127.0.0.1:8082'));
    await director.has(service, real(8081), real(8082));
    assert.doesNotMatch(director.log, /127\.0\.0\.1:8082 is down/);
  });
});

function filesTest(name: string, tell: (director: FilesHost) => Promise<void>): void {
  pairTest(name, async pair => {
    const director = new FilesHost(pair.a.host, pair.a.host.path('files'));
    try {
      await tell(director);
    } finally {
      await director.remove();
    }
  });
}

/** One whose configuration may be ldirectord's. */
class FilesHost extends CheckedHost {
  file = 'keepalived.conf';

  override get configuration(): string {
    return join(this.folder, this.file);
  }
}
