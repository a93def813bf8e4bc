import {createServer, type Server} from 'node:http';

export interface MetricsServerOptions {
  readonly host: string;
  readonly port: number;
  /** The text, in UTF-8; rejects where it cannot be had. */
  read(): Promise<string | Uint8Array>;
}

export interface MetricsServer {
  readonly port: number;
  close(): void;
}

/** Requests at a time; each may take ten thousand servers' worth of memory. */
const mostConnections = 16;
const patience = 10_000;

/**
 * Answers `GET /metrics` for Prometheus. Readings at the same time share one.
 * @returns what closes it. Rejects where it cannot listen: EADDRINUSE, EADDRNOTAVAIL
 */
export async function openMetricsServer({host, port, read}: MetricsServerOptions): Promise<MetricsServer> {
  let reading: Promise<string | Uint8Array> | undefined;
  const readOnce = () => {
    reading ??= read().finally(() => {
      reading = undefined;
    });
    return reading;
  };
  const server = createServer((request, answer) => {
    const path = request.url?.split('?')[0];
    if (path !== '/metrics') return void answer.writeHead(404).end('metrics are at /metrics\n');
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return void answer.writeHead(405, {Allow: 'GET, HEAD'}).end();
    readOnce().then(
      text => answer.writeHead(200, {'Content-Type': 'text/plain; version=0.0.4; charset=utf-8'}).end(text),
      (error: Error) => answer.writeHead(503).end(`${error.message}\n`),
    );
  });
  server.maxConnections = mostConnections;
  server.headersTimeout = patience;
  server.requestTimeout = patience;
  server.keepAliveTimeout = patience;
  await listen(server, host, port);
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({host, port, exclusive: true}, () => {
      server.off('error', reject);
      server.on('error', () => {}); // of one connection: it is closed
      resolve();
    });
  });
}
