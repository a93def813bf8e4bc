import assert from 'node:assert/strict';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import {createServer} from 'node:net';
import {dirname, join} from 'node:path';
import {describe, type TestContext, test} from 'node:test';
import {findGroup} from '../../../src/director/control/find-group.js';
import {prepareRunFolder} from '../../../src/director/control/run-folder.js';
import {DirectorClient} from '../../../src/director/protocol/director-client.js';
import {NoAnswer} from '../../../src/director/protocol/no-answer.js';
import {Opened} from './opened.js';
import {freshFolder, Started} from './started.js';

const needsRoot = {skip: process.getuid?.() === 0 ? false : 'only root can become another user'};
const nobody = 65_534;
/** Some group that is not root's. */
const [group = '', number = 0] = someGroup();

describe('the files', () => {
  test('have the modes they shall have, and nothing else is left', async context => {
    const opened = await Opened.open(context);
    assert.equal(lstatSync(opened.folder).mode & 0o7777, 0o750);
    assert.equal(lstatSync(opened.path('state')).mode & 0o7777, 0o660);
    assert.equal(lstatSync(opened.path('control')).mode & 0o7777, 0o600);
    assert.deepEqual(readdirSync(opened.folder).sort(), ['control.sock', 'state.sock']);
    await opened.close();
    assert.deepEqual(readdirSync(opened.folder), []);
  });

  for (const mask of [0o000, 0o077]) {
    test(`have them under the umask ${mask.toString(8)}`, async context => {
      const before = process.umask(mask);
      context.after(() => process.umask(before));
      const opened = await Opened.open(context, freshFolder(context));
      process.umask(before);
      assert.equal(lstatSync(opened.folder).mode & 0o7777, 0o750);
      assert.equal(lstatSync(opened.path('state')).mode & 0o7777, 0o660);
      assert.equal(lstatSync(opened.path('control')).mode & 0o7777, 0o600);
    });
  }

  test('let members of the group read, root alone change, and others neither', needsRoot, async context => {
    const opened = await Opened.open(context, undefined, group);
    chmodSync(dirname(opened.folder), 0o755);
    assert.deepEqual([lstatSync(opened.folder).gid, lstatSync(opened.path('state')).gid], [number, number]);
    assert.equal(lstatSync(opened.path('control')).gid, process.getgid?.());

    const [state, control] = await as(nobody, number, () => tryBoth(opened));
    assert.equal(state, 'connected');
    assert.equal(control, `no-access: ${opened.path('control')} is root's alone: run with sudo`);
    const [others] = await as(nobody, nobody, () => tryBoth(opened));
    assert.equal(
      others,
      `no-access: no access to ${opened.path('state')}: run with sudo, or add yourself to the group lvsctl`,
    );
  });

  test('of a killed director are replaced', async context => {
    const folder = freshFolder(context);
    const first = await Started.start(context, folder);
    await first.kill();
    assert.ok(existsSync(join(folder, 'state.sock')));
    const path = join(folder, 'state.sock');
    await assert.rejects(
      DirectorClient.connect(path, {after: () => () => {}}),
      error =>
        error instanceof NoAnswer &&
        error.reason === 'not-running' &&
        /does not run: systemctl start/.test(error.message),
    );
    mkdirSync(join(folder, '.binding'));
    writeFileSync(join(folder, '.binding', 'state.sock'), ''); // killed just then
    const second = await Started.start(context, folder);
    assert.equal(second.word, 'open');
    const client = await second.connect('state');
    client.request(1, 'state');
    await client.answer(1);
    client.socket.destroy();
    assert.deepEqual(readdirSync(folder).sort(), ['control.sock', 'state.sock']);
  });

  test('of a director that lives stay its own, also while it is stopped', async context => {
    const folder = freshFolder(context);
    const first = await Started.start(context, folder);
    for (const signal of ['SIGCONT', 'SIGSTOP'] as const) {
      first.child.kill(signal);
      const {word} = await Started.start(context, folder);
      assert.equal(
        word,
        `another: a director runs already: it has ${join(folder, 'state.sock')}; end it first, with systemctl stop lvsctl-director`,
      );
    }
    first.child.kill('SIGCONT');
    const client = await first.connect('control');
    client.request(1, 'state');
    await client.answer(1);
    client.socket.destroy();
  });

  test('of one of several that start at once are its alone', async context => {
    const folder = freshFolder(context);
    mkdirSync(folder, {mode: 0o750});
    const words = (await Promise.all(Array.from({length: 4}, () => Started.start(context, folder)))).map(
      ({word}) => word,
    );
    assert.deepEqual(words.filter(word => word === 'open').length, 1);
    assert.equal(words.filter(word => word.startsWith('another: ')).length, 3);
  });

  test('of a later director are not removed by an earlier one', async context => {
    const opened = await Opened.open(context);
    const path = opened.path('state');
    const {ino} = lstatSync(path);
    const other = createServer();
    await new Promise<void>(resolve => other.listen(`${path}.other`, resolve));
    context.after(() => other.close());
    renameSync(`${path}.other`, path);
    await opened.close();
    assert.notEqual(lstatSync(path).ino, ino);
  });

  test('are none of ours where something else has the name', async context => {
    const folder = freshFolder(context);
    mkdirSync(folder, {mode: 0o750});
    writeFileSync(join(folder, 'control.sock'), 'precious');
    const {word} = await Started.start(context, folder);
    assert.equal(word, `refused: ${join(folder, 'control.sock')} is in the way, and no socket: remove it`);
    assert.deepEqual(readdirSync(folder), ['control.sock']);
    assert.equal(readFileSync(join(folder, 'control.sock'), 'utf8'), 'precious');
  });
});

