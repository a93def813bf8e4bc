import {request as requestHttp} from 'node:http';
import {request as requestHttps} from 'node:https';
import type {Milliseconds} from '../../checks/milliseconds.js';
import type {Notice} from './notice.js';

/**
 * Posts a notice as JSON. Redirects are not followed, the answer is not read.
 * @param after a timer; its return value stops it
 * @throws Error with what came in place of a 2xx
 */
export function postWebhook(
  notice: Notice,
  {url, timeout}: {readonly url: string; readonly timeout: Milliseconds},
  host: string,
  after: (delay: Milliseconds, call: () => void) => () => void,
): Promise<void> {
  const body = JSON.stringify({...notice, director: host});
  const request = url.startsWith('https:') ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: 'POST',
        agent: false,
        headers: {'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body)},
      },
      answer => {
        stop();
        answer.destroy();
        const status = answer.statusCode ?? 0;
        if (status >= 200 && status < 300) resolve();
        else reject(new Error(`it answered with status ${status}`));
      },
    );
    const stop = after(timeout, () => sent.destroy(new Error(`no answer within ${timeout / 1000} s`)));
    sent.on('error', error => {
      stop();
      reject(error);
    });
    sent.end(body);
  });
}
