import {Password} from '../../vrrp/password.js';
import type {RouterConfiguration, RouterSettings} from '../../vrrp/router/configuration.js';

/** A configuration on its way from one process of the director to another: a password hides itself from everything else. */
export type SentConfiguration = Omit<RouterConfiguration, 'routers'> & {readonly routers: readonly SentRouter[]};

type SentRouter = Omit<RouterSettings, 'authentication'> & {
  readonly authentication: {readonly type: 'none'} | {readonly type: 'password'; readonly bytes: readonly number[]};
};

/** NB: for the channel between the processes only: it has the passwords. */
export function encodeConfiguration(configuration: RouterConfiguration): SentConfiguration {
  return {...configuration, routers: configuration.routers.map(encodeRouter)};
}

export function decodeConfiguration(sent: SentConfiguration): RouterConfiguration {
  return {...sent, routers: sent.routers.map(decodeRouter)};
}

/** Whether nothing at all is different. */
export function isSameConfiguration(a: RouterConfiguration, b: RouterConfiguration): boolean {
  return JSON.stringify(encodeConfiguration(a)) === JSON.stringify(encodeConfiguration(b));
}

function encodeRouter({authentication, ...router}: RouterSettings): SentRouter {
  if (authentication.type === 'none') return {...router, authentication};
  const bytes = new Uint8Array(Password.length);
  authentication.password.write(bytes, 0);
  return {...router, authentication: {type: 'password', bytes: [...bytes]}};
}

function decodeRouter({authentication, ...router}: SentRouter): RouterSettings {
  if (authentication.type === 'none') return {...router, authentication};
  return {...router, authentication: {type: 'password', password: new Password(Uint8Array.from(authentication.bytes))}};
}
