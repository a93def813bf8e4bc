import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {CommandLineError} from '../../src/ipvsadm/failure.js';
import {parseCommandLine} from '../../src/ipvsadm/parse.js';
import {noNames} from './recorded-names.js';

/** The options of ipvsadm 1.31 in the order its rules are checked in, each with words that give it a good value. */
const options: readonly (readonly [name: string, words: string])[] = [
  ['numeric', '-n'],
  ['connection', '-c'],
  ['service-address', '-t 10.0.0.1:80'],
  ['scheduler', '-s rr'],
  ['persistent', '-p 60'],
  ['netmask', '-M 255.255.255.0'],
  ['real-server', '-r 192.168.10.1:80'],
  ['forwarding-method', '-i'],
  ['weight', '-w 1'],
  ['u-threshold', '-x 1'],
  ['l-threshold', '-y 1'],
  ['mcast-interface', '--mcast-interface eth0'],
  ['timeout', '--timeout'],
  ['daemon', '--daemon'],
  ['stats', '--stats'],
  ['rate', '--rate'],
  ['thresholds', '--thresholds'],
  ['persistent-conn', '--persistent-conn'],
  ['nosort', '--nosort'],
  ['syncid', '--syncid 1'],
  ['exact', '--exact'],
  ['ops', '-o'],
  ['pe', '--pe sip'],
  ['sched-flags', '-b flag-1'],
  ['mcast-group', '--mcast-group 224.0.0.81'],
  ['mcast-port', '--mcast-port 8848'],
  ['mcast-ttl', '--mcast-ttl 1'],
  ['sync-maxlen', '--sync-maxlen 1400'],
  ['tun-info', '--tun-info'],
  ['tun-type', '--tun-type gue'],
  ['tun-port', '--tun-port 6080'],
  ['tun-nocsum', '--tun-nocsum'],
  ['tun-csum', '--tun-csum'],
  ['tun-remcsum', '--tun-remcsum'],
];

/**
 * Which options go with which command, a column an option in the order above:
 * R needed, o allowed, 1 at most one of these, . illegal.
 */
const matrix: readonly (readonly [command: string, words: string, columns: string])[] = [
  ['add-service', '-A', '..Rooo...............ooo..........'],
  ['edit-service', '-E', '..Rooo...............ooo..........'],
  ['delete-service', '-D', '..R...............................'],
  ['flush', '-C', '..................................'],
  ['restore', '-R', '..................................'],
  ['save', '-S', 'o.................................'],
  ['add-server', '-a', '..R...Roooo..................ooooo'],
  ['edit-server', '-e', '..R...Roooo..................ooooo'],
  ['delete-server', '-d', '..R...R...........................'],
  ['list', '-L', 'o11.........11ooooooo.......o.....'],
  ['zero', '-Z', '..o...............................'],
  ['set', '--set 1 2 3', '..................................'],
  ['start-daemon', '--start-daemon master', '...........o.......o....oooo......'],
  ['stop-daemon', '--stop-daemon backup', '...................o..............'],
];

for (const [command, words, columns] of matrix) {
  describe(command, () => {
    test('its row is complete', () => assert.equal(columns.length, options.length));

    for (const [i, [name]] of options.entries()) {
      test(`with '${name}', alone and with every other option`, () => {
        for (let j = i; j < options.length; j++) {
          const given = i === j ? [i] : [i, j];
          const line = [words, ...given.map(at => options[at]?.[1])].join(' ');
          const reversed = [words, ...given.toReversed().map(at => options[at]?.[1])].join(' ');
          const violation = firstViolation(command, columns, given);
          for (const text of [line, reversed]) {
            const message = outcomeOf(text);
            if (violation === undefined)
              assert.ok(message === undefined || !isAboutTheMatrix(message, command), `${text}: ${message}`);
            else assert.equal(message, violation, text);
          }
        }
      });
    }
  });
}

test('a listing of something else than the table has no format', () => {
  for (const what of ['-c', '--timeout', '--daemon']) {
    for (const format of [
      '--stats',
      '--rate',
      '--thresholds',
      '--persistent-conn',
      '--tun-info',
      '--exact',
      '--nosort',
      '-n',
      '--syncid 1',
    ]) {
      const isConflict = /stats|rate|thresholds/.test(format) || (format === '--persistent-conn' && what !== '-c');
      assert.equal(
        outcomeOf(`-L ${what} ${format}`),
        isConflict ? 'options conflicts in the list command' : undefined,
        `${what} ${format}`,
      );
    }
  }
});

