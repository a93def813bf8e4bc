import assert from 'node:assert/strict';
import {test} from 'node:test';
import {inspect} from 'node:util';
import {globalDirectives} from '../../../src/config/ldirectord/global-directives.js';
import {formatProblem, verdictOf} from '../../../src/config/ldirectord/problem.js';
import {virtualDirectives} from '../../../src/config/ldirectord/virtual-directives.js';
import {ipv4} from '../../../src/net/address.js';
import {accepted, readText} from './corpus.js';

const service = 'virtual=10.0.0.1:80\n\treal=10.0.1.1:80 gate\n';

test('a problem has its place, and says what ldirectord does', () => {
  const [one] = readText(`${service}  \t nonsense = 1\n`).problems;
  assert.ok(one);
  assert.deepEqual([one.line, one.column, one.severity, one.stops], [3, 5, 'refused', true]);
  assert.equal(
    formatProblem(one),
    '/etc/ha.d/ldirectord.cf:3:5: there is no directive "nonsense"; ldirectord does not start',
  );
});

test('columns are those of the line as it is written, tabs being one character', () => {
  const [one] = readText(`virtual=10.0.0.1:80\n\treal\t=\t10.0.1.1:99999\tgate\n`).problems;
  assert.deepEqual([one?.code, one?.column], ['invalid-port', 18]);
});

test('the verdict names the line that ldirectord names, which it comes to first and not the first of the file', () => {
  const {problems} = readText('virtual=10.0.0.1:80\n\treal=10.0.1.1:80 nat\n\tnonsense=1\n');
  assert.deepEqual(
    problems.map(({line, stops}) => [line, stops]),
    [
      [2, undefined],
      [3, true],
    ],
  );
  assert.deepEqual(verdictOf(problems), {starts: false, line: 3});
});

test('a file that cannot be read gives no services and is refused', () => {
  const {config, problems} = readText('', {readFile: () => undefined});
  assert.deepEqual(config.virtuals, []);
  assert.equal(verdictOf(problems).starts, false);
});

test('every directive of the tables stands in the corpus', () => {
  for (const [name, directives] of [
    ['every global directive', globalDirectives],
    ['every virtual directive', virtualDirectives],
  ] as const) {
    const text = accepted.find(sample => sample.name === name)?.text ?? '';
    for (const directive of Object.keys(directives).filter(one => !one.endsWith('6')))
      assert.match(text, new RegExp(`^\\t?${directive}=`, 'm'));
  }
});

test('passwords and secrets are shown nowhere', () => {
  const {config, problems} = readText(
    `${service}\tpasswd="geheim1" x\n\tsecret="geheim2" y\n\tpasswd=geheim3\n\tpasswd "geheim4"\n\tpasswort="geheim5"\n`,
  );
  assert.doesNotMatch(JSON.stringify(config) + inspect(config, {depth: 9}) + problems.map(formatProblem), /geheim/);
  assert.equal(config.virtuals[0]?.check.password.reveal(), 'geheim1');
});

test('names stay names until somebody resolves them', () => {
  const text = 'virtual=www:http-alt\n\treal=one->three:8008 masq\n\tfallback=other\n';
  const [virtual] = readText(text).config.virtuals;
  assert.deepEqual(virtual?.subject, {type: 'address', host: {type: 'name', name: 'www'}, port: 'http-alt'});
  assert.equal(virtual.id, 'tcp:www:http-alt');
  const [real] = virtual.reals;
  assert.deepEqual(
    [real?.host, real?.through],
    [
      {type: 'name', name: 'one'},
      {type: 'name', name: 'three'},
    ],
  );
  const hosts = new Map([['www', 0x0a000001], ['one', 0x0a000101], ['three', 0x0a000103], ['other', 0x7f000001]]); // biome-ignore format: a table
  const addressOf = (name: string) => ipv4(hosts.get(name) ?? 0);
  const {config, problems} = readText(text, {resolve: {addressOf, portOf: () => 8008}});
  assert.deepEqual(problems.map(({code}) => code), ['unchecked']); // biome-ignore format: short
  assert.equal(config.virtuals[0]?.id, 'tcp:10.0.0.1:8008');
  assert.equal(config.virtuals[0]?.reals.length, 3);
});

test('what the file names is asked for and not touched', () => {
  const asked: string[] = [];
  const yes = (path: string) => asked.push(path) > 0;
  readText(`logfile="/a"\nmaintenancedir=/b\n${service}\tmonitorfile=/c\n`, {machine: {mayAppend: yes, isFolder: yes}});
  assert.deepEqual(asked, ['/a', '/b', '/c']);
});

test('all lines behind a blank one within a service are read, and their mistakes found', () => {
  const {problems} = readText(`${service}\n\tscheduler=rr\n\tchecktype=telnet\n\n\treal=10.0.1.2:80 nat\n`);
  assert.deepEqual(
    problems.map(({line, code}) => [line, code]),
    [
      [4, 'outside-block'],
      [5, 'invalid-value'],
      [7, 'invalid-value'],
    ],
  );
});

test('a global fallback is none for a firewall mark', () => {
  const {config, problems} = readText('fallback=10.0.9.9\nvirtual=7\n\treal=10.0.1.1 gate\n\tservice=http\n');
  assert.equal(config.virtuals[0]?.fallback, undefined);
  assert.deepEqual(
    problems.map(({code, line}) => [code, line]),
    [['no-fallback', 2]],
  );
});

test('a request of a real server that begins with a slash costs the rest of its line', () => {
  const {config, problems} = readText(
    'virtual=10.0.0.1:80\n\treal=10.0.1.1:80 gate 3 "/a","b" l:1 u:2\n\treceive="x"\n',
  );
  const [real] = config.virtuals[0]?.reals ?? [];
  assert.deepEqual(
    [real?.weight, real?.request, real?.receive, real?.lowerThreshold, real?.upperThreshold, real?.url],
    [3, '/a', 'x', 0, 0, 'http://10.0.1.1:80/'],
  );
  assert.deepEqual(problems.map(({code}) => code), ['lost-override']); // biome-ignore format: short
});

test('a range without end is refused, and a line too long', () => {
  const {problems} = readText(
    `virtual=10.0.0.1:80\n\treal=10.0.0.0->20.0.0.0:80 gate\n\trequest="${'x'.repeat(5000)}"\n`,
  );
  assert.deepEqual(
    problems.map(({line, code}) => [line, code]),
    [
      [2, 'endless-range'],
      [3, 'long-line'],
    ],
  );
});

test('lines made to keep patterns busy are read at once', () => {
  const started = performance.now();
  for (const piece of ['a', 'a-', 'a->', ' ', ' "', '" ', '1.', ' l:', ':', '[', ' 1', '= '])
    for (const before of ['real=', 'real=10.0.1.1:80 gate', 'fallback=', 'request="', 'emailalertstatus='])
      readText(`${service}\t${before}${piece.repeat(4000 / piece.length)}!\n`);
  assert.ok(performance.now() - started < 3000, `${performance.now() - started} ms`);
});
