import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import type {Problem} from '../../../src/config/keepalived/problem.js';
import {problem} from '../../../src/config/keepalived/problem.js';
import {withoutComment} from '../../../src/config/keepalived/text/comment.js';
import {Definitions, standardDefinitions} from '../../../src/config/keepalived/text/definitions.js';
import {alternatives, parseInclude, within} from '../../../src/config/keepalived/text/include.js';
import {LineReader} from '../../../src/config/keepalived/text/line-reader.js';
import {parseList, parseSequence} from '../../../src/config/keepalived/text/sequence.js';
import {Sources} from '../../../src/config/keepalived/text/sources.js';
import {columnOf} from '../../../src/config/keepalived/text/traced.js';
import {splitCommand, splitWords} from '../../../src/config/keepalived/text/words.js';

const line = (text: string) => ({text, columns: 1});

describe('comments', () => {
  for (const [written, kept] of [
    ['  a b # c', 'a b'],
    ['a ! b', 'a'],
    ['a "# b" # c', 'a "# b"'],
    [String.raw`a \# b`, 'a # b'],
    [String.raw`"a \" # b" # c`, String.raw`"a \" # b"`],
    ["'a # b'", "'a"],
    [String.raw`a   \ `, String.raw`a   \ `.trimEnd()],
    [`a   ${'\\'}`, `a${'\\'}`],
    [`# c ${'\\'}`, '\\'],
    ['', ''],
  ] as const)
    test(JSON.stringify(written), () => assert.equal(withoutComment(line(written)).line.text, kept));
  test('an open quote is noticed', () => assert.ok(withoutComment(line('a "b')).isOpenQuote));
  test('columns stay those of the file', () => {
    const {line: kept} = withoutComment(line(String.raw`  a \#b`));
    assert.deepEqual(
      [...kept.text].map((_, i) => columnOf(kept, i)),
      [3, 4, 6, 7],
    );
  });
});

describe('words', () => {
  const words = (text: string) => splitWords({file: 'f', line: 7, traced: line(text)}).words;
  test('blanks separate, double quotes group and end a word', () =>
    assert.deepEqual(
      words('a\t b"c d"e').map(({text}) => text),
      ['a', 'b', 'c d', 'e'],
    ));
  test('single quotes mean nothing', () =>
    assert.deepEqual(
      words("'a b'").map(({text}) => text),
      ["'a", "b'"],
    ));
  test('each has its place', () => assert.deepEqual(words('a  bc')[1], {text: 'bc', file: 'f', line: 7, column: 4}));
  test('of a command, both quotes group and glue, and escapes hold', () =>
    assert.deepEqual(splitCommand(String.raw`a'b c'"d\"e" \x41\101\n\q ''`), ['ab cd"e', 'AA\nq', '']));
  test('an open quote of a command is an error', () => assert.deepEqual(splitCommand('a "b'), {error: 'open-quote'}));
});

describe('includes', () => {
  test('kinds', () => {
    assert.deepEqual(parseInclude('include a*.conf'), {pattern: 'a*.conf', demands: new Set()});
    assert.deepEqual([...(parseInclude('includem x')?.demands ?? [])], ['readable', 'match']);
    for (const other of ['includes x', 'include', 'include_check', 'included x', 'xinclude y'])
      assert.equal(parseInclude(other), undefined);
  });
  test('braces', () => {
    assert.deepEqual(alternatives('a{b,c{d,e}}f'), ['abf', 'acdf', 'acef']);
    assert.deepEqual(alternatives('a{b'), ['a{b']);
    assert.ok(alternatives('{a,b}'.repeat(40)).length <= 1000);
  });
  test('folders', () => {
    assert.equal(within('/etc/keepalived', 'conf.d/x'), '/etc/keepalived/conf.d/x');
    assert.equal(within('/etc', '/x'), '/x');
    assert.equal(within('', 'x'), 'x');
  });
});

describe('loops', () => {
  const all = (parsed: ReturnType<typeof parseList>) => {
    assert.ok(!('error' in parsed));
    return Array.from({length: parsed.count}, (_, i) => parsed.values(i).join(' '));
  };
  const same = (text: string) => text;
  test('of numbers', () => {
    assert.deepEqual(all(parseSequence('~SEQ(a,3) x', same)), ['1', '2', '3']);
    assert.deepEqual(all(parseSequence('~SEQ( a , 5 , 3 ) x', same)), ['5', '4', '3']);
    assert.deepEqual(all(parseSequence('~SEQ(a,2,3,9) x', same)), ['2', '5', '8']);
    assert.deepEqual(all(parseSequence('~SEQ(a,-2) x', same)), ['-1', '-2']);
    assert.deepEqual(all(parseSequence('~SEQx(a,9,0x0b) x', same)), ['9', 'a', 'b']);
  });
  test('of lists', () => {
    assert.deepEqual(all(parseList('~LST(a,x, y ,z) t')), ['x', 'y', 'z']);
    assert.deepEqual(all(parseList('~LST({a,b},{1,2},{3}) t')), ['1 2', '3 ']);
  });
  test('mistakes', () => {
    for (const text of [
      '~SEQ',
      '~SEQ(a)',
      '~SEQ(a,1,0,5) x',
      '~SEQ(a,1,-1,5) x',
      '~SEQ(a,b) x',
      '~SEQx(a,-1,2)',
      '~SEQ(a,1',
    ])
      assert.ok('error' in parseSequence(text, same), text);
    for (const text of ['~LST', '~LST(a', '~LST(a,b', '~LST({a},{1,2}) x']) assert.ok('error' in parseList(text), text);
  });
});

