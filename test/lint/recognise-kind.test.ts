import assert from 'node:assert/strict';
import {test} from 'node:test';
import {recogniseKind} from '../../src/lint/recognise-kind.js';

test("a director's configuration is known by its keys, whatever its name", () => {
  assert.equal(recogniseKind('/srv/lb1', '# web\nmetrics:\n  listen: 127.0.0.1:9106\n'), 'director');
  assert.equal(recogniseKind('/srv/lb1', '---\nrouters:\n  VI_1: {}\n'), 'director');
});

test('a text about it, with an example further down, is none', () => {
  assert.equal(recogniseKind('notes.md', '# Notes\n\nWhat we had before:\n\nservices:\n  web: {}\n'), undefined);
});
