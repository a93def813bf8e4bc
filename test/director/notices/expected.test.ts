import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import type {Happening} from '../../../src/checks/health/health-event.js';
import {Incidents, type Pace} from '../../../src/director/notices/incidents.js';

const pace: Pace = {window: 1000, repeat: 0, tellsRecovery: true};
const host = '10.1.0.11';
const onHost = () => ['a', 'b', 'c'].map(pool => ({pool, server: `${host}:80`}));
const poolsOf = (incidents: Incidents, now: number) =>
  incidents.due(now).map(({type, affected}) => `${type} ${affected.map(({pool}) => pool).join()}`);

describe('a host that does not answer explains what on it takes longer to be down', () => {
  const told = () => {
    const incidents = new Incidents(pace, () => false, onHost);
    incidents.note(happening('down', 0, 'a'));
    assert.deepEqual(poolsOf(incidents, 1000), ['down a,b,c']);
    return incidents;
  };

  test('which is no news when it goes, and comes back with the rest', () => {
    const incidents = told();
    incidents.note(happening('down', 5000, 'b'));
    incidents.note(happening('down', 9000, 'c'));
    assert.equal(incidents.deadline, undefined);
    for (const [i, pool] of ['a', 'b', 'c'].entries()) incidents.note(happening('up', 20_000 + i, pool));
    assert.deepEqual(poolsOf(incidents, 21_002), ['recovered a,b,c']);
    assert.equal(incidents.deadline, undefined);
  });

  test('and is back with the rest where it never went', () => {
    const incidents = told();
    incidents.note(happening('down', 5000, 'b'));
    incidents.note(happening('up', 20_000, 'b'));
    assert.equal(incidents.deadline, undefined);
    incidents.note(happening('up', 20_500, 'a'));
    assert.deepEqual(poolsOf(incidents, 21_500), ['recovered a,b,c']);
  });

  test('but not once something on it is back', () => {
    const incidents = new Incidents(pace, () => false, onHost);
    incidents.note(happening('down', 0, 'a'));
    incidents.note(happening('down', 0, 'b'));
    incidents.note(happening('up', 900, 'a'));
    assert.deepEqual(poolsOf(incidents, 1000), ['down b']);
  });

  test('nor what was down before, of which something else is told', () => {
    const incidents = new Incidents(pace, () => false, onHost);
    incidents.note({...happening('down', 0, 'c'), words: 'connection refused', layer: 'L4', host: undefined});
    assert.deepEqual(poolsOf(incidents, 1000), ['down c']);
    incidents.note(happening('down', 5000, 'a'));
    assert.deepEqual(poolsOf(incidents, 6000), ['down a,b']);
  });

  test('nor what nobody is to hear of', () => {
    const incidents = new Incidents(pace, pool => pool === 'c', onHost);
    incidents.note(happening('down', 0, 'a'));
    assert.deepEqual(poolsOf(incidents, 1000), ['down a,b']);
  });
});

function happening(type: 'down' | 'up', at: number, pool: string): Happening {
  const of = type === 'down' ? {layer: 'L3' as const, host} : {layer: undefined, host: undefined};
  return {at, pool, member: `${host}:80`, type, words: `the host ${host} does not answer`, ...of};
}