/** The lines that come out of a file, and what was wrong. */
function read(
  files: Readonly<Record<string, string>>,
  mostLines = 1000,
): {lines: string[]; places: string[]; problems: Problem[]} {
  const problems: Problem[] = [];
  const report = (...all: Parameters<typeof problem>) => void problems.push(problem(...all));
  const sources = new Sources(
    {readFile: path => files[path], glob: pattern => Object.keys(files).filter(path => path === pattern)},
    report,
  );
  sources.start('/f');
  const definitions = new Definitions(standardDefinitions('host', () => '/dir'));
  const reader = new LineReader({sources, definitions, configId: 'host', report, mostLines});
  const lines: string[] = [];
  const places: string[] = [];
  for (let next = reader.next(); next; next = reader.next()) {
    lines.push(next.traced.text);
    places.push(`${next.file}:${next.line}:${columnOf(next.traced, 0)}`);
  }
  return {lines, places, problems};
}

describe('lines', () => {
  test('each brace is one', () =>
    assert.deepEqual(read({'/f': 'a b { c d } e\nf "{" g {\n{ h }'}).lines, [
      'a b',
      '{',
      'c d',
      '}',
      'e',
      'f "{" g',
      '{',
      '{',
      'h',
      '}',
    ]));
  test('of this host and of others', () =>
    assert.deepEqual(read({'/f': '@host a\n@other b\n@^host c\n@^other d\n@host'}).lines, ['a', 'd']));
  test('definitions, lazily and within one another', () =>
    assert.deepEqual(read({'/f': '$A=x${B}y\n$B=1\n$A $B ${B}2 $C ${_INSTANCE} ${_PWD}\n$B=2\n$A\n$B=\n[$B ]'}).lines, [
      'x1y 1 12 $C host /dir',
      'x2y',
      '[ ]',
    ]));
  test('definitions of several lines, and blocks in them', () => {
    const {lines, places} = read({'/f': '$M= \\\n  a $X { \\\n  b\\\n  }\n$X=1\nz\n$M\n$X=2\n$M'});
    assert.deepEqual(lines, ['z', 'a 1', '{', 'b', '}', 'a 2', '{', 'b', '}']);
    assert.deepEqual(places.slice(1, 5), ['/f:7:1', '/f:7:1', '/f:7:1', '/f:7:1']);
  });
  test('loops, and loops in loops', () => {
    assert.deepEqual(read({'/f': '~SEQ(a,1,2) ~LST(b,x,y) ${a}${b}'}).lines, ['1x', '1y', '2x', '2y']);
    assert.deepEqual(read({'/f': '$L=~SEQ(a,1,2) n $a\n$L\nend'}).lines, ['n 1', 'n 2', 'end']);
  });
  test('comments appear from definitions too', () =>
    assert.deepEqual(read({'/f': '$A=b # c\n$X=${_HASH}\nd ${X} e'}).lines, ['d']));
  test('places are those of the file', () =>
    assert.deepEqual(read({'/f': '\n  a {\n\tb }\n@host c'}).places, [
      '/f:2:3',
      '/f:2:5',
      '/f:3:2',
      '/f:3:4',
      '/f:4:7',
    ]));
  test('included files stand where they are included', () =>
    assert.deepEqual(read({'/f': 'a\ninclude g\nd', '/g': 'b\ninclude /h\n', '/h': 'c'}).lines, ['a', 'b', 'c', 'd']));
  test('files that include one another end', () => {
    const {problems, lines} = read({'/f': 'a\ninclude /f\nb'});
    assert.deepEqual(
      problems.map(({code}) => code),
      ['endless-include'],
    );
    assert.ok(lines.length < 100);
  });
  test('definitions that refer to themselves end', () =>
    assert.deepEqual(
      read({'/f': '$A=x$A\n$A\nb'}).problems.map(({code}) => code),
      ['endless-expansion'],
    ));
  test('loops without end end', () => {
    const {problems, lines} = read({'/f': '~SEQ(a,1,999999999) x'});
    assert.deepEqual(
      problems.map(({code}) => code),
      ['endless-expansion'],
    );
    assert.equal(lines.length, 1000);
  });
  test('a line that is too long is two', () => {
    const {lines, problems} = read({'/f': `${'a'.repeat(1500)}\nb`});
    assert.deepEqual(
      lines.map(({length}) => length),
      [1023, 477, 1],
    );
    assert.deepEqual(
      problems.map(({code, line}) => [code, line]),
      [['long-line', 1]],
    );
  });
});
