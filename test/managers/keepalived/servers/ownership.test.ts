import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {readKeepalivedConf} from '../../../../src/config/keepalived/read-config.js';
import {placeKey} from '../../../../src/maintenance/drain/drain-record.js';
import type {Ownership} from '../../../../src/maintenance/owner.js';
import {assessOwnership} from '../../../../src/managers/keepalived/servers/assess-ownership.js';
import {objectionToFile, planFileDrain} from '../../../../src/managers/keepalived/servers/file-drain.js';
import {serversOf} from '../../../../src/managers/keepalived/servers/servers.js';
import {placeOfText} from '../../../owners/places.js';

type Files = Readonly<Record<string, number>>;

function serving(text: string, files: Files = {}) {
  const readFile = (path: string) => (path === '/k.conf' ? text : undefined);
  const {config, problems} = readKeepalivedConf({path: '/k.conf', readFile, glob: () => []});
  assert.deepEqual(
    problems.filter(({severity}) => severity !== 'warning').map(({message}) => message),
    [],
  );
  return serversOf([config], path => ({
    value: files[path] ?? 0,
    problem: path === '/bad' ? 'it is a link' : undefined,
  }));
}

function ownership(text: string, service: string, destination: string, files?: Files): Ownership | undefined {
  const servers = serving(text, files);
  const place = placeOfText(service, destination);
  const served = servers.served.get(placeKey(place.service, place.destination));
  return served && assessOwnership(served, servers, path => planFileDrain(path, servers));
}

const tracked = (path = '/run/web1', more = '') => `track_file web1 {
  file ${path}
  weight 1
  ${more}
}
`;
const fileCheck = `FILE_CHECK {
      track_file web1
    }`;
const server = (subject: string, settings: string, ofFirst: string, isAlone = false) => `virtual_server ${subject} {
  protocol TCP
  lvs_method NAT
  ${settings}
  real_server 10.1.0.1 80 {
    weight 3
    ${ofFirst}
  }
  ${isAlone ? '' : 'real_server 10.1.0.2 80 {\n    weight 2\n  }'}
}
`;
const web = (settings: string, ofFirst: string, isAlone = false) => server('10.0.0.1 80', settings, ofFirst, isAlone);
const first = ['10.0.0.1:80', '10.1.0.1:80'] as const;
const drainingFile = {type: 'file', path: '/run/web1', value: '-2147483647', undo: '0'};
const watch = {type: 'watch'};

describe('what is keepalived own', () => {
  const text = `virtual_server_group many {
  10.0.0.8-10 80
  fwmark 7
}
${server('group many', '', '')}virtual_server 10.0.0.2 443 {
  protocol TCP
  lvs_method DR
  sorry_server 10.1.0.9 8443
  real_server 10.1.0.1 443 {
    weight 5
  }
}
`;
  test('real servers of groups, ranges and marks, by the port they have in the table', () => {
    for (const service of ['10.0.0.8:80', '10.0.0.9:80', '10.0.0.10:80', 'fwmark 7'])
      assert.equal(ownership(text, service, '10.1.0.1:80')?.configuredWeight, 3, service);
    assert.equal(ownership(text, '10.0.0.2:443', '10.1.0.1:443')?.configuredWeight, 5);
  });

  test('sorry servers, with weight 1', () => {
    const sorry = ownership(text, '10.0.0.2:443', '10.1.0.9:443');
    assert.deepEqual([sorry?.isFallback, sorry?.configuredWeight, sorry?.way], [true, 1, watch]);
  });

  test('nothing else', () => {
    assert.equal(ownership(text, '10.0.0.11:80', '10.1.0.1:80'), undefined);
    assert.equal(ownership(text, '10.0.0.8:80', '10.1.0.3:80'), undefined);
  });
});

