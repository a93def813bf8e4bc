import {matchBody, patternLimit} from '../pattern/match-body.js';
import type {PatternOutcome} from '../pattern/pattern-matcher.js';
import {Attempt} from './attempt.js';
import {longestText} from './http/body-text.js';
import {type HttpAnswer, HttpExchange} from './http/http-exchange.js';
import {redirect} from './http/redirect.js';
import type {HttpProbe, HttpRequest} from './probe.js';
import type {StartProbe} from './probe-world.js';
import {formatBytes} from './quantity.js';

/** HTTP_GET, SSL_GET; http, https, http_proxy: one request after the other, each with a connection of its own. */
export const startHttpProbe: StartProbe<HttpProbe> = (probe, world, onVerdict, onStep) => {
  const attempt = new Attempt(world, probe.limits.whole * Math.max(1, probe.requests.length), onVerdict, onStep);
  const next = (at: number, words: string): void => {
    const request = probe.requests[at];
    if (request) return ask(attempt, probe, request, mostRedirects, found => next(at + 1, found));
    attempt.up(probe.requests.length > 1 ? `${probe.requests.length} requests succeeded; the last: ${words}` : words);
  };
  if (probe.requests.length === 0) queueMicrotask(() => attempt.up('there is nothing to ask'));
  else next(0, '');
  return attempt;
};

/** LWP::UserAgent's max_redirect. */
const mostRedirects = 7;

/** @param onSuccess with words; failures end the try */
function ask(
  attempt: Attempt,
  probe: HttpProbe,
  request: HttpRequest,
  redirects: number,
  onSuccess: (words: string) => void,
): void {
  const exchange = new HttpExchange(attempt, probe, request, answer => {
    const {location} = answer.head;
    if (probe.manner === 'ldirectord' && location !== undefined && isRedirect(answer.head.status)) {
      const to = redirects > 0 ? redirect(probe, request, location) : 'there are too many';
      const name = `${answer.head.status} redirects to ${location}`;
      if (typeof to === 'string') return fail(attempt, probe, request, `${name}: ${to}`);
      if (attempt.isWatched) attempt.step('redirect', name);
      const first = to.requests[0] as HttpRequest;
      return ask(attempt, to, first, redirects - 1, onSuccess);
    }
    judge(attempt, probe, request, answer, onSuccess);
  });
  exchange.begin();
}

function isRedirect(status: number): boolean {
  return (status >= 301 && status <= 303) || status === 307 || status === 308;
}

/** Status, digest, pattern: the first that is wrong is told, as keepalived does. */
function judge(
  attempt: Attempt,
  probe: HttpProbe,
  request: HttpRequest,
  {head, digest, body, bodyLength}: HttpAnswer,
  onSuccess: (words: string) => void,
): void {
  const {status} = head;
  if (!request.statusCodes.some(([from, to]) => status >= from && status <= to))
    return fail(attempt, probe, request, wrongStatus(status, request));
  const size = formatBytes(bodyLength);
  if (digest !== request.digest?.toLowerCase())
    return fail(attempt, probe, request, `the digest of the body (${size}) is ${digest}, not ${request.digest}`);
  const {pattern} = request;
  if (!pattern || !body)
    return onSuccess(digest === undefined ? `${status}, ${size}` : `${status}, the digest is right`);
  const {head: headText, text} = body;
  const searched =
    bodyLength > longestText ? `the first ${formatBytes(longestText)} of the body` : `the body (${size})`;
  // check_regex() of check_http.c: whatever comes in one read is searched as one, the head and most bodies
  const end = (outcome: PatternOutcome, isInHead: boolean) => {
    body.letGo();
    if (outcome.type === 'undecided') return attempt.undecided(outcome.words);
    const looked = isInHead ? 'the header, with the body behind it,' : searched;
    const found = `${looked} ${outcome.found === pattern.mustNotMatch ? 'does not match' : 'matches'} /${pattern.source}/`;
    if (attempt.isWatched) attempt.step('match', found);
    if (outcome.found) onSuccess(`${status}, ${found}`);
    else fail(attempt, probe, request, found);
  };
  const giveUp = matchBody(attempt.world, pattern, text, end, headText);
  attempt.expect(patternLimit, () => attempt.undecided(`the search for ${pattern.source} did not get its turn`));
  attempt.holds(giveUp);
}

function wrongStatus(status: number, {statusCodes}: HttpRequest): string {
  const wanted = statusCodes.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(', ');
  return status === 0
    ? 'what answers does not speak HTTP: there is no status'
    : `the status is ${status}, not ${wanted}`;
}

function fail(attempt: Attempt, {method}: HttpProbe, {path}: HttpRequest, words: string): void {
  attempt.down('L7', `${method} ${path}: ${words}`);
}
