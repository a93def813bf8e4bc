import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {existsSync} from 'node:fs';
import type {Socket} from 'node:net';
import {describe, test} from 'node:test';
import {promisify} from 'node:util';
import type {HttpProbe} from '../../../../src/checks/probe/probe.js';
import {startHttpProbe} from '../../../../src/checks/probe/http-probe.js';
import {linuxProbeWorld, verdictOf} from '../../../kernel/socket/linux-probe-world.js';
import {enterOwnNetwork} from '../../../kernel/socket/own-network.js';
import {httpProbe, pattern, respond} from '../responders.js';

const skip = enterOwnNetwork() || (!existsSync('/usr/share/perl5/LWP/UserAgent.pm') && 'LWP is not here');
const world = linuxProbeWorld();

/** What ldirectord asks LWP, and what it makes of the answer. */
const oracle = `
use LWP::UserAgent;
my ($url, $method, $receive) = @ARGV;
my $ua = LWP::UserAgent->new;
my $answer;
eval {
  local $SIG{ALRM} = sub { die };
  alarm 2;
  $answer = $ua->request(HTTP::Request->new($method, $url, HTTP::Headers->new(Host => 'www.example')));
  alarm 0;
};
print defined $answer && $answer->is_success && ($receive !~ /.+/ || $answer->content =~ /$receive/) ? 'up' : 'down';`;

/** Each request gets the next of these, byte for byte; the last one again and again. */
const cases: readonly (readonly [
  name: string,
  answers: readonly string[],
  receive?: string,
  more?: {readonly method?: 'HEAD'; readonly keeps?: true},
])[] = [
  ['a page', ['HTTP/1.1 200 OK\r\n\r\nhello'], 'hello'],
  ['another page', ['HTTP/1.1 200 OK\r\n\r\nhello'], 'other'],
  ['a status without words', ['HTTP/1.1 200\r\n\r\nhello'], 'hello'],
  ['status 204', ['HTTP/1.1 204 No Content\r\n\r\n']],
  ['status 404', ['HTTP/1.1 404 Not Found\r\n\r\nhello'], 'hello'],
  ['status 500', ['HTTP/1.1 500 Oops\r\n\r\n']],
  ['lines that end with a newline alone', ['HTTP/1.1 200 OK\nX: y\n\nhello'], '^hello'],
  ['no HTTP at all', ['hello\n'], 'hello'],
  ['no HTTP at all, and another text', ['hello\n'], 'other'],
  ['nothing', ['']],
  ['a length that comes in small letters', ['HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello more'], 'more'],
  ['a connection that stays', ['HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello'], 'hello', {keeps: true}],
  ['less than was promised', ['HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello'], 'hello'],
  [
    'chunks',
    ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n'],
    '^hello$',
    {keeps: true},
  ],
  ['chunks that are none', ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nhello\r\n'], 'hello'],
  ['an interim answer', ['HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\nhello'], 'hello'],
  ['HEAD', ['HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n'], '', {method: 'HEAD', keeps: true}],
  ['a redirect', ['HTTP/1.1 302 Found\r\nLocation: /there\r\n\r\n', 'HTTP/1.1 200 OK\r\n\r\nthere'], 'there'],
  ['a redirect to a path that looks like a host', ['HTTP/1.1 302 Found\r\nLocation: //\r\n\r\n']],
  [
    'a redirect from a path that looks like a host',
    [
      'HTTP/1.1 302 Found\r\nLocation: /.//\r\n\r\n',
      'HTTP/1.1 302 Found\r\nLocation: ?there\r\n\r\n',
      'HTTP/1.1 200 OK\r\n\r\nthere',
    ],
    'there',
  ],
  ['a redirect in a circle', ['HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n']],
  ['a redirect to nowhere', ['HTTP/1.1 302 Found\r\n\r\n']],
  ['a choice', ['HTTP/1.1 300 Choices\r\nLocation: /there\r\n\r\n', 'HTTP/1.1 200 OK\r\n\r\nthere']],
];

describe('a server is up where it is for ldirectord', {skip}, () => {
  for (const [name, answers, receive = '', {method = 'GET', keeps = false} = {}] of cases)
    test(name, async () => {
      const theirs = await respond(answering(answers, keeps));
      const url = `http://127.0.0.1:${theirs.target.port}/`;
      const {stdout} = await promisify(execFile)('perl', ['-e', oracle, url, method, receive]);
      theirs.close();
      const ours = await respond(answering(answers, keeps));
      const more: Partial<HttpProbe> = {manner: 'ldirectord', version: '1.1', method, virtualHost: 'www.example'};
      const wanted = receive === '' ? undefined : pattern(receive);
      const verdict = await verdictOf(startHttpProbe, httpProbe(ours.target, {pattern: wanted}, more), world);
      ours.close();
      assert.equal(verdict.type, stdout, verdict.words);
    });
});

function answering(answers: readonly string[], keeps: boolean): (socket: Socket) => void {
  let count = 0;
  return socket =>
    socket.once('data', () => {
      const answer = answers[Math.min(count++, answers.length - 1)] as string;
      if (keeps) socket.write(answer);
      else socket.end(answer);
    });
}
