import assert from 'node:assert/strict';
import {existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {removeMaintenanceFile, writeMaintenanceFile} from '../../../src/managers/ldirectord/maintenance-file.js';

let folder = '';
const path = (name: string) => join(folder, name);
const note = {user: 'alice', reason: 'new\ndisk', expires: Date.UTC(2026, 0, 2, 3, 4, 5)};

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'lvsctl-maintenance-'));
});
after(() => rmSync(folder, {recursive: true, force: true}));

test('the file says who, why and until when, and goes again', () => {
  const file = path('10.1.0.1:80');
  writeMaintenanceFile(file, note);
  const text = 'drained by lvsctl for alice\nreason: new\\x0adisk\nexpires: 2026-01-02T03:04:05.000Z\n';
  assert.equal(readFileSync(file, 'utf8'), text);
  writeMaintenanceFile(file, {...note, reason: undefined, expires: undefined});
  assert.equal(readFileSync(file, 'utf8'), 'drained by lvsctl for alice\n');
  removeMaintenanceFile(file);
  assert.equal(existsSync(file), false);
  removeMaintenanceFile(file);
});

test('a file of somebody else stays as it is', () => {
  const file = path('10.1.0.2:80');
  writeFileSync(file, 'by hand');
  assert.throws(() => writeMaintenanceFile(file, note), /is there already, not by lvsctl/);
  assert.throws(() => removeMaintenanceFile(file), /was left there: it is not by lvsctl/);
  assert.equal(readFileSync(file, 'utf8'), 'by hand');
});

test('no link is followed', () => {
  const target = path('target');
  writeFileSync(target, 'drained by lvsctl for nobody\n');
  symlinkSync(target, path('10.1.0.3:80'));
  assert.throws(() => writeMaintenanceFile(path('10.1.0.3:80'), note), /is there already/);
  assert.throws(() => removeMaintenanceFile(path('10.1.0.3:80')), /was left there/);
  assert.equal(existsSync(target), true);
});

test('a folder that is not there is named', () => {
  assert.throws(() => writeMaintenanceFile(path('none/10.1.0.1:80'), note), /ENOENT.*none/);
});
