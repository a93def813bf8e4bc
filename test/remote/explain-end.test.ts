import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {explainEnd, explainStray} from '../../src/remote/explain-end.js';

const ended = (errors: string, status = 255, stray = '') =>
  explainEnd('lb1', {status, signal: undefined, failure: undefined}, errors, stray);

describe('why a connection ended, and what to do', () => {
  for (const [errors, expected, isLasting] of [
    ['Host key verification failed.', /^its host key is not known here: ssh lb1 once by hand/, true],
    [
      '@@@\n@  WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!  @\nHost key verification failed.',
      /^its host key is another .*ssh-keygen -R lb1/,
      true,
    ],
    ['root@lb1: Permission denied (publickey).', /could not log in without asking .*ssh-copy-id lb1/, true],
    ['ssh: Could not resolve hostname lb1: Name or service not known', /^its name cannot be resolved/, true],
    ['ssh: connect to host lb1 port 22: Connection refused', /^nobody takes up ssh there/, false],
    [
      'ssh: connect to host lb1 port 22: Connection timed out',
      /^the way to it is cut, or it is off \(ssh: connect/,
      false,
    ],
    ['Timeout, server lb1 not responding.', /^the way to it is cut/, false],
    ['ssh: connect to host lb1 port 22: No route to host', /^there is no way to it/, false],
    ['client_loop: send disconnect: Broken pipe', /^the connection broke/, false],
    ['sudo: a password is required', /^sudo does not let this user .*docs\/remote\.md/, true],
    ["Sorry, user ann is not allowed to execute '/usr/sbin/lvsctl rpc' as root on lb1.", /^sudo does not let/, true],
    ['sh: 1: exec: sudo: not found', /there is no sudo: log in as root/, true],
    ['sh: 1: exec: lvsctl: not found', /^there is no lvsctl in PATH there: install it on lb1/, true],
    ['sudo: lvsctl: command not found', /^there is no lvsctl in PATH there/, true],
    ["lvsctl: there is no command 'rpc'. There are: top", /too old/, true],
    ['something else\nlast \u001b[31mline', /^ssh ended with status 255: last \\x1b\[31mline$/, false],
  ] as const)
    test(JSON.stringify(errors.slice(0, 60)), () => {
      const {words, isLasting: lasts} = ended(errors);
      assert.match(words, expected);
      assert.equal(lasts, isLasting);
    });

  test('what was printed before the protocol is shown, escaped', () => {
    assert.match(explainStray('Wel\u0007come\nmore'), /^it printed 'Wel\\x07come' where lvsctl rpc should answer/);
    assert.match(ended('', 0, 'Bye').words, /^it printed 'Bye'/);
  });

  test('a signal is named', () => {
    const words = explainEnd('lb1', {status: undefined, signal: 'SIGKILL', failure: undefined}, '').words;
    assert.equal(words, 'lvsctl rpc there ended by SIGKILL');
  });
});