test('of several violations the one of the first option is told, whatever the order of the words', () => {
  assert.equal(outcomeOf('-a -n'), "Illegal 'numeric' option with the 'add-server' command");
  assert.equal(outcomeOf('-a -o -n'), "Illegal 'numeric' option with the 'add-server' command");
  assert.equal(outcomeOf('-a -o'), "You need to supply the 'service-address' option for the 'add-server' command");
  assert.equal(
    outcomeOf('-L --daemon --timeout -c'),
    "The option 'timeout' conflicts with the 'connection' option in the 'list' command",
  );
});

/** Tunnel types: what each needs, allows and excludes. */
const tunnels: readonly (readonly [words: string, problem: string | undefined])[] = [
  ['-i', undefined],
  ['-i --tun-type ipip', undefined],
  ['-i --tun-port 1', "Illegal 'tun-port' option with the 'ipip' tunnel type"],
  ['-i --tun-nocsum', "Illegal 'tun-nocsum' option with the 'ipip' tunnel type"],
  ['-i --tun-type ipip --tun-remcsum', "Illegal 'tun-remcsum' option with the 'ipip' tunnel type"],
  ['-i --tun-type gue', "You need to supply the 'tun-port' option for the 'gue' tunnel type"],
  ['-i --tun-type gue --tun-csum', "You need to supply the 'tun-port' option for the 'gue' tunnel type"],
  ['-i --tun-port 1 --tun-type gue', undefined],
  ['-i --tun-type gue --tun-port 1 --tun-nocsum', undefined],
  ['-i --tun-type gue --tun-port 1 --tun-csum', undefined],
  ['-i --tun-type gue --tun-port 1 --tun-remcsum', undefined],
  [
    '-i --tun-type gue --tun-port 1 --tun-csum --tun-nocsum',
    "The option 'tun-csum' conflicts with the 'tun-nocsum' option in the 'gue' tunnel type",
  ],
  [
    '-i --tun-type gue --tun-port 1 --tun-remcsum --tun-csum',
    "The option 'tun-remcsum' conflicts with the 'tun-csum' option in the 'gue' tunnel type",
  ],
  ['-i --tun-type gre', undefined],
  ['-i --tun-type gre --tun-csum', undefined],
  ['-i --tun-type gre --tun-nocsum', undefined],
  [
    '-i --tun-type gre --tun-csum --tun-nocsum',
    "The option 'tun-csum' conflicts with the 'tun-nocsum' option in the 'gre' tunnel type",
  ],
  ['-i --tun-type gre --tun-port 1', "Illegal 'tun-port' option with the 'gre' tunnel type"],
  ['-i --tun-type gre --tun-remcsum', "Illegal 'tun-remcsum' option with the 'gre' tunnel type"],
  ['-i --tun-type GUE', 'illegal tunnel type specified'],
  ['-m --tun-type gue', 'Tunnel options conflict with forward method'],
  ['--tun-type ipip', 'Tunnel options conflict with forward method'],
  ['-g --tun-port 1', 'Tunnel options conflict with forward method'],
];

for (const [words, problem] of tunnels) {
  test(`a server with ${words}: ${problem ?? 'is good'}`, () => {
    for (const command of ['-a', '-e'])
      assert.equal(outcomeOf(`${command} -t 10.0.0.1:80 -r 192.168.10.1 ${words}`), problem);
  });
}

/** The rules again, from the table above alone. */
function firstViolation(command: string, columns: string, given: readonly number[]): string | undefined {
  let exclusive: string | undefined;
  for (const [i, [name]] of options.entries()) {
    const presence = columns[i];
    if (!given.includes(i)) {
      if (presence === 'R') return `You need to supply the '${name}' option for the '${command}' command`;
    } else if (presence === '.') return `Illegal '${name}' option with the '${command}' command`;
    else if (presence === '1') {
      if (exclusive !== undefined)
        return `The option '${name}' conflicts with the '${exclusive}' option in the '${command}' command`;
      exclusive = name;
    }
  }
  return undefined;
}

function isAboutTheMatrix(message: string, command: string): boolean {
  return message.includes(`'${command}' command`);
}

function outcomeOf(line: string): string | undefined {
  try {
    parseCommandLine(line.split(' '), 'ipvsadm', 'ipvsadm', noNames);
    return undefined;
  } catch (error) {
    assert.ok(error instanceof CommandLineError, String(error));
    assert.equal(error.failure.type, 'usage');
    return error.failure.message;
  }
}