describe('a drain lasts by a tracked file', () => {
  test('of its own, which is put back to what it said', () => {
    assert.deepEqual(ownership(tracked() + web('', fileCheck), ...first)?.way, drainingFile);
    assert.deepEqual(ownership(tracked() + web('', fileCheck), ...first, {'/run/web1': -1})?.way, {
      ...drainingFile,
      undo: '-1',
    });
  });

  test('and not back to a value that drains', () => {
    const {way} = ownership(tracked() + web('', fileCheck), ...first, {'/run/web1': -2_147_483_647}) as Ownership;
    assert.deepEqual(way, drainingFile);
  });

  test('that quiesces others too only together with them', () => {
    const text = tracked() + web('', fileCheck) + server('10.0.0.2 80', '', fileCheck);
    const found = ownership(text, ...first) as Ownership;
    assert.deepEqual(found.way, watch);
    assert.deepEqual(found.sharedWay, {
      way: drainingFile,
      others: [placeOfText(...first), placeOfText('10.0.0.2:80', '10.1.0.1:80')],
    });
    assert.match(
      found.warnings.join(),
      /that of 10\.1\.0\.1:80 of tcp\/10\.0\.0\.1:80, 10\.1\.0\.1:80 of tcp\/10\.0\.0\.2:80:/,
    );
  });
});

describe('a drain is watched where the file', () => {
  const cases: readonly [string, string, RegExp | undefined][] = [
    ['is none', web('', ''), undefined],
    ['fails the check', tracked('/run/web1') + web('', fileCheck.replace('web1', 'web1\n weight 0')), /fails no check/],
    ['is somewhere', tracked('web1') + web('', fileCheck), /is not used: it is no absolute path/],
    ['cannot be trusted', tracked('/bad') + web('', fileCheck), /the tracked file \/bad is not used: it is a link/],
    [
      'moves virtual routers too',
      `${tracked()}vrrp_instance V {\n interface eth0\n virtual_router_id 1\n track_file {\n web1\n }\n virtual_ipaddress {\n 10.0.0.1\n }\n}\n${web('', fileCheck)}`,
      /moves virtual routers/,
    ],
    [
      'would bring the sorry server in place of all others',
      tracked() + web('quorum 3\n sorry_server 10.1.0.9 80', fileCheck),
      /the quorum 3 of the virtual server in \/k\.conf:6 would be lost, and keepalived would delete its servers/,
    ],
  ];
  for (const [name, text, words] of cases)
    test(name, () => {
      const {way, sharedWay, warnings} = ownership(text, ...first) as Ownership;
      assert.deepEqual([way, sharedWay], [watch, undefined]);
      if (words) assert.match(warnings.join('\n'), words);
      else assert.deepEqual(warnings, []);
    });
});

describe('what else a drain does', () => {
  test('a quorum that is lost by a file takes the service down', () => {
    const {way, warnings} = ownership(tracked() + web('quorum 3', fileCheck), ...first) as Ownership;
    assert.deepEqual(way, drainingFile);
    assert.match(warnings.join(), /tcp\/10\.0\.0\.1:80 loses its quorum of 3: keepalived calls it down/);
  });

  test('the last server by the table alone leaves the sorry server out', () => {
    const {warnings} = ownership(web('sorry_server 10.1.0.9 80', '', true), ...first) as Ownership;
    assert.match(warnings.join(), /the sorry server 10\.1\.0\.9:80 does not come in/);
  });

  test('weight 0 of a failed check looks like it with inhibit_on_failure', () => {
    const {warnings} = ownership(web('inhibit_on_failure', ''), ...first) as Ownership;
    assert.match(warnings.join(), /inhibit_on_failure/);
  });

  test('a script that sets weights puts them back', () => {
    const script = 'MISC_CHECK {\n misc_path "/bin/true"\n misc_dynamic\n}';
    const text = `global_defs {\n script_user root\n}\n${web('', script)}`;
    assert.match((ownership(text, ...first) as Ownership).warnings.join(), /misc_dynamic/);
  });

  test('what was drained since the look counts when a file is about to be written', () => {
    const text =
      tracked() +
      tracked('/run/web2').replace('web1', 'web2') +
      web('sorry_server 10.1.0.9 80', fileCheck).replace(
        'weight 2',
        `weight 2\n    ${fileCheck.replace('web1', 'web2')}`,
      );
    assert.equal(objectionToFile('/run/web1', serving(text)), undefined);
    assert.match(objectionToFile('/run/web1', serving(text, {'/run/web2': -2})) ?? '', /sorry server 10\.1\.0\.9:80/);
  });
});
