import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, test} from 'node:test';
import {type Addon, addonFile, loadAddon, type Places} from '../../src/executable/unpacked-addon.js';
import {privateFolder, remove} from './built.js';

const user = process.getuid?.() ?? 0;
const content = Buffer.from('what the C library would load');
const addon: Addon = {stem: 'sample', hash: createHash('sha256').update(content).digest('hex'), content};

describe('what is unpacked', () => {
  let top: string;
  let folder: string;
  let file: string;
  const places = (more: Partial<Places> = {}): Places => ({
    installed: join(top, 'installed'),
    folders: [folder],
    user,
    unique: 'draft',
    load: <T>(path: string) => path as T,
    ...more,
  });
  const refused = (words: RegExp, more?: Partial<Places>) => assert.throws(() => loadAddon(addon, places(more)), words);

  beforeEach(() => {
    top = privateFolder();
    folder = join(top, 'native');
    file = join(folder, addonFile(addon));
  });
  afterEach(() => remove(top));

  test('is a file that only its user can read, in a folder of his', () => {
    assert.equal(loadAddon(addon, places()), file);
    assert.deepEqual(readFileSync(file), content);
    assert.equal(statSync(file).mode & 0o777, 0o400);
    assert.equal(statSync(folder).mode & 0o777, 0o700);
    assert.deepEqual(readdirSync(folder), [addonFile(addon)]);
  });

  test('is written once', () => {
    loadAddon(addon, places());
    const {ino, mtimeMs} = statSync(file);
    loadAddon(addon, places());
    assert.deepEqual([statSync(file).ino, statSync(file).mtimeMs], [ino, mtimeMs]);
  });

  test('is not loaded when a byte of it is another', () => {
    loadAddon(addon, places());
    chmodSync(file, 0o600);
    writeFileSync(file, 'What the C library would load');
    refused(/SHA-256 is another.*not loaded/);
  });

  test('is not loaded when others may write to it', () => {
    loadAddon(addon, places());
    chmodSync(file, 0o422);
    refused(/others may write/);
  });

  test('is not loaded through a link', () => {
    loadAddon(addon, places());
    renameSync(file, join(top, 'moved'));
    symlinkSync(join(top, 'moved'), file);
    refused(/is a link/);
  });

  test('does not go through a link of a folder, nor into one that others may look into', () => {
    mkdirSync(join(top, 'other'), {mode: 0o700});
    symlinkSync(join(top, 'other'), folder);
    refused(/native is a link/);
    assert.deepEqual(readdirSync(join(top, 'other')), []);
    const wide = join(top, 'wide');
    mkdirSync(wide, {mode: 0o755});
    refused(/mode 0755 instead of 0700/, {folders: [wide]});
  });

  test('does not go where others may write above', () => {
    const shared = join(top, 'shared');
    mkdirSync(shared);
    chmodSync(shared, 0o1777);
    refused(/others may write to .*shared/, {folders: [join(shared, 'native')]});
    assert.deepEqual(readdirSync(shared), []);
    refused(/others may write to \/tmp/, {folders: ['/tmp/lvsctl-native']});
    assert.equal(existsSync('/tmp/lvsctl-native'), false);
  });

  test("does not go into somebody else's folder", {skip: user !== 0 && 'needs root'}, () => {
    mkdirSync(folder, {mode: 0o700});
    chownSync(folder, 65534, 65534);
    refused(/belongs to the user 65534/);
    const below = join(folder, 'native');
    mkdirSync(below, {mode: 0o700});
    refused(/native belongs to the user 65534/, {folders: [below]});
  });

  test('goes into the next folder where the first cannot be had', () => {
    mkdirSync(join(top, 'wide'), {mode: 0o755});
    assert.equal(loadAddon(addon, places({folders: [join(top, 'wide'), join(top, 'none/native'), folder]})), file);
  });

  test('goes into the next folder where nothing may be executed', () => {
    const load = <T>(path: string) => {
      if (path === file) throw new Error('failed to map segment from shared object');
      return path as T;
    };
    const next = join(top, 'next');
    assert.equal(loadAddon(addon, places({folders: [folder, next], load})), join(next, addonFile(addon)));
    refused(/failed to map segment.*LVSCTL_NATIVE_DIR/, {load});
  });

  test('need not be unpacked where a package has put it', () => {
    const installed = join(top, 'installed');
    mkdirSync(installed);
    writeFileSync(join(installed, addonFile(addon)), content, {mode: 0o644});
    assert.equal(loadAddon(addon, places()), join(installed, addonFile(addon)));
    assert.equal(existsSync(folder), false);
    writeFileSync(join(installed, addonFile(addon)), 'something else');
    refused(/SHA-256 is another/);
  });

  test('takes the place of other versions', () => {
    mkdirSync(folder, {mode: 0o700});
    writeFileSync(join(folder, 'sample-0123456789abcdef.node'), '');
    writeFileSync(join(folder, 'other-0123456789abcdef.node'), '');
    loadAddon(addon, places());
    assert.deepEqual(readdirSync(folder).sort(), ['other-0123456789abcdef.node', addonFile(addon)].sort());
  });
});
