import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {readLdirectordConf} from '../../../src/config/ldirectord/read-config.js';
import {placeKey} from '../../../src/maintenance/drain/drain-record.js';
import type {Ownership} from '../../../src/maintenance/owner.js';
import {assessOwnership, maintenanceFile} from '../../../src/managers/ldirectord/assess-ownership.js';
import {servedDestinations} from '../../../src/managers/ldirectord/served-destinations.js';
import {placeOfText} from '../../owners/places.js';

interface Seen {
  readonly there?: readonly string[];
  readonly objection?: string;
}

function ownership(text: string, service: string, destination: string, seen: Seen = {}): Ownership | undefined {
  const {config, problems} = readLdirectordConf({path: '/l.cf', readFile: () => text});
  assert.deepEqual(
    problems.filter(({severity}) => severity === 'refused').map(({message}) => message),
    [],
  );
  const served = servedDestinations(config);
  const place = placeOfText(service, destination);
  const one = served.get(placeKey(place.service, place.destination));
  const allOf = (file: string) => [...served.values()].filter(each => maintenanceFile(each) === file);
  const folders = {has: (path: string) => seen.there?.includes(path) ?? false, objectionTo: () => seen.objection};
  return one && assessOwnership(one, allOf, folders);
}

const virtual = (subject: string, ...lines: readonly string[]) =>
  [`virtual=${subject}`, ...lines.map(line => `    ${line}`), ''].join('\n');
const real = 'real=10.1.0.1:8080 masq 3';
const folder = 'maintenancedir=/maintenance\nquiescent=yes\n';
const watch = {type: 'watch'};
const first = ['10.0.0.1:80', '10.1.0.1:8080'] as const;
const file = {type: 'folder', path: '/maintenance/10.1.0.1:8080'};

describe('what is ldirectord own', () => {
  const text =
    virtual('10.0.0.1:80', real, 'real=10.1.0.2:8080 gate', 'fallback=127.0.0.1:81 masq') +
    virtual('7', 'real=10.1.0.1 gate 5');

  test('real servers by the port they have in the table, with their weights', () => {
    assert.equal(ownership(text, ...first)?.configuredWeight, 3);
    assert.equal(ownership(text, '10.0.0.1:80', '10.1.0.2:80')?.configuredWeight, 1);
    assert.equal(ownership(text, 'fwmark 7', '10.1.0.1:0')?.configuredWeight, 5);
    assert.equal(ownership(text, '10.0.0.1:80', '10.1.0.3:80'), undefined);
  });

  test('the fallback, with weight 1', () => {
    const found = ownership(text, '10.0.0.1:80', '127.0.0.1:81');
    assert.deepEqual([found?.isFallback, found?.configuredWeight, found?.way], [true, 1, watch]);
  });
});

describe('a drain lasts by the maintenance folder', () => {
  test('with the file of that server and port', () => {
    const found = ownership(folder + virtual('10.0.0.1:80', real), ...first);
    assert.deepEqual([found?.way, found?.warnings], [file, []]);
  });

  test('named by the port of the configuration, not of the table', () => {
    const text = folder + virtual('10.0.0.1:80', 'real=10.1.0.1:8080 gate');
    assert.deepEqual(ownership(text, '10.0.0.1:80', '10.1.0.1:80')?.way, file);
  });

  test('that is for other services too, only together with them', () => {
    const found = ownership(folder + virtual('10.0.0.1:80', real) + virtual('10.0.0.2:80', real), ...first);
    assert.deepEqual(found?.way, watch);
    const places = found?.sharedWay?.others.map(({service, destination}) => ({service, destination}));
    assert.deepEqual(found?.sharedWay?.way, file);
    assert.deepEqual(places, [placeOfText(...first), placeOfText('10.0.0.2:80', '10.1.0.1:8080')]);
  });

  test('with a word about the whole machine, and the fallback', () => {
    const text = folder + virtual('10.0.0.1:80', real, 'fallback=127.0.0.1:81 masq');
    const {warnings} = ownership(text, ...first, {there: ['/maintenance/10.1.0.1']}) as Ownership;
    assert.match(warnings.join('\n'), /\/maintenance\/10\.1\.0\.1 is there: ldirectord keeps the whole machine down/);
    assert.match(warnings.join('\n'), /puts in the fallback 127\.0\.0\.1:81/);
  });
});

describe('a drain is watched where the folder', () => {
  const cases: readonly [string, string, Seen, RegExp | undefined][] = [
    ['is none', `quiescent=yes\n${virtual('10.0.0.1:80', real)}`, {}, undefined],
    [
      'would have the server deleted',
      folder + virtual('10.0.0.1:80', real, 'quiescent=no'),
      {},
      /not used: with quiescent=no/,
    ],
    [
      'would have it deleted elsewhere',
      folder + virtual('10.0.0.1:80', real) + virtual('10.0.0.2:80', real, 'quiescent=no'),
      {},
      /delete the server, with its connections, from tcp\/10\.0\.0\.2:80/,
    ],
    [
      'cannot be trusted',
      folder + virtual('10.0.0.1:80', real),
      {objection: 'others may write to it'},
      /others may write to it/,
    ],
    ['is somewhere', folder.replace('=/', '=') + virtual('10.0.0.1:80', real), {}, /not used: it is no absolute path/],
    ['would not bring it back', folder + virtual('10.0.0.1:80', real, 'checktype=off'), {}, /checktype=off/],
  ];
  for (const [name, text, seen, words] of cases)
    test(name, () => {
      const {way, sharedWay, warnings} = ownership(text, ...first, seen) as Ownership;
      assert.deepEqual([way, sharedWay], [watch, undefined]);
      if (words) assert.match(warnings.join('\n'), words);
      else assert.deepEqual(warnings, []);
    });
});
