import assert from 'node:assert/strict';
import {chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, test} from 'node:test';
import {loadDirectorConfiguration} from '../../../src/config/director/load-director-configuration.js';
import {formatDirectorProblem} from '../../../src/config/director/director-problem.js';
import {findCommand} from '../../../src/director/programs/find-command.js';
import {scriptHost} from '../../../src/director/programs/script-host.js';

/** What everybody may write in is left to others: this folder is root's, and so are those above it. */
const place = '/run';
const skip = process.getuid?.() === 0 ? false : 'needs root';

describe('a command of a configuration', {skip}, () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(place, 'lvsctl-director-'));
    chmodSync(folder, 0o755);
  });
  afterEach(() => rmSync(folder, {recursive: true}));
  const program = (name: string, mode = 0o755): string => {
    const path = join(folder, name);
    writeFileSync(path, '#!/bin/sh\n');
    chmodSync(path, mode);
    return path;
  };

  test('is found by its path, by its name, and through links', () => {
    const path = program('one');
    symlinkSync(path, join(folder, 'other'));
    assert.equal(findCommand(path), 'executable');
    assert.equal(findCommand(join(folder, 'other')), 'executable');
    assert.equal(findCommand('true'), 'executable');
    assert.equal(findCommand(join(folder, 'none')), 'missing');
    assert.equal(findCommand('nothing-of-this-name'), 'missing');
    assert.equal(findCommand(folder), 'not executable');
  });

  test('must be executable for its user', () => {
    const path = program('one', 0o700);
    assert.equal(findCommand(path, 'root'), 'executable');
    assert.equal(findCommand(path, 'nobody'), 'not executable');
    assert.equal(findCommand(program('two', 0o644), 'root'), 'not executable');
  });

  test('is unsafe for root where somebody else could change it, or the folder it is in', () => {
    const writable = program('one', 0o757);
    assert.equal(findCommand(writable, 'root'), 'unsafe');
    assert.equal(findCommand(writable, 'nobody'), 'executable');
    const theirs = program('two');
    chownSync(theirs, 65_534, 0);
    assert.equal(findCommand(theirs, 'root'), 'unsafe');
    mkdirSync(join(folder, 'open'));
    const within = program('open/three');
    assert.equal(findCommand(within, 'root'), 'executable');
    chmodSync(join(folder, 'open'), 0o777);
    assert.equal(findCommand(within, 'root'), 'unsafe');
    chmodSync(join(folder, 'open'), 0o1777);
    assert.equal(findCommand(within, 'root'), 'executable');
  });

  test('is checked when the file is loaded, as keepalived checks it, and so are users and links', () => {
    const load = (script: string, link = 'eth0', globals = 'enable_script_security') => {
      const text = `global_defs {\n${globals}\n}
vrrp_instance V {\ninterface ${link}\nvirtual_router_id 5\nvirtual_ipaddress { 10.0.0.1 }\nnotify ${script}\n}\n`;
      const world = {readFile: () => text, glob: () => [], host: scriptHost(['lo', 'eth0'])};
      return loadDirectorConfiguration('/k.conf', world)
        .problems.filter(({severity}) => severity === 'refused')
        .map(formatDirectorProblem);
    };
    const writable = program('one', 0o757);
    assert.deepEqual(load(`${program('good')} root`), []);
    assert.match(load(`${writable} root`).join(), /:8:1: refused: ".*\/one" is unsafe; keepalived does not run it/);
    assert.deepEqual(load(`${writable} nobody`), []);
    assert.deepEqual(load(writable, 'eth0', 'script_user nobody\nenable_script_security'), []);
    assert.match(load(`${folder}/none root`).join(), /is not there/);
    assert.match(load(`${program('good')} root`, 'eth7').join(), /eth7/);
    assert.match(load(`${program('good')} nobody-of-this-name`).join('\n'), /user|nobody-of-this-name/);
  });
});
