import assert from 'node:assert/strict';
import {test} from 'node:test';
import {findSubject, type KnownService} from '../../src/commands/why/find-subject.js';
import type {ServiceId} from '../../src/ipvs/service.js';
import {formatServiceId, parseServicePattern} from '../../src/ipvs/service-text.js';
import {parseAddress} from '../../src/net/address.js';
import {parseEndpoint} from '../../src/net/endpoint.js';

const endpoint = (text: string) => parseEndpoint(text) as NonNullable<ReturnType<typeof parseEndpoint>>;
const known: readonly KnownService[] = [
  {id: service('tcp/10.0.0.1:80'), servers: [endpoint('10.1.0.11:8080'), endpoint('10.1.0.12:8080')], name: 'web'},
  {id: service('tcp/10.0.0.1:443'), servers: [endpoint('10.1.0.11:8443')]},
  {id: service('udp/10.0.0.7:53'), servers: [endpoint('10.0.0.1:53')]},
  {id: service('tcp/[2001:db8::1]:80'), servers: [endpoint('[2001:db8:1::11]:80')]},
  {id: service('fwmark/7'), servers: [endpoint('10.1.0.11:0')]},
];

function service(text: string): ServiceId {
  return parseServicePattern(text) as ServiceId;
}

function found(text: string | readonly string[], address?: string): string {
  const {subject, services} = findSubject([text].flat(), known, address ? [parseAddress(address)!] : []);
  const near = subject.type === 'nothing' ? ` near ${subject.near.map(formatServiceId).join(' ')}` : '';
  const port = subject.type === 'real' ? `:${subject.port}` : '';
  return `${subject.type}${port} ${services.map(formatServiceId).join(' ')}${near}`.trim();
}

test('a service is meant by its name, its address and port, or whoever checks calls it so', () => {
  assert.equal(found('tcp/10.0.0.1:80'), 'services tcp/10.0.0.1:80');
  assert.equal(found('10.0.0.1:80'), 'services tcp/10.0.0.1:80');
  assert.equal(found('fwmark/7'), 'services fwmark/7');
  assert.equal(found('[2001:db8::1]:80'), 'services tcp/[2001:db8::1]:80');
  assert.equal(found('2001:db8::1'), 'services tcp/[2001:db8::1]:80');
  assert.equal(found('web'), 'services tcp/10.0.0.1:80');
});

test('an address is all services on it, before a real server that has it', () => {
  assert.equal(found('10.0.0.1'), 'services tcp/10.0.0.1:80 tcp/10.0.0.1:443');
  assert.equal(found('10.0.0.1:53'), 'real:53 udp/10.0.0.7:53');
});

test('a real server is meant by its address, its port, or the name of its host', () => {
  assert.equal(found('10.1.0.11'), 'real:undefined tcp/10.0.0.1:80 tcp/10.0.0.1:443 fwmark/7');
  assert.equal(found('10.1.0.11:8443'), 'real:8443 tcp/10.0.0.1:443');
  assert.equal(found('web2', '10.1.0.12'), 'real:undefined tcp/10.0.0.1:80');
  assert.equal(found('web2:8080', '10.1.0.12'), 'real:8080 tcp/10.0.0.1:80');
  assert.equal(found('[2001:db8:1::11]:80'), 'real:80 tcp/[2001:db8::1]:80');
});

test('a name of several addresses is all of them: services first, else the real servers that there are', () => {
  assert.equal(found(['10.0.0.1', '2001:db8::1']), 'services tcp/10.0.0.1:80 tcp/10.0.0.1:443 tcp/[2001:db8::1]:80');
  assert.equal(found(['10.1.0.12', '2001:db8:1::11']), 'real:undefined tcp/10.0.0.1:80 tcp/[2001:db8::1]:80');
  assert.equal(found(['10.0.0.7', '10.1.0.12']), 'services udp/10.0.0.7:53');
  const {subject} = findSubject(['10.1.0.12:8080', '[2001:db8:1::99]:8080'], known, []);
  assert.deepEqual(subject, {type: 'real', addresses: [parseAddress('10.1.0.12')], port: 8080});
});

test('what is neither has the nearest services: those of its address, else of its family by distance', () => {
  assert.equal(found('10.0.0.1:81'), 'nothing  near tcp/10.0.0.1:443 tcp/10.0.0.1:80');
  assert.equal(found('10.0.0.6'), 'nothing  near udp/10.0.0.7:53 tcp/10.0.0.1:443 tcp/10.0.0.1:80');
  assert.equal(found('2001:db8::9'), 'nothing  near tcp/[2001:db8::1]:80');
  assert.match(found('nobody'), /^nothing {2}near /);
});
