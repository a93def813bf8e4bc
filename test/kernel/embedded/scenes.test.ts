import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {createDemoDirector} from '../../../src/kernel/embedded/demo.js';
import type {Director} from '../../../src/kernel/embedded/director.js';
import {decodeDirector} from '../../../src/kernel/embedded/store/decode.js';
import {encodeDirector} from '../../../src/kernel/embedded/store/encode.js';
import {advance} from '../../../src/kernel/embedded/traffic/advance.js';
import {surgeFactor} from '../../../src/kernel/embedded/traffic/scenes.js';
import {destinationNamed} from './directors.js';

const start = 1_000_000_000;
const after = (director: Director, seconds: number) => {
  advance(director, start + seconds * 1000);
  return director;
};
const quiesced = (director: Director) =>
  [...director.services.inOrder()].flatMap(service => service.destinations).filter(({weight}) => weight === 0).length;

describe('the scenes of the demo', () => {
  test('quiesce a failed real server, whose clients leave it, and bring it back', () => {
    const director = createDemoDirector(start);
    const server = destinationNamed(director, '10.1.0.11:8443');
    const before = after(director, 11) && server.active;
    assert.equal(server.weight, 4);
    after(director, 13);
    assert.equal(server.weight, 0);
    after(director, 40);
    assert.ok(server.active < before / 4, `${server.active} of ${before} active connections are left`);
    after(director, 48);
    assert.equal(server.weight, 4);
    after(director, 90);
    assert.ok(server.active > before / 4, 'it has work again');
  });

  test('bring more clients for a while', () => {
    const director = createDemoDirector(start);
    const {sources = [], scenes = []} = director.workload ?? {};
    const web = sources.find(({port}) => port === 80);
    assert.ok(web);
    const factor = (seconds: number) => surgeFactor(scenes, web, start + seconds * 1000);
    assert.deepEqual([factor(24), factor(71)], [1, 1]);
    assert.ok(factor(47) > 4.9 && factor(30) > 1 && factor(65) < 4);
  });

  test('are the same in one step and in many', () => {
    const [one, many] = [createDemoDirector(start), createDemoDirector(start)];
    after(one, 170);
    for (let second = 0; second <= 170; second += 1.7) after(many, second);
    after(many, 170);
    assert.equal(encodeDirector(one), encodeDirector(many));
  });

  test('survive the state file, and a file without them is a site where nothing happens', () => {
    const director = after(createDemoDirector(start), 20);
    const text = encodeDirector(director);
    const read = decodeDirector(text);
    assert.equal(encodeDirector(read), text);
    assert.equal(encodeDirector(after(read, 150)), encodeDirector(after(director, 150)));
    const {traffic, ...rest} = JSON.parse(text);
    const old = decodeDirector(JSON.stringify({...rest, traffic: {sources: traffic.sources}}));
    assert.deepEqual(old.workload?.scenes, []);
  });

  test('leave alone what somebody changed meanwhile', () => {
    const director = after(createDemoDirector(start), 13);
    const server = destinationNamed(director, '10.1.0.11:8443');
    server.weight = 9;
    after(director, 60);
    assert.equal(server.weight, 9);
  });

  test('never take the last real server with a weight', () => {
    const director = createDemoDirector(start);
    for (const service of director.services.inOrder())
      for (const [i, destination] of service.destinations.entries()) if (i > 0) destination.weight = 0;
    const before = quiesced(director);
    for (let second = 1; second < 170; second += 5) assert.equal(quiesced(after(director, second)), before);
  });
});