describe('the folder', () => {
  const refuses = (context: TestContext, prepare: (path: string) => void, words: RegExp) => {
    const path = freshFolder(context);
    prepare(path);
    assert.throws(() => prepareRunFolder(path, undefined), words);
  };

  test('is refused where it is a link, no folder, or others may write in it', context => {
    refuses(
      context,
      path => symlinkSync('/run', path),
      /run is not used for control sockets: it is a link, or no folder/,
    );
    refuses(context, path => writeFileSync(path, ''), /it is a link, or no folder/);
    const open = (mode: number) => (path: string) => {
      mkdirSync(path);
      chmodSync(path, mode);
    };
    refuses(context, open(0o770), /others may write in it \(mode 0770\): chmod 0750 /);
    refuses(context, open(0o757), /others may write in it \(mode 0757\)/);
    refuses(context, open(0o1777), /others may write in it \(mode 1777\)/);
  });

  test("is refused where it is another's", needsRoot, context => {
    refuses(
      context,
      path => {
        mkdirSync(path, {mode: 0o750});
        chownSync(path, nobody, nobody);
      },
      /it belongs to user 65534/,
    );
  });

  test('that root has made with another mode or group keeps them', needsRoot, context => {
    const path = freshFolder(context);
    mkdirSync(path);
    chmodSync(path, 0o755);
    prepareRunFolder(path, number);
    assert.deepEqual([lstatSync(path).mode & 0o777, lstatSync(path).gid], [0o755, number]);
    chownSync(path, 0, nobody);
    prepareRunFolder(path, number);
    assert.equal(lstatSync(path).gid, nobody);
  });

  test('is not made with what is above it', context => {
    const path = join(freshFolder(context), 'inner');
    assert.throws(() => prepareRunFolder(path, undefined), /ENOENT/);
  });
});

test('groups are those of group(5)', () => {
  assert.equal(findGroup(group), number);
  assert.equal(findGroup('no-such-group'), undefined);
  assert.equal(findGroup(group, '/nonexistent'), undefined);
});

async function tryBoth(opened: Opened): Promise<string[]> {
  const words = [];
  for (const kind of ['state', 'control'] as const) {
    try {
      (await DirectorClient.connect(opened.path(kind), {after: () => () => {}})).close();
      words.push('connected');
    } catch (error) {
      assert.ok(error instanceof NoAnswer);
      words.push(`${error.reason}: ${error.message}`);
    }
  }
  return words;
}

/** Does something as another user. */
async function as<T>(user: number, group: number, work: () => Promise<T>): Promise<T> {
  const groups = process.getgroups?.() ?? [];
  process.setgroups?.([]);
  process.setegid?.(group);
  process.seteuid?.(user);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
    process.setegid?.(0);
    process.setgroups?.(groups);
  }
}

function someGroup(): [string, number] | [] {
  const groups = readFileSync('/etc/group', 'utf8').split('\n');
  for (const line of groups) {
    const [name, , number] = line.split(':');
    if (name && Number(number) > 0 && Number(number) < 1000) return [name, Number(number)];
  }
  return [];
}
