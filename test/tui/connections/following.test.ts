import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import type {Connection} from '../../../src/ipvs/connection.js';
import {type Service, serviceKey} from '../../../src/ipvs/service.js';
import type {SeenService, Snapshot} from '../../../src/tui/data/snapshot.js';
import {followRow, isFollowed} from '../../../src/tui/screens/connections/following.js';
import {subjectOf} from '../../../src/tui/screens/detail/subject.js';
import {endpoint, fixedSnapshot, rows} from '../director/fixed-model.js';
import {connection} from '../detail/fixed-detail.js';

const [web, server] = [endpoint('203.0.113.10:80'), endpoint('10.1.0.12:8080')];
const template = {client: endpoint('198.51.100.1:0'), state: 'NONE'};

function isOf(row: string, change: Partial<Connection>, snapshot: Snapshot = fixedSnapshot()): boolean {
  const subject = subjectOf(snapshot, row);
  assert.ok(subject.row);
  return isFollowed(connection(1, change), followRow(subject.row, snapshot.services));
}

describe('connections of a service', () => {
  test('are those to its address and port', () => {
    assert.ok(isOf(rows.web, {virtual: web}));
    assert.ok(!isOf(rows.web, {virtual: endpoint('203.0.113.10:81')}));
    assert.ok(!isOf(rows.web, {virtual: endpoint('203.0.113.11:80')}));
  });

  test('are of its protocol', () => assert.ok(!isOf(rows.web, {virtual: web, protocol: 'UDP'})));

  test('also go to real servers that are gone', () => {
    assert.ok(isOf(rows.web, {virtual: web, destination: endpoint('10.9.9.9:80')}));
  });
});

describe('connections of a real server', () => {
  test('are those of the service that go there', () => {
    assert.ok(isOf(rows.limited, {virtual: web, destination: server}));
    assert.ok(!isOf(rows.limited, {virtual: web, destination: endpoint('10.1.0.11:8080')}));
    assert.ok(!isOf(rows.limited, {virtual: endpoint('203.0.113.10:81'), destination: server}));
  });
});

describe('connections of a fwmark service', () => {
  const destination = endpoint('10.4.0.31:443');

  test('carry the address they came for, and go to any port of its real servers', () => {
    assert.ok(isOf(rows.mail, {virtual: endpoint('192.0.2.80:443'), destination}));
    assert.ok(isOf(rows.tunnel, {virtual: endpoint('192.0.2.80:443'), destination}));
    assert.ok(!isOf(rows.mail, {virtual: endpoint('192.0.2.80:443'), destination: server}));
  });

  test('have templates with the mark', () => {
    const to = {...template, destination: endpoint('10.4.0.31:0')};
    assert.ok(isOf(rows.mail, {...to, protocol: 'IP', virtual: endpoint('0.0.0.7:0')}));
    assert.ok(isOf(rows.tunnel, {...to, protocol: 'IP', virtual: endpoint('0.0.0.7:0')}));
    assert.ok(!isOf(rows.mail, {...to, protocol: 'IP', virtual: endpoint('0.0.0.8:0')}));
    assert.ok(!isOf(rows.mail, {...to, protocol: 'TCP', virtual: endpoint('0.0.0.7:0')}));
  });
});

describe('connections of a service of every port', () => {
  const snapshot = withService({type: 'address', protocol: 6, ...endpoint('203.0.113.10:0')});
  const [seen] = snapshot.services;
  const row = seen?.key as string;

  test('are those to its address that no other service takes', () => {
    assert.ok(isOf(row, {virtual: endpoint('203.0.113.10:9000'), destination: server}, snapshot));
    assert.ok(!isOf(row, {virtual: web, destination: server}, snapshot));
  });

  test('have templates without a port', () => {
    const to = {virtual: endpoint('203.0.113.10:0'), destination: endpoint('10.1.0.12:0')};
    assert.ok(isOf(row, {...template, ...to}, snapshot));
  });
});

function withService(id: Service['id']): Snapshot {
  const snapshot = fixedSnapshot();
  const [first] = snapshot.services as readonly [SeenService];
  return {...snapshot, services: [{...first, key: serviceKey(id), service: {...first.service, id}}, first]};
}
