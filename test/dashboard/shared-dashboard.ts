import {afterEach, beforeEach} from 'node:test';
import type {Dashboard} from './dashboard.js';

/** One dashboard for all tests of a suite, which follow on each other; after one that failed a new one is opened for the next. */
export function sharedDashboard(open: () => Promise<Dashboard>): () => Dashboard {
  let dashboard: Dashboard | undefined;
  beforeEach(async () => {
    dashboard ??= await open();
  });
  afterEach(context => {
    if ('passed' in context && !context.passed) dashboard = undefined;
  });
  return () => dashboard as Dashboard;
}
