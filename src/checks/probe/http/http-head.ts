/** The status line and the header of an answer. */
export interface HttpHead {
  /** 100..599 and others of three digits; 0 where there is none. */
  readonly status: number;
  /** Undefined: it says none that can be read. */
  readonly contentLength: number | undefined;
  readonly isChunked: boolean;
  readonly location: string | undefined;
}

/**
 * As keepalived reads it: three digits between two spaces, whatever stands before them; and a Content-Length that is
 * written with these capitals.
 * @param text from its first byte to the empty line, as latin1
 */
export function parseHttpHead(text: string): HttpHead {
  const status = /^[^ \r]* (\d{3}) /.exec(text)?.[1];
  const length = /Content-Length:\s*(\d+)[\r\n]/.exec(text)?.[1];
  return {
    status: Number(status ?? 0),
    contentLength: length === undefined ? undefined : Number(length),
    isChunked: /\r?\ntransfer-encoding:[ \t]*chunked/i.test(text),
    location: /\r?\nlocation:[ \t]*([^\r\n]*)/i.exec(text)?.[1],
  };
}

/** As LWP reads it: case does not matter, nor the space behind the status; without a header it is a page (HTTP/0.9). */
export function parseLenientHead(text: string): HttpHead {
  const head = parseHttpHead(text);
  const status = text === '' ? '200' : /^HTTP\/\d+\.\d+[ \t]+(\d{3})\b/i.exec(text)?.[1];
  const length = /\ncontent-length:[ \t]*(\d+)[ \t]*[\r\n]/i.exec(text)?.[1];
  return {...head, status: Number(status ?? 0), contentLength: length === undefined ? undefined : Number(length)};
}
