import assert from 'node:assert/strict';
import {test} from 'node:test';
import {background, colorDepth} from '../../../src/tui/theme/depth.js';

test('the environment tells how many colours there are', () => {
  assert.equal(colorDepth({TERM: 'xterm-256color', COLORTERM: 'truecolor'}), 'truecolor');
  assert.equal(colorDepth({TERM: 'xterm-256color', COLORTERM: '24bit', NO_COLOR: '1'}), 'none');
  assert.equal(colorDepth({TERM: 'xterm-256color', NO_COLOR: ''}), '256'); // empty is as absent
  assert.equal(colorDepth({TERM: 'linux'}), '16');
  assert.equal(colorDepth({TERM: 'dumb', COLORTERM: 'truecolor'}), 'none');
  assert.deepEqual(
    ['0', '1', '2', '3', '', 'true', 'false'].map(forced => colorDepth({TERM: 'xterm', FORCE_COLOR: forced})),
    ['none', '16', '256', 'truecolor', '16', '16', 'none'],
  );
});

test('the ground is as preferred, else as the terminal says, else dark', () => {
  assert.equal(background({COLORFGBG: '15;0'}, 'light'), 'light');
  assert.equal(background({COLORFGBG: '0;default;15'}, 'auto'), 'light');
  assert.equal(background({COLORFGBG: '0;7'}, undefined), 'light');
  assert.equal(background({COLORFGBG: '7;8'}, undefined), 'dark');
  assert.equal(background({COLORFGBG: '0;default'}, undefined), 'dark');
  assert.equal(background({}, undefined), 'dark');
});
